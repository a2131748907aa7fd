import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RawCertificate } from "../../src/core/certificate/read.ts";
import type { Failure } from "../../src/core/failure.ts";
import type { Probe } from "../../src/core/observation.ts";
import { systemClock } from "../../src/platform/environment.ts";
import {
  NO_TAB,
  type BrowserAdapter,
  type DeliverSecurity,
  type OnHeaders,
  type Security,
} from "../../src/probe/adapter.ts";
import { Requests } from "../../src/probe/request.ts";
import { START, TLS } from "../made-up.ts";
import { EXTENSION, fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const HOSTS = ["https://*.amazontrust.com/*"];
const URL_1 = "https://valid.rootca1.demo.amazontrust.com/";
const URL_2 = "https://valid.rootca2.demo.amazontrust.com/";
const LIMIT_MS = 10_000;
const GRACE_MS = 1_000;

const probe = (url = URL_1): Probe => ({ kind: "valid", root: "amazon-root-ca-1", url });
const baseline: Probe = { kind: "baseline", root: null, url: "https://baseline.example.com/" };

/** A fetch that has begun and waits for its test to end it. */
interface Fetched {
  url: string;
  init: RequestInit;
  answer(response: Response): void;
  fail(error: unknown): void;
}

let fetches: Fetched[] = [];

function fakeFetch(url: string, init: RequestInit): Promise<Response> {
  return new Promise((answer, fail) => {
    fetches.push({ url, init, answer, fail });
    init.signal?.addEventListener("abort", () => fail(init.signal!.reason));
  });
}

class FakeAdapter implements BrowserAdapter {
  deliver: DeliverSecurity = () => {};
  explain = vi.fn(async (raw: string): Promise<Failure> =>
    raw === "DNS" ? { code: "dns", raw, symbol: "ERR_DNS" } : { code: "reset", raw, symbol: null },
  );
  onHeaders: OnHeaders = () => {};
  reportsEveryResponse = false;
  isAbandoned = () => false;
  httpVersion = () => null;
  listenForSecurity = vi.fn((_: unknown, deliver: DeliverSecurity, onHeaders: OnHeaders) => {
    this.deliver = deliver;
    this.onHeaders = onHeaders;
  });
  describe = () => Promise.reject(new Error("nobody asks"));
  loadedWithoutSecurity = vi.fn();
}

let adapter: FakeAdapter;
let requests: Requests;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  resetBrowser();
  fetches = [];
  vi.stubGlobal("fetch", vi.fn(fakeFetch));
  // The real one keeps its own time.
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException("timed out", "TimeoutError")), ms);
    return controller.signal;
  });
  adapter = new FakeAdapter();
  requests = new Requests(adapter, { urls: HOSTS, tabId: NO_TAB }, systemClock);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const never = () => new AbortController().signal;
const follow = (asked = probe(), limitMs = LIMIT_MS, signal = never()) =>
  requests.follow(asked, limitMs, signal);

const events = () => fakeBrowser.webRequest;
/** The browser announces a request of this extension. */
const begin = (requestId: string, url = URL_1, more: object = { initiator: EXTENSION }) =>
  events().onBeforeRequest.fire({ requestId, url, ...more });
const respond = (requestId: string, more: object = {}) =>
  events().onResponseStarted.fire({
    requestId,
    url: URL_1,
    statusCode: 200,
    ip: "18.66.0.1",
    ...more,
  });
const fault = (requestId: string, error: string, more: object = {}) =>
  events().onErrorOccurred.fire({ requestId, url: URL_1, error, ...more });

const failedToFetch = () => new TypeError("Failed to fetch");
const opaqueRedirect = () =>
  ({ type: "opaqueredirect", status: 0, headers: new Headers(), body: null }) as Response;

