/**
 * One request, as fetch and `webRequest` together tell it. Fetch says whether it loaded; only the events
 * of `webRequest` say why not, from which address, and (where the browser has that) with which chain.
 */
import { browser } from "../platform/browser.ts";
import type { Clock } from "../platform/environment.ts";
import type { RawCertificate } from "../core/chain.ts";
import type { Failure } from "../core/failure.ts";
import type { Probe, TlsDetails } from "../core/observation.ts";
import type { Evidence } from "../core/words.ts";
import { failed, unseen } from "./observed.ts";
import type { RawObservation } from "./port.ts";

/** What a browser told of a connection's security. */
export interface Security {
  tls: TlsDetails | null;
  /** Leaf first. */
  chain: RawCertificate[];
  evidence: Extract<Evidence, "anchor" | "issuer">;
}

/** What differs between browsers. */
export interface Vendor {
  /** What the browser means by its error word. Never rejects. */
  explain(word: string): Promise<Failure>;
  /**
   * Called once, synchronously at start-up, for the listeners that learn of certificates and hand them to
   * `deliver`. No request waits for that: `coming` is told that something is on its way.
   */
  listenForSecurity(
    filter: RequestFilter | PageFilter,
    deliver: Deliver,
    coming: (answer: Answer, read: Promise<void>) => void,
  ): void;
  /** Whether `coming` is told of every answer: what tells of answers alone need not be listened to then. */
  comingTellsAll: boolean;
  /** The major version of HTTP in an answer's status line; null where the browser does not tell it there. */
  httpVersion(statusLine: string): number | null;
  /** Called before a check, for what is not to be done at each start-up. */
  prepare(): Promise<void>;
  /** Called when a request loaded and nothing was delivered for it. */
  loadedWithoutSecurity(): void;
}

export type Deliver = (requestId: string, security: Security) => void;

/** That an answer's head has come, be it a redirect. */
export interface Answer {
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

/** Events reach the extension apart from fetch's own answer; how long to wait for one, in ms. */
const EVENT_GRACE_MS = 1_000;

/** A proxy's answer, which Chromium hands on as if it were the host's: no TLS came about (RFC 9110, 15.5.8). */
const PROXY_AUTHENTICATION_REQUIRED = 407;

interface Pending {
  url: string;
  requestId: string | null;
  error: string | null;
  status: number | null;
  ip: string | null;
  security: Security | null;
  /** Resolves when what the browser shows of the connection has been read. */
  read: Promise<void>;
  /** Resolves when the browser has told of an answer or of an error. */
  told: Promise<void>;
  tell(): void;
  /** Resolves when it has told of an error. */
  failed: Promise<void>;
  fail(): void;
}

interface EventDetails extends Answer {
  url: string;
  originUrl?: string | undefined;
  initiator?: string | undefined;
}

/** Requests of our own and what the browser tells of them. */
export class Requests {
  readonly #pending = new Set<Pending>();
  readonly #vendor: Vendor;
  readonly #clock: Clock;

  /** Adds its listeners at once: call it synchronously at start-up. Only requests that fit `filter` are seen. */
  constructor(vendor: Vendor, filter: RequestFilter, clock: Clock) {
    this.#vendor = vendor;
    this.#clock = clock;
    const { webRequest } = browser;
    webRequest.onBeforeRequest.addListener((details) => {
      this.#adopt(details as EventDetails);
      return undefined;
    }, filter);
    const answered = ({ requestId, statusCode, ip }: Answer, read?: Promise<void>) => {
      const pending = this.#byId(requestId);
      if (!pending) return;
      pending.status = statusCode ?? null;
      pending.ip = ip ?? null;
      if (read) pending.read = read;
      pending.tell();
    };
    vendor.listenForSecurity(
      filter,
      (requestId, security) => {
        const pending = this.#byId(requestId);
        if (pending) pending.security = security;
      },
      answered,
    );
    if (!vendor.comingTellsAll) {
      webRequest.onResponseStarted.addListener((details) => answered(details), filter);
      webRequest.onBeforeRedirect.addListener((details) => answered(details), filter);
    }
    webRequest.onErrorOccurred.addListener((details) => {
      const pending = this.#byId(details.requestId);
      if (!pending) return;
      pending.error ??= details.error;
      pending.ip ??= details.ip ?? null;
      pending.tell();
      pending.fail();
    }, filter);
  }

  /** Requests a URL of a host that we hold permission for, and follows it through the browser. */
  async follow(probe: Probe, limitMs: number, signal: AbortSignal): Promise<RawObservation> {
    const pending = waiting(probe.url);
    this.#pending.add(pending);
    try {
      return await this.#followed(probe, pending, limitMs, signal);
    } finally {
      this.#pending.delete(pending);
    }
  }

