import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Failure } from "../../src/core/failure.ts";
import { watchPages, type RawPage } from "../../src/probe/page-watch.ts";
import type {
  BrowserAdapter,
  DeliverSecurity,
  OnHeaders,
  Security,
} from "../../src/probe/adapter.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const URLS = ["https://*.console.aws.amazon.com/*"];
const FILTER = { urls: URLS, types: ["main_frame"] };
const PAGE = "https://console.aws.amazon.com/s3/home?region=eu-central-1#secret";

const SECURITY: Security = {
  tls: null,
  evidence: "anchor",
  chain: [{ der: new Uint8Array([0x30]), reportedSpkiSha256: null, builtIn: true }],
};

let seen: RawPage[];
let deliver: DeliverSecurity;
let onHeaders: OnHeaders;
let ticks: number;
let explain: (word: string) => Promise<Failure>;

beforeEach(() => {
  resetBrowser();
  seen = [];
  ticks = 0;
  explain = async (raw) => ({ code: "untrusted-issuer", raw, symbol: null });
  const adapter: BrowserAdapter = {
    describe: () => Promise.reject(new Error("nobody asks")),
    explain: (word) => explain(word),
    isAbandoned: (word) => word === "left",
    listenForSecurity: (filter, given, told) => {
      expect(filter).toEqual(FILTER);
      deliver = given;
      onHeaders = told;
    },
    reportsEveryResponse: true,
    httpVersion: (line) => (line === "told" ? 3 : null),
    prepare: async () => {},
    loadedWithoutSecurity: () => {
      throw new Error("that is for probes");
    },
  };
  const clock = { now: () => 0, ticks: () => ticks };
  watchPages(adapter, URLS, clock, (page) => void seen.push(page));
});

const events = () => fakeBrowser.webRequest;
const begin = (requestId = "1") => events().onBeforeRequest.fire({ requestId });
const answered = async (change: object = {}) => {
  const page = { requestId: "1", tabId: 7, url: PAGE, statusCode: 200, ...change };
  events().onResponseStarted.fire(page);
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0));
};
const failedWith = (error: string, requestId = "1") =>
  events().onErrorOccurred.fire({ requestId, tabId: 7, url: PAGE, error });

test("listens to main frames of the pages it is given, and blocks none", () => {
  for (const name of ["onBeforeRequest", "onResponseStarted", "onErrorOccurred"] as const) {
    expect(events()[name].added.map(({ filter, options }) => ({ filter, options }))).toEqual([
      { filter: FILTER, options: undefined },
    ]);
  }
  expect(begin()).toEqual([undefined]);
});

describe("a page that loads", () => {
  test("is told with its chain, its address and nothing of its path", async () => {
    begin();
    deliver("1", SECURITY);
    ticks = 80;
    await answered({ ip: "18.66.0.1" });
    expect(seen).toEqual([
      {
        tabId: 7,
        url: PAGE,
        httpVersion: null,
        observation: expect.objectContaining({
          kind: "endpoint",
          root: null,
          url: "https://console.aws.amazon.com/",
          outcome: "loaded",
          durationMs: 80,
          status: 200,
          ip: "18.66.0.1",
          evidence: "anchor",
          chain: SECURITY.chain,
          failure: null,
        }),
      },
    ]);
  });

  test("is told with the version of HTTP, where the browser tells it", async () => {
    begin();
    await answered({ statusLine: "told" });
    expect(seen[0]!.httpVersion).toBe(3);
  });

  test("without a chain proves no more than that it loaded", async () => {
    begin();
    await answered();
    expect(seen[0]!.observation).toMatchObject({ evidence: "load", chain: [], ip: null });
  });

  test("waits for a chain that is being read, and for no longer", async () => {
    begin();
    let done = () => {};
    onHeaders({ requestId: "1" }, new Promise((resolve) => (done = resolve)));
    ticks = 50;
    events().onResponseStarted.fire({ requestId: "1", tabId: 7, url: PAGE, statusCode: 200 });
    await Promise.resolve();
    expect(seen).toEqual([]);
    ticks = 90;
    deliver("1", SECURITY);
    done();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]!.observation).toMatchObject({ evidence: "anchor", durationMs: 50 });
  });

  test("after a redirect counts with the chain of where it ended", async () => {
    begin();
    deliver("1", SECURITY);
    begin();
    await answered();
    expect(seen[0]!.observation).toMatchObject({ evidence: "load", chain: [] });
  });

  test("is told although the worker woke up in the middle", async () => {
    deliver("1", SECURITY);
    await answered();
    expect(seen[0]!.observation).toMatchObject({ evidence: "anchor", durationMs: 0 });
  });

  test("that the browser had kept says nothing of this network", async () => {
    begin();
    events().onResponseStarted.fire({ requestId: "1", tabId: 7, url: PAGE, fromCache: true });
    begin("2");
    await answered({ requestId: "2", statusCode: 204 });
    expect(seen.map(({ observation }) => observation.status)).toEqual([204]);
  });

  test("takes nothing of another one's", async () => {
    begin("1");
    begin("2");
    deliver("2", SECURITY);
    await answered();
    expect(seen[0]!.observation.chain).toEqual([]);
  });
});

describe("a page that fails", () => {
  test("is told with what the browser says", async () => {
    begin();
    ticks = 30;
    failedWith("net::ERR_CERT_AUTHORITY_INVALID");
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]).toMatchObject({
      tabId: 7,
      observation: {
        outcome: "failed",
        durationMs: 30,
        failure: { code: "untrusted-issuer", raw: "net::ERR_CERT_AUTHORITY_INVALID" },
        evidence: "none",
      },
    });
  });

  test.each(["left"])("by %s was left, and nothing is said", async (word) => {
    begin();
    failedWith(word);
    begin("2");
    failedWith("x", "2");
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    expect(seen[0]!.observation.failure?.raw).toBe("x");
  });
});

test("thousands of loads that never end leave nothing behind but the last ones", async () => {
  for (let id = 0; id < 5_000; id += 1) begin(String(id));
  deliver("0", SECURITY);
  // The first is forgotten, so that what comes for it counts as a load that was begun unseen.
  ticks = 900;
  await answered({ requestId: "4999" });
  await answered({ requestId: "1" });
  expect(seen.map(({ observation }) => observation.durationMs)).toEqual([900, 0]);
});
