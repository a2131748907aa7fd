/**
 * One request, as fetch and `webRequest` together report it. Fetch says whether it loaded; only the events of
 * `webRequest` say why not, from which address, and (where the browser shows it) with which chain.
 */
import type { Probe } from "../core/observation.ts";
import type { RawObservation } from "../core/observe.ts";
import { browser } from "../platform/browser.ts";
import type { Clock } from "../platform/environment.ts";
import type { BrowserAdapter, RequestFilter, ResponseHead, Security } from "./adapter.ts";
import { emptyObservation, failedObservation } from "./empty-observation.ts";

/** How long (ms) to wait for an event: events and fetch's own answer arrive independently. */
const EVENT_GRACE_MS = 1_000;

/** A proxy's answer. Chromium passes it on as if it were the host's, although no TLS came about (RFC 9110, 15.5.8). */
const PROXY_AUTHENTICATION_REQUIRED = 407;

interface Pending {
  url: string;
  requestId: string | null;
  error: string | null;
  status: number | null;
  ip: string | null;
  security: Security | null;
  /** Resolves when the certificates of the connection have been read. */
  read: Promise<void>;
  /** Resolves when the browser has reported a response or an error. */
  reported: Promise<void>;
  report(): void;
  /** Resolves when the browser has reported an error. */
  failed: Promise<void>;
  fail(): void;
}

interface EventDetails extends ResponseHead {
  url: string;
  originUrl?: string | undefined;
  initiator?: string | undefined;
}

/** Our own requests, each followed through the events of the browser. */
export class Requests {
  readonly #pending = new Set<Pending>();
  readonly #adapter: BrowserAdapter;
  readonly #clock: Clock;

  /** Adds its listeners at once: call it synchronously at start-up. It sees only requests that fit `filter`. */
  constructor(adapter: BrowserAdapter, filter: RequestFilter, clock: Clock) {
    this.#adapter = adapter;
    this.#clock = clock;
    const { webRequest } = browser;
    webRequest.onBeforeRequest.addListener((details) => {
      this.#adopt(details as EventDetails);
      return undefined;
    }, filter);
    const answered = ({ requestId, statusCode, ip }: ResponseHead, read?: Promise<void>) => {
      const pending = this.#byId(requestId);
      if (!pending) return;
      pending.status = statusCode ?? null;
      pending.ip = ip ?? null;
      if (read) pending.read = read;
      pending.report();
    };
    adapter.listenForSecurity(
      filter,
      (requestId, security) => {
        const pending = this.#byId(requestId);
        if (pending) pending.security = security;
      },
      answered,
    );
    if (!adapter.reportsEveryResponse) {
      webRequest.onResponseStarted.addListener((details) => answered(details), filter);
      webRequest.onBeforeRedirect.addListener((details) => answered(details), filter);
    }
    webRequest.onErrorOccurred.addListener((details) => {
      const pending = this.#byId(details.requestId);
      if (!pending) return;
      pending.error ??= details.error;
      pending.ip ??= details.ip ?? null;
      pending.report();
      pending.fail();
    }, filter);
  }

  /** Requests a URL of a host that we hold permission for, and follows it through the browser. */
  async follow(probe: Probe, limitMs: number, signal: AbortSignal): Promise<RawObservation> {
    const pending = newPending(probe.url);
    this.#pending.add(pending);
    try {
      return await this.#observe(probe, pending, limitMs, signal);
    } finally {
      this.#pending.delete(pending);
    }
  }

  async #observe(
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
    const event = response instanceof Error ? pending.failed : pending.reported;
    await Promise.race([event, delay(EVENT_GRACE_MS)]);

    const seen = { ...probe, durationMs, ip: pending.ip, status: pending.status };
    if (response instanceof Error) {
      const failure =
        pending.error === null
          ? { code: "unknown" as const, raw: response.message, symbol: null }
          : await this.#adapter.explain(pending.error);
      return { ...failedObservation(probe, durationMs, failure), ip: pending.ip };
    }
    if (response.status === PROXY_AUTHENTICATION_REQUIRED) {
      return failedObservation(probe, durationMs, {
        code: "proxy-auth",
        raw: "HTTP 407",
        symbol: null,
      });
    }
    await Promise.race([pending.read, delay(EVENT_GRACE_MS)]);
    const { security } = pending;
    if (!security) this.#adapter.loadedWithoutSecurity?.();
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
   * The browser reveals whether it loaded and nothing else.
   */
  async askBlindly(probe: Probe, limitMs: number, signal: AbortSignal): Promise<RawObservation> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    const started = this.#clock.ticks();
    const response = await ask(probe.url, { method: "HEAD", mode: "no-cors", signal: limited });
    const durationMs = this.#clock.ticks() - started;
    if (response instanceof Error) {
      if (limited.aborted) return timedOut(probe, durationMs, limitMs);
      return failedObservation(probe, durationMs, {
        code: "unknown",
        raw: response.message,
        symbol: null,
      });
    }
    return { ...emptyObservation(probe, durationMs), outcome: "loaded", evidence: "load" };
  }

  /** Ties the browser's request id to the probe that waits for it; ignores the requests of others. */
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

/** The longest credible age of a cached response, in seconds: ten years. */
const OLDEST_S = 315_360_000;
/** Later dates are ignored: the report's format has years of four digits. */
const LATEST_MS = Date.parse("9990-01-01T00:00:00Z");

/** The server's time in ms since the epoch: its `Date` plus the `Age` of a cached response (RFC 9111, 5.1); else NaN. */
function serverTime(headers: Headers): number {
  const age = Number(headers.get("age") ?? 0);
  const held = age >= 0 && age <= OLDEST_S ? age * 1_000 : 0;
  const date = Date.parse(headers.get("date") ?? "");
  return date < LATEST_MS ? date + held : NaN;
}

function timedOut(probe: Probe, durationMs: number, limitMs: number): RawObservation {
  const raw = `no answer within ${Math.round(limitMs)} ms`;
  return failedObservation(probe, durationMs, { code: "timeout", raw, symbol: null });
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

function newPending(url: string): Pending {
  let report = () => {};
  let fail = () => {};
  const reported = new Promise<void>((resolve) => (report = resolve));
  const failing = new Promise<void>((resolve) => (fail = resolve));
  const nothing = { requestId: null, error: null, status: null, ip: null, security: null };
  const read = Promise.resolve();
  return { url, ...nothing, read, reported, report, failed: failing, fail };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
