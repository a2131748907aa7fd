import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createWatch, type WatchPorts } from "../../src/background/watch.ts";
import type { BadgeReason } from "../../src/core/badge.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/default-settings.ts";
import type { Report } from "../../src/core/report.ts";
import type { SeenPages } from "../../src/core/seen-page.ts";
import { summaryOf, type Summary } from "../../src/core/summary.ts";
import type { FailureCode } from "../../src/core/vocabulary.ts";
import { emptyObservation, failedObservation } from "../../src/probe/empty-observation.ts";
import type { RawPage } from "../../src/probe/page-watch.ts";
import { catalogue, START, WORLDS } from "../made-up.ts";

const HOST = "console.aws.amazon.com";
const probe = { kind: "endpoint", root: null, url: `https://${HOST}/` } as const;

const loaded = (tabId = 7, host = HOST): RawPage => ({
  tabId,
  url: `https://${host}/s3/home`,
  httpVersion: 2,
  observation: {
    ...emptyObservation({ ...probe, url: `https://${host}/` }, 80.4),
    outcome: "loaded",
    evidence: "load",
  },
});
const refused = (code: FailureCode = "untrusted-issuer", tabId = 7): RawPage => ({
  ...loaded(tabId),
  observation: failedObservation(probe, 30, { code, raw: code, symbol: null }),
});

/** Loaded, by the chain of an authority that somebody added. */
function inspected(): RawPage {
  const page = loaded();
  const der = new Uint8Array(new X509Certificate(rootCertificates[0]!).raw);
  const chain = [{ der, reportedSpkiSha256: null, builtIn: false }];
  return { ...page, observation: { ...page.observation, evidence: "anchor", chain } };
}

/** A browser with tabs and a storage, in which nothing was checked. */
function world() {
  const kept = {
    pages: undefined as SeenPages | undefined,
    report: undefined as Report | undefined,
    last: undefined as Summary | undefined,
    checking: false,
    ownCheck: undefined as number | undefined,
    settings: { ...DEFAULT_SETTINGS, watchConsole: true } as Settings,
    now: START + 60_000,
    hosts: new Map([[7, HOST]]),
    shown: [] as [number, BadgeReason][],
    checks: 0,
    private: false,
    isLoading: false,
    loading: [] as (() => void)[],
  };
  const ports: WatchPorts = {
    catalogue,
    store: {
      pages: async () => structuredClone(kept.pages),
      setPages: async (pages) => void (kept.pages = structuredClone(pages)),
      report: async () => kept.report,
      lastSummary: async () => kept.last,
      checking: async () => kept.checking,
      ownCheck: async () => kept.ownCheck,
      setOwnCheck: async (at) => void (kept.ownCheck = at),
    },
    clock: { now: () => kept.now, ticks: () => kept.now },
    settings: async () => kept.settings,
    show: async (tabId, reason) => void kept.shown.push([tabId, reason]),
    whileLoading: (_, act) => void kept.loading.push(act),
    loadedTabs: async () => [...kept.hosts].map(([id, host]) => ({ id, url: `https://${host}/` })),
    tabOf: async (tabId) => {
      const host = kept.hosts.get(tabId);
      return host === undefined
        ? null
        : { host, isLoading: kept.isLoading, isPrivate: kept.private };
    },
    startCheck: async () => {
      kept.checks += 1;
      kept.checking = true;
    },
  };
  return { kept, ports, watch: createWatch(ports) };
}

let here: ReturnType<typeof world>;
beforeEach(() => (here = world()));

const checked = (name: keyof typeof WORLDS) => {
  here.kept.report = { ...WORLDS[name]!(), finishedAt: new Date(START).toISOString() };
};
const last = () => here.kept.shown.at(-1);