describe("the listeners", () => {
  test("stand as soon as the object does, for the probed hosts and the background's requests", () => {
    const filter = { urls: HOSTS, tabId: -1 };
    const { onBeforeRequest, onResponseStarted, onBeforeRedirect, onErrorOccurred } = events();
    for (const event of [onBeforeRequest, onResponseStarted, onBeforeRedirect, onErrorOccurred]) {
      expect(event.added.map((each) => each.filter)).toEqual([filter]);
    }
    expect(adapter.listenForSecurity).toHaveBeenCalledExactlyOnceWith(
      filter,
      expect.any(Function),
      expect.any(Function),
    );
  });

  test("leave out what tells of answers alone where the adapter tells of them all", () => {
    resetBrowser();
    adapter.reportsEveryResponse = true;
    void new Requests(adapter, { urls: HOSTS, tabId: NO_TAB }, systemClock);
    const { onBeforeRequest, onResponseStarted, onBeforeRedirect, onErrorOccurred } = events();
    const added = [onBeforeRequest, onResponseStarted, onBeforeRedirect, onErrorOccurred];
    expect(added.map((event) => event.added.length)).toEqual([1, 0, 0, 1]);
  });

  test("never hold a request up", () => {
    expect(begin("1")).toEqual([undefined]);
    for (const event of [events().onBeforeRequest, events().onErrorOccurred]) {
      expect(event.added[0]!.options).toBeUndefined();
    }
  });
});