  async #followed(
    probe: Probe,
    pending: Pending,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<RawObservation> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    const started = this.#clock.ticks();
    const response = await ask(probe.url, { redirect: "manual", signal: limited });
    const durationMs = this.#clock.ticks() - started;
    if (response instanceof Error && limited.aborted) return timedOut(probe, durationMs, limitMs);
    // An answer may have begun before it failed.
    const event = response instanceof Error ? pending.failed : pending.told;
    await Promise.race([event, delay(EVENT_GRACE_MS)]);

    const seen = { ...probe, durationMs, ip: pending.ip, status: pending.status };
    if (response instanceof Error) {
      const failure =
        pending.error === null
          ? { code: "unknown" as const, raw: response.message, symbol: null }
          : await this.#vendor.explain(pending.error);
      return { ...failed(probe, durationMs, failure), ip: pending.ip };
    }
    if (response.status === PROXY_AUTHENTICATION_REQUIRED) {
      return failed(probe, durationMs, { code: "proxy-auth", raw: "HTTP 407", symbol: null });
    }
    await Promise.race([pending.read, delay(EVENT_GRACE_MS)]);
    const { security } = pending;
    if (!security) this.#vendor.loadedWithoutSecurity();
    const server = serverTime(response.headers);
    return {
      ...seen,
      outcome: "loaded",
      status: pending.status ?? (response.status || null),
      serverTime: Number.isNaN(server)
        ? null
        : { server: isoTime(server), local: isoTime(this.#clock.now()) },
      failure: null,
      evidence: security?.chain.length ? security.evidence : "load",
      tls: security?.tls ?? null,
      chain: security?.chain ?? [],
    };
  }

  /**
   * Requests a host that we hold no permission for: without cookies, without a referrer, headers only.
   * The browser tells whether it loaded and nothing else.
   */
  async askBlindly(probe: Probe, limitMs: number, signal: AbortSignal): Promise<RawObservation> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    const started = this.#clock.ticks();
    const response = await ask(probe.url, { method: "HEAD", mode: "no-cors", signal: limited });
    const durationMs = this.#clock.ticks() - started;
    if (response instanceof Error) {
      if (limited.aborted) return timedOut(probe, durationMs, limitMs);
      return failed(probe, durationMs, { code: "unknown", raw: response.message, symbol: null });
    }
    return { ...unseen(probe, durationMs), outcome: "loaded", evidence: "load" };
  }

  /** Ties the browser's request id to the probe that waits for it; requests of others stay unknown. */
  #adopt(details: EventDetails): void {
    const origin = details.originUrl ?? details.initiator ?? "";
    if (!`${origin}/`.startsWith(browser.runtime.getURL("/"))) return;
    for (const pending of this.#pending) {
      if (pending.requestId === null && pending.url === details.url) {
        pending.requestId = details.requestId;
        return;
      }
    }
  }

  #byId(requestId: string): Pending | undefined {
    for (const pending of this.#pending) if (pending.requestId === requestId) return pending;
    return undefined;
  }
}

/** The longest that a cache may be believed to have held an answer, in seconds: ten years. */
const OLDEST_S = 315_360_000;
/** A year with five digits no clock shows, and no report has room for. */
const LATEST_MS = Date.parse("9990-01-01T00:00:00Z");

/**
 * The time at the server, in ms since the epoch: its `Date`, and how long a cache has held the answer (RFC 9111, 5.1).
 * NaN where it tells none.
 */
function serverTime(headers: Headers): number {
  const age = Number(headers.get("age") ?? 0);
  const held = age >= 0 && age <= OLDEST_S ? age * 1_000 : 0;
  const date = Date.parse(headers.get("date") ?? "");
  return date < LATEST_MS ? date + held : NaN;
}

function timedOut(probe: Probe, durationMs: number, limitMs: number): RawObservation {
  const raw = `no answer within ${Math.round(limitMs)} ms`;
  return failed(probe, durationMs, { code: "timeout", raw, symbol: null });
}

/** Fetches without cookies, cache or referrer; an error is returned, not thrown. The body is not read. */
async function ask(url: string, init: RequestInit): Promise<Response | Error> {
  try {
    const response = await fetch(url, {
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      ...init,
    });
    response.body?.cancel().catch(() => undefined);
    return response;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function waiting(url: string): Pending {
  let tell = () => {};
  let fail = () => {};
  const told = new Promise<void>((resolve) => (tell = resolve));
  const failing = new Promise<void>((resolve) => (fail = resolve));
  const nothing = { requestId: null, error: null, status: null, ip: null, security: null };
  const read = Promise.resolve();
  return { url, ...nothing, read, told, tell, failed: failing, fail };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