describe("a page that was seen", () => {
  test("is kept by host, time and finding, and nothing of its address", async () => {
    checked("ready, anchors seen");
    await here.watch.seen(loaded());
    expect(here.kept.pages).toEqual({
      7: {
        tabId: 7,
        page: { host: HOST, partition: "aws", role: "console" },
        at: here.kept.now,
        observation: expect.objectContaining({
          url: `https://${HOST}/`,
          durationMs: 80,
          chain: [],
        }),
        httpVersion: 2,
        certificates: {},
        found: expect.objectContaining({ finding: "trusted", authority: "unseen" }),
        doubted: false,
      },
    });
    expect(JSON.stringify(here.kept.pages)).not.toContain("s3/home");
    expect(last()).toEqual([7, "well"]);
    expect(here.kept.checks).toBe(0);
  });

  test("shows its chain, read into certificates", async () => {
    await here.watch.seen(inspected());
    const { certificates, found } = here.kept.pages![7]!;
    expect(Object.values(certificates)).toMatchObject([{ readable: true }]);
    expect(found).toMatchObject({ finding: "inspected", authority: "local" });
    expect(last()).toEqual([7, "page-inspected"]);
  });

  test.each(["https://console.aws.amazon.com.evil.example/", "http://console.aws.amazon.com/"])(
    "at %s is none of the console's",
    async (url) => {
      await here.watch.seen({ ...loaded(), url });
      expect([here.kept.pages, here.kept.shown, here.kept.checks]).toEqual([undefined, [], 0]);
    },
  );

  test("counts for nothing while the watch is off", async () => {
    here.kept.settings = DEFAULT_SETTINGS;
    await here.watch.seen(refused());
    expect([here.kept.pages, here.kept.shown, here.kept.checks]).toEqual([undefined, [], 0]);
  });

  test("alerts where it was refused, also when the browser then shows another page", async () => {
    checked("ready, anchors seen");
    await here.watch.seen(refused());
    expect(last()).toEqual([7, "page-refused"]);
    here.kept.shown = [];
    here.kept.loading.forEach((act) => act());
    await here.watch.repaint();
    expect(here.kept.shown).toContainEqual([7, "page-refused"]);
  });

  test("replaces the one before in its tab, and leaves other tabs alone", async () => {
    here.kept.hosts.set(8, "signin.aws.amazon.com");
    await Promise.all([
      here.watch.seen(refused()),
      here.watch.seen(loaded(8, "signin.aws.amazon.com")),
      here.watch.seen(loaded()),
    ]);
    const pages = here.kept.pages!;
    expect(Object.keys(pages)).toEqual(["7", "8"]);
    expect(pages[7]!.observation.outcome).toBe("loaded");
  });

  test("that was open before an update is marked, and no other tab", async () => {
    here.kept.hosts.set(8, HOST).set(9, "elsewhere.example");
    await here.watch.seen(refused());
    here.kept.shown.length = 0;
    await here.watch.afterUpdate();
    expect(here.kept.shown).toEqual([[8, "page-unseen"]]);
    here.kept.settings = { ...here.kept.settings, watchConsole: false };
    await here.watch.afterUpdate();
    expect(here.kept.shown).toHaveLength(1);
  });

  test("begins a check again that an update cut off, and no other", async () => {
    await here.watch.seen(loaded());
    here.kept.checking = false;
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(1);
    await here.watch.afterUpdate();
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(2);
    here.kept.checking = false;
    const finishedAt = new Date(here.kept.ownCheck!).toISOString();
    here.kept.last = { ...summaryOf(WORLDS["one root missing"]!()), finishedAt };
    await here.watch.afterUpdate();
    here.kept.last = undefined;
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(2);
  });

  test("stays while its tab is on its way to it", async () => {
    here.kept.isLoading = true;
    here.kept.hosts.set(7, "where.it.was.example").set(8, HOST);
    await here.watch.seen(refused());
    await here.watch.seen(loaded(8));
    await here.watch.repaint();
    expect(Object.keys(here.kept.pages!)).toEqual(["7", "8"]);
    here.kept.isLoading = false;
    here.kept.hosts.set(7, HOST);
    here.kept.loading[0]!();
    await vi.waitFor(() => expect(here.kept.shown.at(-1)).toEqual([7, "page-refused"]));
  });

  test("lets tabs be forgotten that are gone or went elsewhere", async () => {
    here.kept.hosts.set(8, HOST).set(9, HOST);
    await here.watch.seen(loaded(8));
    await here.watch.seen(loaded(9));
    here.kept.hosts.delete(8);
    here.kept.hosts.set(9, "elsewhere.example");
    await here.watch.seen(loaded());
    expect(Object.keys(here.kept.pages!)).toEqual(["7"]);
  });

  test("of which something cannot be kept stops nothing that comes after", async () => {
    here.ports.store.setPages = async () => {
      throw new Error("full");
    };
    await here.watch.seen(loaded());
    here.ports.store.setPages = async (pages) => void (here.kept.pages = pages);
    await here.watch.seen(loaded());
    expect(Object.keys(here.kept.pages!)).toEqual(["7"]);
  });
});