describe("a request that loads", () => {
  test("has the status and the address of its response", async () => {
    const seen = follow();
    begin("7");
    respond("7");
    fetches[0]!.answer(new Response("ok"));
    expect(await seen).toEqual({
      ...probe(),
      outcome: "loaded",
      durationMs: 0,
      status: 200,
      ip: "18.66.0.1",
      serverTime: null,
      failure: null,
      evidence: "load",
      tls: null,
      chain: [],
    });
  });

  test.each([200, 204, 403, 500])("has loaded whatever its status: %d", async (status) => {
    const seen = follow();
    begin("7");
    respond("7", { statusCode: status });
    fetches[0]!.answer(new Response(null, { status }));
    expect(await seen).toMatchObject({ outcome: "loaded", status, failure: null });
  });

  test("takes as long as until fetch has the headers", async () => {
    const seen = follow();
    begin("7");
    await vi.advanceTimersByTimeAsync(250);
    respond("7");
    fetches[0]!.answer(new Response("ok"));
    expect((await seen).durationMs).toBe(250);
  });

  test("waits for an event that comes after fetch's own answer", async () => {
    const seen = follow();
    begin("7");
    fetches[0]!.answer(new Response("ok"));
    await vi.advanceTimersByTimeAsync(400);
    respond("7", { ip: "18.66.0.9" });
    expect(await seen).toMatchObject({ ip: "18.66.0.9", status: 200, durationMs: 0 });
  });

  test("is told by fetch alone where no event comes", async () => {
    const seen = follow();
    fetches[0]!.answer(new Response("ok", { status: 202 }));
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(await seen).toMatchObject({
      outcome: "loaded",
      status: 202,
      ip: null,
      evidence: "load",
    });
  });

  test("is not told before the grace has passed", async () => {
    let ended = false;
    const seen = follow().then(() => (ended = true));
    fetches[0]!.answer(new Response("ok"));
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await seen;
  });

  test("has no address where the browser tells none", async () => {
    const seen = follow();
    begin("7");
    respond("7", { ip: null });
    fetches[0]!.answer(new Response("ok"));
    expect((await seen).ip).toBeNull();
  });

  test("by a redirect has the redirect's status, and is not followed", async () => {
    const seen = follow();
    begin("7");
    events().onBeforeRedirect.fire({
      requestId: "7",
      url: URL_1,
      statusCode: 302,
      ip: "18.66.0.2",
    });
    fetches[0]!.answer(opaqueRedirect());
    expect(await seen).toMatchObject({
      outcome: "loaded",
      status: 302,
      ip: "18.66.0.2",
      serverTime: null,
    });
    expect(fetches).toHaveLength(1);
  });

  test("by a redirect has no status where no event tells it", async () => {
    const seen = follow();
    fetches[0]!.answer(opaqueRedirect());
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(await seen).toMatchObject({ outcome: "loaded", status: null });
  });

  test("stays loaded where the browser reports its cut-off body as an error", async () => {
    const seen = follow();
    begin("7");
    fetches[0]!.answer(new Response("ok"));
    fault("7", "NS_BINDING_ABORTED");
    expect(await seen).toMatchObject({ outcome: "loaded", failure: null, status: 200 });
  });

  test("that fails after its answer began is told by its error, even where that comes late", async () => {
    adapter.reportsEveryResponse = true;
    const seen = follow();
    begin("7");
    adapter.onHeaders({ requestId: "7", statusCode: 200 }, Promise.resolve());
    fetches[0]!.fail(failedToFetch());
    await vi.advanceTimersByTimeAsync(GRACE_MS / 2);
    fault("7", "DNS");
    expect((await seen).failure).toMatchObject({ code: "dns" });
  });

  test("does not read its body", async () => {
    const response = new Response("a long body");
    const cancel = vi.spyOn(response.body!, "cancel");
    const seen = follow();
    begin("7");
    respond("7");
    fetches[0]!.answer(response);
    await seen;
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("does not mind a body that cannot be cancelled", async () => {
    const response = new Response("a long body");
    vi.spyOn(response.body!, "cancel").mockRejectedValue(new Error("locked"));
    const seen = follow();
    begin("7");
    respond("7");
    fetches[0]!.answer(response);
    expect((await seen).outcome).toBe("loaded");
  });
});

describe("the server's time", () => {
  async function timeWith(headers: Record<string, string>) {
    const seen = follow();
    begin("7");
    respond("7");
    await vi.advanceTimersByTimeAsync(90);
    fetches[0]!.answer(new Response("ok", { headers }));
    return (await seen).serverTime;
  }

  test("is the Date header, beside what this machine's clock says", async () => {
    expect(await timeWith({ date: "Tue, 24 Nov 2026 08:00:00 GMT" })).toEqual({
      server: "2026-11-24T08:00:00.000Z",
      local: new Date(START + 90).toISOString(),
    });
  });

  test.each([
    ["60", "2026-11-24T08:01:00.000Z"],
    ["-60", "2026-11-24T08:00:00.000Z"],
    ["a while", "2026-11-24T08:00:00.000Z"],
    ["18446744073709551615", "2026-11-24T08:00:00.000Z"],
    ["1e400", "2026-11-24T08:00:00.000Z"],
  ])("is later by the age that a cache tells, if it can be true: %s", async (age, server) => {
    expect(await timeWith({ date: "Tue, 24 Nov 2026 08:00:00 GMT", age })).toMatchObject({
      server,
    });
  });

  test("is not known without the header", async () => {
    expect(await timeWith({})).toBeNull();
  });

  test.each(["", "yesterday", "Tue, 99 Nov 2026 08:00:00 GMT", "Tue, 24 Nov 99999 08:00:00 GMT"])(
    "is not known where the header is no date: %j",
    async (date) => {
      expect(await timeWith({ date })).toBeNull();
    },
  );
});

describe("a request that fails", () => {
  const failure = async (seen: ReturnType<typeof follow>) => (await seen).failure;

  test("has the browser's word where that came before fetch gave up", async () => {
    const seen = follow();
    begin("7");
    fault("7", "DNS");
    fetches[0]!.fail(failedToFetch());
    expect(await seen).toEqual({
      ...probe(),
      outcome: "failed",
      durationMs: 0,
      status: null,
      ip: null,
      serverTime: null,
      failure: { code: "dns", raw: "DNS", symbol: "ERR_DNS" },
      evidence: "none",
      tls: null,
      chain: [],
    });
  });

  test("has the browser's word where that comes after fetch gave up", async () => {
    const seen = follow();
    begin("7");
    fetches[0]!.fail(failedToFetch());
    await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
    fault("7", "DNS");
    expect(await failure(seen)).toEqual({ code: "dns", raw: "DNS", symbol: "ERR_DNS" });
  });

  test("is unknown, in fetch's words, where no word comes", async () => {
    const seen = follow();
    begin("7");
    fetches[0]!.fail(failedToFetch());
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(await failure(seen)).toEqual({ code: "unknown", raw: "Failed to fetch", symbol: null });
    expect(adapter.explain).not.toHaveBeenCalled();
  });

  test("does not wait for a word longer than its grace", async () => {
    const seen = follow();
    begin("7");
    fetches[0]!.fail(failedToFetch());
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    fault("7", "DNS");
    expect((await failure(seen))!.code).toBe("unknown");
  });

  test("keeps the first of two words", async () => {
    const seen = follow();
    begin("7");
    fault("7", "DNS");
    fault("7", "another");
    fetches[0]!.fail(failedToFetch());
    expect((await failure(seen))!.raw).toBe("DNS");
  });

  test("has the address that the fault came from, where the browser tells it", async () => {
    const seen = follow();
    begin("7");
    fault("7", "RESET", { ip: "18.66.0.3" });
    fetches[0]!.fail(failedToFetch());
    expect(await seen).toMatchObject({ ip: "18.66.0.3", status: null });
  });

  test("shows no certificate, even where one was delivered", async () => {
    const seen = follow();
    begin("7");
    adapter.deliver("7", { evidence: "anchor", tls: TLS, chain: [] });
    fault("7", "RESET");
    fetches[0]!.fail(failedToFetch());
    expect(await seen).toMatchObject({ evidence: "none", tls: null, chain: [] });
  });

  test.each([["text"], [undefined], [{ odd: true }]])(
    "ends even where fetch throws no error: %j",
    async (thrown) => {
      const seen = follow();
      fetches[0]!.fail(thrown);
      await vi.advanceTimersByTimeAsync(GRACE_MS);
      expect(await failure(seen)).toEqual({ code: "unknown", raw: String(thrown), symbol: null });
    },
  );

  test("ends even where fetch throws before it begins", async () => {
    vi.stubGlobal("fetch", () => {
      throw new TypeError("no fetch here");
    });
    const seen = follow();
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(await failure(seen)).toEqual({ code: "unknown", raw: "no fetch here", symbol: null });
  });
});

describe("an event", () => {
  /** Follows a request that fails, fires events meanwhile, and tells the word that it got. */
  async function wordAfter(fire: () => void): Promise<string> {
    const seen = follow();
    fire();
    fetches[0]!.fail(failedToFetch());
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    return (await seen).failure!.raw;
  }

  test.each([
    ["Chromium's initiator", { initiator: EXTENSION }],
    ["Firefox's origin", { originUrl: `${EXTENSION}/_generated_background_page.html` }],
  ])("of our own request is known by %s", async (_, origin) => {
    const word = await wordAfter(() => {
      begin("7", URL_1, origin);
      fault("7", "DNS");
    });
    expect(word).toBe("DNS");
  });

  test.each([
    ["a web page", { initiator: "https://example.com" }],
    ["another extension", { initiator: "chrome-extension://ponmlkjihgfedcba" }],
    ["an extension whose id begins like ours", { initiator: `${EXTENSION}q` }],
    ["a page of Firefox", { originUrl: "https://example.com/page" }],
    ["nobody that is named", {}],
  ])("of a request of %s to the same URL is not ours", async (_, origin) => {
    const word = await wordAfter(() => {
      begin("7", URL_1, origin);
      fault("7", "DNS");
    });
    expect(word).toBe("Failed to fetch");
  });

  test("of a foreign request before ours does not take our place", async () => {
    const word = await wordAfter(() => {
      begin("6", URL_1, { initiator: "https://example.com" });
      begin("7");
      fault("6", "foreign");
      fault("7", "DNS");
    });
    expect(word).toBe("DNS");
  });

  test("of a request to another URL is not ours", async () => {
    const word = await wordAfter(() => {
      begin("7", URL_2);
      fault("7", "DNS");
    });
    expect(word).toBe("Failed to fetch");
  });

  test("with another request's id is not ours", async () => {
    const word = await wordAfter(() => {
      begin("7");
      fault("8", "DNS");
    });
    expect(word).toBe("Failed to fetch");
  });

  test("of a request that nobody waits for disturbs nobody", () => {
    begin("7");
    respond("7");
    fault("7", "DNS");
    adapter.deliver("7", { evidence: "anchor", tls: null, chain: [] });
    expect(fetches).toEqual([]);
  });

  test("of a connection that is still being read is waited for, though not for ever", async () => {
    const security: Security = { evidence: "anchor", tls: TLS, chain: [] };
    for (const delivered of [true, false]) {
      fetches = [];
      const seen = follow();
      begin("7");
      let done = () => {};
      const answer = { requestId: "7", statusCode: 200, ip: "18.66.0.1" };
      adapter.onHeaders(answer, new Promise((resolve) => (done = resolve)));
      fetches[0]!.answer(new Response("ok"));
      await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
      if (delivered) {
        adapter.deliver("7", security);
        done();
      } else {
        await vi.advanceTimersByTimeAsync(1);
      }
      expect(await seen).toMatchObject({
        tls: delivered ? TLS : null,
        status: 200,
        ip: "18.66.0.1",
      });
    }
  });

  test("of one request reaches that one alone, however they interleave", async () => {
    const first = follow(probe(URL_1));
    const second = follow(probe(URL_2));
    begin("b", URL_2);
    begin("a", URL_1);
    fault("b", "DNS");
    respond("a", { ip: "18.66.0.4" });
    fetches[1]!.fail(failedToFetch());
    fetches[0]!.answer(new Response("ok"));
    expect(await first).toMatchObject({ url: URL_1, outcome: "loaded", ip: "18.66.0.4" });
    expect((await second).failure).toEqual({ code: "dns", raw: "DNS", symbol: "ERR_DNS" });
  });

  test("finds its request where two ask for the same URL", async () => {
    const first = follow();
    const second = follow();
    begin("1");
    begin("2");
    fault("2", "DNS");
    respond("1");
    fetches[0]!.answer(new Response("ok"));
    fetches[1]!.fail(failedToFetch());
    expect((await first).outcome).toBe("loaded");
    expect((await second).failure!.raw).toBe("DNS");
  });

  test("of a request reaches it though one before it to the same URL ended without any", async () => {
    const first = follow();
    fetches[0]!.answer(new Response("ok"));
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    await first;
    const second = follow();
    begin("2");
    fault("2", "DNS");
    fetches[1]!.fail(failedToFetch());
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect((await second).failure!.raw).toBe("DNS");
  });

  test("of a request that has ended does not reach the next one to the same URL", async () => {
    const first = follow();
    begin("1");
    respond("1");
    fetches[0]!.answer(new Response("ok"));
    await first;
    const second = follow();
    fault("1", "late");
    begin("2");
    fault("2", "DNS");
    fetches[1]!.fail(failedToFetch());
    expect((await second).failure!.raw).toBe("DNS");
  });
});

describe("what the browser shows of a connection", () => {
  const certificate: RawCertificate = {
    der: new Uint8Array([0x30, 0]),
    reportedSpkiSha256: null,
    builtIn: null,
  };
  async function loadedWith(security: Security, requestId = "7") {
    const seen = follow();
    begin("7");
    adapter.deliver(requestId, security);
    respond("7");
    fetches[0]!.answer(new Response("ok"));
    return seen;
  }

  test.each(["anchor", "issuer"] as const)("is the evidence: %s", async (evidence) => {
    const security: Security = { evidence, tls: TLS, chain: [certificate] };
    expect(await loadedWith(security)).toMatchObject(security);
    expect(adapter.loadedWithoutSecurity).not.toHaveBeenCalled();
  });

  test("is evidence of a load alone where it holds no certificate", async () => {
    const seen = await loadedWith({ evidence: "anchor", tls: TLS, chain: [] });
    expect(seen).toMatchObject({ evidence: "load", tls: TLS, chain: [] });
  });

  test("of another request is not ours", async () => {
    const security: Security = { evidence: "anchor", tls: TLS, chain: [certificate] };
    expect(await loadedWith(security, "8")).toMatchObject({
      evidence: "load",
      tls: null,
      chain: [],
    });
  });

  test("is missed where a request loaded without it", async () => {
    const seen = follow();
    begin("7");
    respond("7");
    fetches[0]!.answer(new Response("ok"));
    await seen;
    expect(adapter.loadedWithoutSecurity).toHaveBeenCalledOnce();
  });

  test("is not missed where the browser's report of the response is late", async () => {
    const seen = follow();
    begin("7");
    fetches[0]!.answer(new Response("ok"));
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    await seen;
    expect(adapter.loadedWithoutSecurity).not.toHaveBeenCalled();
  });

  test("is not missed where a request failed", async () => {
    const seen = follow();
    begin("7");
    fault("7", "DNS");
    fetches[0]!.fail(failedToFetch());
    await seen;
    expect(adapter.loadedWithoutSecurity).not.toHaveBeenCalled();
  });
});

describe("the time limit", () => {
  test("ends a request that is not answered", async () => {
    const seen = follow();
    begin("7");
    await vi.advanceTimersByTimeAsync(LIMIT_MS);
    expect(await seen).toMatchObject({
      outcome: "failed",
      durationMs: LIMIT_MS,
      failure: { code: "timeout", raw: "no answer within 10000 ms", symbol: null },
      evidence: "none",
    });
    expect(fetches[0]!.init.signal!.aborted).toBe(true);
  });

  test("is what counts, not the word for our own hanging up", async () => {
    const seen = follow();
    begin("7");
    vi.advanceTimersByTime(LIMIT_MS);
    fault("7", "net::ERR_ABORTED");
    expect((await seen).failure!.code).toBe("timeout");
  });

  test("is told in whole milliseconds", async () => {
    const seen = follow(probe(), 2_499.7);
    await vi.advanceTimersByTimeAsync(2_500);
    expect((await seen).failure!.raw).toBe("no answer within 2500 ms");
  });

  test("does not touch a request that was answered in time", async () => {
    const seen = follow();
    begin("7");
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
    respond("7");
    fetches[0]!.answer(new Response("ok"));
    expect((await seen).outcome).toBe("loaded");
  });

  test("and the grace together bound how long a request can take", async () => {
    let ended = false;
    const seen = follow().then(() => (ended = true));
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
    fetches[0]!.answer(new Response("ok"));
    await vi.advanceTimersByTimeAsync(GRACE_MS);
    expect(ended).toBe(true);
    await seen;
  });

  test("of the whole check ends a request at once", async () => {
    const whole = new AbortController();
    const seen = follow(probe(), LIMIT_MS, whole.signal);
    begin("7");
    await vi.advanceTimersByTimeAsync(30);
    whole.abort();
    expect(await seen).toMatchObject({ durationMs: 30, failure: { code: "timeout" } });
  });

  test("of the whole check that has passed lets no request begin", async () => {
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      init.signal!.throwIfAborted();
      return new Response("ok");
    });
    const seen = await follow(probe(), LIMIT_MS, AbortSignal.abort());
    expect(seen.failure!.code).toBe("timeout");
  });
});

