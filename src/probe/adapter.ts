/** What differs between browsers. A build holds the adapter of one family. */
import type { RawCertificate } from "../core/certificate/read.ts";
import type { Failure } from "../core/failure.ts";
import type { TlsDetails } from "../core/observation.ts";
import type { Evidence } from "../core/vocabulary.ts";
import type { BrowserIdentity } from "./port.ts";

export interface Security {
  tls: TlsDetails | null;
  /** Leaf first. */
  chain: RawCertificate[];
  evidence: Extract<Evidence, "anchor" | "issuer">;
}

/** Of any response, including a redirect. */
export interface ResponseHead {
  requestId: string;
  statusCode?: number;
  ip?: string | null | undefined;
}

export interface RequestFilter {
  urls: string[];
  tabId: number;
}

export interface PageFilter {
  urls: string[];
  types: ["main_frame"];
}

/** `webRequest`'s number for requests of no tab, such as the background's own. */
export const NO_TAB = -1;

export type DeliverSecurity = (requestId: string, security: Security) => void;
export type OnHeaders = (head: ResponseHead, read: Promise<void>) => void;

export interface BrowserAdapter {
  describe(): Promise<BrowserIdentity>;
  /** Reads the browser's error word. Never rejects. */
  explain(word: string): Promise<Failure>;
  /** Whether the person stopped or left a load: then nothing is wrong. */
  isAbandoned(word: string): boolean;
  /** Call once, synchronously at start-up. `read` settles when `deliver` has the certificates; no request waits. */
  listenForSecurity(
    filter: RequestFilter | PageFilter,
    deliver: DeliverSecurity,
    onHeaders: OnHeaders,
  ): void;
  /** If true, `onHeaders` is called for every response, and no other listener for responses is needed. */
  reportsEveryResponse: boolean;
  /** Major version; null if the browser's status lines do not show it. */
  httpVersion(statusLine: string): number | null;
  /** Before each check: starts what must not start with the browser. Never rejects. */
  prepare?(): Promise<void>;
  /** After each check, for pages: by then it is known whether this browser shows certificates. */
  prepareForPages?(): Promise<void>;
  /** Called if a request loaded without certificates. */
  loadedWithoutSecurity?(): void;
}