describe("a badge", () => {
  test("stands on no page but the console's: not on the one before, nor on the one after", async () => {
    checked("ready, anchors seen");
    here.kept.hosts.set(7, "news.example");
    await here.watch.seen(refused());
    expect(here.kept.shown).toEqual([]);
    here.kept.hosts.set(7, HOST);
    here.kept.loading.forEach((act) => act());
    await expect.poll(() => last()).toEqual([7, "page-refused"]);
    here.kept.shown = [];
    here.kept.hosts.set(7, "news.example");
    here.kept.loading.forEach((act) => act());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(here.kept.shown).toEqual([]);
  });

  test("does not go away because somebody may have clicked a warning away", async () => {
    checked("ready, only loads");
    await here.watch.seen(refused());
    for (const tabId of [7, 8]) {
      here.kept.hosts.set(tabId, HOST);
      await here.watch.seen(loaded(tabId));
      expect(last()).toEqual([tabId, "page-doubtful"]);
      expect(here.kept.pages![tabId]).toMatchObject({ doubted: true });
    }
    await here.watch.seen(loaded(9, "signin.aws.amazon.com"));
    expect(here.kept.pages![9]).toMatchObject({ doubted: false });
  });

  test("is shown in a private window, from which no check is made and nothing is remembered", async () => {
    here.kept.private = true;
    await here.watch.seen(loaded());
    expect(last()).toEqual([7, "not-checked"]);
    expect([here.kept.checks, here.kept.ownCheck]).toEqual([0, undefined]);
  });
});

describe("a check", () => {
  test("is made once where none was made, however many pages open", async () => {
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(1);
    expect(last()).toEqual([7, "checking"]);
    here.kept.checking = false;
    for (let page = 0; page < 5; page += 1) await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(1);
    expect(last()).toEqual([7, "not-checked"]);
    here.kept.now += 24 * 3_600_000;
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(2);
  });

  test("of an earlier session counts", async () => {
    here.kept.last = {
      ...summaryOf(WORLDS["one root missing"]!()),
      finishedAt: new Date(START).toISOString(),
    };
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(0);
    expect(last()).toEqual([7, "verdict-action-needed"]);
  });

  test("is not begun while one runs", async () => {
    here.kept.checking = true;
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(0);
    expect(here.kept.ownCheck).toBeUndefined();
  });

  test("is made where a page contradicts the last one", async () => {
    checked("offline");
    here.kept.now = START + 10 * 60_000;
    await here.watch.seen(loaded());
    expect(here.kept.checks).toBe(1);
  });
});

describe("painting anew", () => {
  test("follows the last check", async () => {
    checked("one root missing");
    await here.watch.seen(loaded());
    expect(last()).toEqual([7, "verdict-action-needed"]);
    checked("ready, anchors seen");
    await here.watch.repaint();
    expect(last()).toEqual([7, "well"]);
  });

  test("goes by the keys that are approved by then, for the page and for the last check", async () => {
    await here.watch.seen(inspected());
    here.kept.checking = false;
    const { inspector } = here.kept.pages![7]!.found;
    const { spkiSha256 } = inspector!;
    for (const [checkedAs, before] of [
      ["ready, anchors seen", "page-inspected"],
      ["inspected", "page-inspected"],
    ] as const) {
      checked(checkedAs);
      if (here.kept.report!.inspector) here.kept.report!.inspector = inspector;
      const approve = async (...approvedInspectors: string[]) => {
        here.kept.settings = { ...here.kept.settings, approvedInspectors };
        await here.watch.repaint();
        return last();
      };
      expect(await approve()).toEqual([7, before]);
      expect(await approve(spkiSha256!)).toEqual([7, "well"]);
      expect(here.kept.pages![7]!.found.inspector!.approved).toBe(true);
      expect(await approve("00".repeat(32))).toEqual([7, before]);
    }
  });

  test("excuses a refusal when the check finds that nothing loads, and doubts no page for it", async () => {
    await here.watch.seen(refused());
    expect(last()).toEqual([7, "page-refused"]);
    here.kept.checking = false;
    here.kept.report = {
      ...WORLDS["captive portal"]!(),
      finishedAt: new Date(here.kept.now + 1_000).toISOString(),
    };
    expect(here.kept.report.baseline.loaded).toBe(false);
    here.kept.now += 2_000;
    await here.watch.repaint();
    expect(last()).toEqual([7, "verdict-inconclusive"]);
    expect(here.kept.pages![7]!.found.finding).toBe("inconclusive");
    await here.watch.seen(loaded());
    expect(here.kept.pages![7]).toMatchObject({ doubted: false, found: { finding: "trusted" } });
  });

  test("takes the badges away when the watch is switched off", async () => {
    await here.watch.seen(refused());
    here.kept.settings = DEFAULT_SETTINGS;
    await here.watch.repaint();
    expect(last()).toEqual([7, "well"]);
    expect(here.kept.pages).toEqual({});
  });

  test("leaves tabs alone that show something else by now", async () => {
    await here.watch.seen(refused());
    here.kept.hosts.set(7, "elsewhere.example");
    here.kept.shown = [];
    await here.watch.repaint();
    expect([here.kept.shown, here.kept.pages]).toEqual([[], {}]);
  });

  test("asks for nothing where no page was seen", async () => {
    here.ports.settings = async () => {
      throw new Error("not wanted");
    };
    await here.watch.repaint();
    expect(here.kept.shown).toEqual([]);
  });
});