describe("what is sent", () => {
  const PRIVATE = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" };

  test("to a probed host: no cookies, no cache, no referrer, and redirects are not followed", () => {
    void follow();
    expect(fetches[0]!.url).toBe(URL_1);
    expect(fetches[0]!.init).toEqual({
      ...PRIVATE,
      redirect: "manual",
      signal: expect.any(AbortSignal),
    });
  });

  test("to the baseline: the same, and the head of the answer alone is asked for", () => {
    void requests.askBlindly(baseline, LIMIT_MS, never());
    expect(fetches[0]!.url).toBe(baseline.url);
    expect(fetches[0]!.init).toEqual({
      ...PRIVATE,
      method: "HEAD",
      mode: "no-cors",
      signal: expect.any(AbortSignal),
    });
  });
});

describe("the baseline", () => {
  const ask = (limitMs = LIMIT_MS, signal = never()) =>
    requests.askBlindly(baseline, limitMs, signal);

  test("has loaded, and nothing else is known of it", async () => {
    const seen = ask();
    await vi.advanceTimersByTimeAsync(120);
    fetches[0]!.answer(new Response("ok"));
    expect(await seen).toEqual({
      ...baseline,
      outcome: "loaded",
      durationMs: 120,
      status: null,
      ip: null,
      serverTime: null,
      failure: null,
      evidence: "load",
      tls: null,
      chain: [],
    });
  });

  test("has failed in fetch's words, without waiting for an event", async () => {
    const seen = ask();
    fetches[0]!.fail(failedToFetch());
    expect(await seen).toMatchObject({
      outcome: "failed",
      failure: { code: "unknown", raw: "Failed to fetch", symbol: null },
      evidence: "none",
    });
  });

  test("has its time limit", async () => {
    const seen = ask();
    await vi.advanceTimersByTimeAsync(LIMIT_MS);
    expect((await seen).failure).toEqual({
      code: "timeout",
      raw: "no answer within 10000 ms",
      symbol: null,
    });
  });

  test("ends with the check", async () => {
    const whole = new AbortController();
    const seen = ask(LIMIT_MS, whole.signal);
    whole.abort();
    expect((await seen).failure!.code).toBe("timeout");
  });

  test("does not take up the events of a probe", async () => {
    const seen = requests.askBlindly({ ...baseline, url: URL_1 }, LIMIT_MS, never());
    begin("7");
    fault("7", "DNS");
    fetches[0]!.fail(failedToFetch());
    expect((await seen).failure!.raw).toBe("Failed to fetch");
  });
});
