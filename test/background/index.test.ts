import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Probe } from "../../src/core/observation.ts";
import type { Calls } from "../../src/platform/calls.ts";
import { STORED } from "../../src/platform/stored-formats.ts";
import type { RawPage } from "../../src/probe/page-watch.ts";
import { BROWSERS, seenPage, WORLDS } from "../made-up.ts";
import { failedWith, loaded } from "./fakes.ts";

type FakeBrowser = typeof fakeBrowser;

/** The probes: what they are asked, and the listener for console pages. */
const probes = vi.hoisted(() => ({
  origins: [] as string[],
  pageSeen: (_page: never) => {},
  prepareForPages: vi.fn<() => Promise<void>>(async () => {}),
  observe: vi.fn<(probe: never) => Promise<unknown>>(),
}));
vi.mock("../../src/probe/index.ts", () => ({
  createProbePort: () => ({
    prepare: async () => {},
    observe: probes.observe,
    permitted: async () => true,
    online: () => true,
    describeBrowser: async () => BROWSERS.chromium,
  }),
  watchPagesOf: (origins: string[], seen: (page: never) => void) => {
    probes.origins = origins;
    probes.pageSeen = seen;
    return probes.prepareForPages;
  },
}));
// One instance for all starts, although each start renews the modules.
const { fakeBrowser, resetBrowser } = await vi.hoisted(() => import("../fake-browser.ts"));
vi.mock("../../src/platform/browser.ts", () => ({ browser: fakeBrowser }));

const TAB = 7;
const HOST = "eu-central-1.console.aws.amazon.com";
const NEEDED = "https://*.amazontrust.com/*";

beforeEach(() => {
  probes.prepareForPages.mockClear();
  probes.observe.mockReset().mockImplementation(async (probe: Probe) => loaded(probe));
});

/** Starts the background in a new browser, as `given` left it. */
async function start(given: (browser: FakeBrowser) => unknown = () => {}) {
  resetBrowser();
  vi.resetModules();
  await given(fakeBrowser);
  await import("../../src/background/index.ts");
  const call = <Name extends keyof Calls>(name: Name) =>
    fakeBrowser.runtime.sendMessage({ call: name }) as ReturnType<Calls[Name]>;
  const stored = (item: keyof typeof STORED) => {
    const { area, key, read } = STORED[item];
    return read(fakeBrowser.storage[area].content.get(key)) as unknown;
  };
  const badge = () => fakeBrowser.action.badges.get(TAB)?.["text"];
  return { browser: fakeBrowser, call, stored, badge };
}

/** A tab that shows a console page which the browser refused. */
async function withRefusedPage({ tabs, storage }: FakeBrowser): Promise<void> {
  tabs.open.set(TAB, { id: TAB, url: `https://${HOST}/`, status: "complete" });
  const observation = {
    ...seenPage().observation,
    ...failedWith("untrusted-issuer", probeOf()),
    chain: [],
  };
  const page = seenPage({ tabId: TAB, page: { ...seenPage().page, host: HOST }, observation });
  await storage.session.set(STORED.pages.entry({ [TAB]: page }));
  await storage.local.set(STORED.settings.entry({ watchConsole: true }));
  // The last check is recent, so that the page starts none.
  await storage.session.set(
    STORED.report.entry({ ...WORLDS["one root missing"]!(), finishedAt: new Date().toISOString() }),
  );
}

function probeOf(): Probe {
  return { kind: "endpoint", root: null, url: `https://${HOST}/` };
}

