/** Joins `fetch`, which shows whether a request loaded, with `webRequest`, which shows why not, and the chain. */
import type { Probe } from "../core/observation.ts";
import type { RawObservation } from "../core/observe.ts";
import { browser } from "../platform/browser.ts";
import type { Clock } from "../platform/environment.ts";
import type { BrowserAdapter, RequestFilter, ResponseHead, Security } from "./adapter.ts";
import { emptyObservation, failedObservation } from "./empty-observation.ts";
import { serverTimeOf } from "./server-time.ts";

/** How long (ms) to wait for an event: events and fetch's result arrive independently. */
const EVENT_GRACE_MS = 1_000;

/** From a proxy. Chromium passes it on as the host's response, although there was no TLS (RFC 9110, 15.5.8). */
const PROXY_AUTHENTICATION_REQUIRED = 407;

interface Pending {
  url: string;
  requestId: string | null;
  error: string | null;
  status: number | null;
  ip: string | null;
  security: Security | null;
  /** Resolves when the certificates have been read. */
  read: Promise<void>;
  /** Resolves when the browser has reported a response or an error. */
  reported: Promise<void>;
  report(): void;
  failed: Promise<void>;
  fail(): void;
}

interface EventDetails extends ResponseHead {
  url: string;
  originUrl?: string | undefined;
  initiator?: string | undefined;
}

export class Requests {
  readonly #pending = new Set<Pending>();
  readonly #adapter: BrowserAdapter;
  readonly #clock: Clock;

  /** Call it synchronously at start-up: it adds its listeners at once. */
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

  /** Needs permission for the host. */
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
    // A response may have begun before the request failed.
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
    // Events that are late say nothing about the certificates that come with them.
    if (!security && pending.status !== null) this.#adapter.loadedWithoutSecurity?.();
    const { headers } = response;
    const server = serverTimeOf(headers.get("date"), headers.get("age"));
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

  /** Needs no permission: sends no cookies, no referrer, asks for headers only. Shows only whether the host loads. */
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

  /** Ignores the requests of others. */
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

function timedOut(probe: Probe, durationMs: number, limitMs: number): RawObservation {
  const raw = `no answer within ${Math.round(limitMs)} ms`;
  return failedObservation(probe, durationMs, { code: "timeout", raw, symbol: null });
}

/** Returns an error instead of throwing it. Uses no cookies, cache or referrer; does not read the body. */
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
