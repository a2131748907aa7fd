/** What differs between browsers: each family has one adapter, and a build holds one of them. */
import type { RawCertificate } from "../core/certificate/read.ts";
import type { Failure } from "../core/failure.ts";
import type { TlsDetails } from "../core/observation.ts";
import type { Evidence } from "../core/vocabulary.ts";
import type { BrowserIdentity } from "./port.ts";

/** What a browser showed of a connection's security. */
export interface Security {
  tls: TlsDetails | null;
  /** Leaf first. */
  chain: RawCertificate[];
  evidence: Extract<Evidence, "anchor" | "issuer">;
}

/** The head of a response, of a redirect too. */
export interface ResponseHead {
  requestId: string;
  statusCode?: number;
  ip?: string | null | undefined;
}

export interface RequestFilter {
  urls: string[];
  /** Whose requests: a page's own tab, or `NO_TAB`. */
  tabId: number;
}

/** Pages that tabs load. */
export interface PageFilter {
  urls: string[];
  types: ["main_frame"];
}

/** `webRequest`'s number for requests of no tab: the background's own. */
export const NO_TAB = -1;

export type DeliverSecurity = (requestId: string, security: Security) => void;
export type OnHeaders = (head: ResponseHead, read: Promise<void>) => void;

export interface BrowserAdapter {
  describe(): Promise<BrowserIdentity>;
  /** What the browser means by its error word. Never rejects. */
  explain(word: string): Promise<Failure>;
  /** Whether an error word means that the person stopped or left a load: then nothing is wrong. */
  isAbandoned(word: string): boolean;
  /**
   * Adds the listeners that learn of certificates and hand them to `deliver`. Call it once, synchronously at start-up.
   * Never delays a request: `onHeaders` is called as soon as headers arrive; `read` settles when the certificates are
   * known.
   */
  listenForSecurity(
    filter: RequestFilter | PageFilter,
    deliver: DeliverSecurity,
    onHeaders: OnHeaders,
  ): void;
  /** True if `onHeaders` is called for every response, so that no other listener for responses is needed. */
  reportsEveryResponse: boolean;
  /** The major version of HTTP in a status line; null where the browser does not write it there. */
  httpVersion(statusLine: string): number | null;
  /** Starts, before each check, what is not to be started with the browser. Never rejects. */
  prepare?(): Promise<void>;
  /** The same after each check, for pages: the check may have found that this browser shows certificates. */
  prepareForPages?(): Promise<void>;
  /** Called when a request loaded and nothing was delivered for it. */
  loadedWithoutSecurity?(): void;
}