describe("the background", () => {
  test("listens from its start", async () => {
    const { browser } = await start();
    expect(browser.runtime.onMessage.added).toHaveLength(1);
    expect(browser.permissions.onAdded.added).toHaveLength(1);
    expect(browser.permissions.onRemoved.added).toHaveLength(1);
    expect(browser.storage.onChanged.added).toHaveLength(3);
    expect(probes.origins).toEqual(["https://*.console.aws.amazon.com/*"]);
    expect(probes.prepareForPages).toHaveBeenCalledTimes(1);
  });

  test("checks when it is asked to, stores the report and remembers it", async () => {
    const { call, stored } = await start();
    await call("checkIfDue");
    expect(stored("running")).toMatchObject({ interrupted: false });
    await vi.waitFor(() => expect(stored("history")).toHaveLength(1));
    expect(stored("report")).toMatchObject({ tool: { version: "0.1.0" } });
    expect(stored("running")).toBeNull();
    // The check may have found that this browser shows certificates.
    expect(probes.prepareForPages).toHaveBeenCalledTimes(2);
  });

  test("marks a check that an ended worker left", async () => {
    const left = { id: "a", startedAt: 0, planned: 1, ended: 0, answered: [], interrupted: false };
    const { stored } = await start(({ storage }) =>
      storage.session.set(STORED.running.entry(left)),
    );
    await vi.waitFor(() => expect(stored("running")).toMatchObject({ interrupted: true }));
  });

  test("goes on with the check when the person grants its hosts, and with no other grant", async () => {
    const { browser, stored } = await start();
    await browser.permissions.request({ origins: ["https://*.console.aws.amazon.com/*"] });
    browser.permissions.onAdded.fire({ permissions: ["alarms"] });
    await new Promise((done) => setTimeout(done, 20));
    expect(probes.observe).not.toHaveBeenCalled();
    expect(stored("running")).toBeUndefined();
    await browser.permissions.request({ origins: [NEEDED] });
    await vi.waitFor(() => expect(stored("report")).toBeDefined());
  });

  test("returns the settings in force", async () => {
    const { call } = await start(({ storage }) => storage.setPolicy({ supportName: "Desk" }));
    expect(await call("readSettings")).toMatchObject({ supportName: "Desk", watchConsole: false });
  });

  test("stores that the person wants the watch", async () => {
    const { call, stored } = await start(({ storage }) =>
      storage.local.set(STORED.settings.entry({ supportName: "Mine" })),
    );
    await call("watchConsole");
    expect(stored("settings")).toEqual({ supportName: "Mine", watchConsole: true });
  });

  test.each([
    ["a policy forbids the watch", { watchConsole: false }, {}, true],
    ["a policy wants the watch", { watchConsole: true }, {}, false],
    ["the person does not want it", {}, { watchConsole: false }, false],
    ["nobody said anything", {}, {}, false],
  ])("knows whether %s", async (_, policy, own, forbidden) => {
    const { call } = await start(async ({ storage }) => {
      storage.setPolicy(policy);
      await storage.local.set(STORED.settings.entry(own));
    });
    expect(await call("watchForbidden")).toBe(forbidden);
  });
});

describe("after the installation", () => {
  test("the popup is to explain itself, and nothing opens", async () => {
    const { browser, stored } = await start();
    browser.runtime.onInstalled.fire({ reason: "install" });
    await vi.waitFor(() => expect(stored("firstRun")).toBe(true));
    expect(browser.tabs.create).not.toHaveBeenCalled();
  });

  test.each(["update", "browser_update"])("an %s changes nothing for the popup", async (reason) => {
    const { browser } = await start();
    browser.runtime.onInstalled.fire({ reason });
    await new Promise((done) => setTimeout(done, 20));
    expect(browser.storage.local.content.size).toBe(0);
    expect(browser.tabs.create).not.toHaveBeenCalled();
  });
});

describe("badges", () => {
  test("are shown anew at the start", async () => {
    const { badge } = await start(withRefusedPage);
    await vi.waitFor(() => expect(badge()).toBe("!"));
  });

  test("after an update say that nothing is known of pages that were open before", async () => {
    const { browser, badge } = await start(async (given) => {
      await withRefusedPage(given);
      await given.storage.session.remove("pages");
    });
    browser.runtime.onInstalled.fire({ reason: "update" });
    await vi.waitFor(() => expect(badge()).toBe("?"));
  });

  test("follow a page that was seen, a moment after its answer", async () => {
    const { browser, badge } = await start(async (given) => {
      await withRefusedPage(given);
      await given.storage.session.remove("pages");
    });
    const page: RawPage = {
      tabId: TAB,
      url: `https://${HOST}/`,
      observation: failedWith("untrusted-issuer", probeOf()),
      httpVersion: null,
    };
    vi.useFakeTimers();
    probes.pageSeen(page as never);
    await vi.advanceTimersByTimeAsync(249);
    expect(browser.storage.session.content.has("pages")).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await vi.waitFor(() => expect(badge()).toBe("!"));
  });

  test.each<[string, (browser: FakeBrowser) => unknown]>([
    ["the settings", ({ storage }) => storage.setPolicy({ watchConsole: true })],
    ["the granted hosts", ({ permissions }) => permissions.remove({ origins: [NEEDED] })],
    [
      "the report",
      ({ storage }) =>
        storage.session.set(
          STORED.report.entry({
            ...WORLDS["one root missing"]!(),
            finishedAt: new Date().toISOString(),
          }),
        ),
    ],
    [
      "an interrupted check",
      ({ storage }) =>
        storage.session.set(
          STORED.running.entry({
            id: "a",
            startedAt: 0,
            planned: 1,
            ended: 0,
            answered: [],
            interrupted: true,
          }),
        ),
    ],
  ])("are shown anew after a change of %s", async (_, change) => {
    const { browser, badge } = await start(withRefusedPage);
    await vi.waitFor(() => expect(badge()).toBe("!"));
    await new Promise((done) => setTimeout(done, 5));
    browser.action.badges.clear();
    await change(browser);
    await vi.waitFor(() => expect(badge()).toBe("!"));
  });
});
