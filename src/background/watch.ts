/** Watches console pages on the ports it is given: stores what each tab's page showed, and shows its badge. */
import { badgeOf, excuses, wantsCheck, type BadgeReason } from "../core/badge.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { certificateReader } from "../core/certificate/read.ts";
import { consolePage } from "../core/console-hosts.ts";
import type { Settings } from "../core/default-settings.ts";
import { findEndpoint, type EndpointFinding } from "../core/endpoint-finding.ts";
import { withApproval } from "../core/inspector.ts";
import { observationFrom } from "../core/observe.ts";
import type { Report } from "../core/report.ts";
import type { SeenPage, SeenPages } from "../core/seen-page.ts";
import { summaryOf, type Summary } from "../core/summary.ts";
import type { Clock } from "../platform/environment.ts";
import type { ShownTab } from "../platform/tabs.ts";
import type { RawPage } from "../probe/page-watch.ts";

interface WatchStore {
  pages(): Promise<SeenPages | undefined>;
  setPages(pages: SeenPages): Promise<void>;
  /** This session's report. */
  report(): Promise<Report | undefined>;
  /** The last check, of an earlier session too. */
  lastSummary(): Promise<Summary | undefined>;
  /** Whether a check is under way. */
  checking(): Promise<boolean>;
  /** When a check was last begun for a page, in ms since the epoch. */
  ownCheck(): Promise<number | undefined>;
  setOwnCheck(at: number): Promise<void>;
}

export interface WatchPorts {
  catalogue: Catalogue;
  store: WatchStore;
  clock: Clock;
  settings(): Promise<Settings>;
  /** Shows a badge on a tab. Never rejects. */
  show(tabId: number, reason: BadgeReason): Promise<void>;
  /** Calls `act` whenever the browser may have removed the tab's badge, until its page has loaded. */
  whileLoading(tabId: number, act: () => void): void;
  /** Tabs that have loaded a page which may be the console's. */
  loadedTabs(): Promise<{ id: number; url: string }[]>;
  /** What a tab shows; null if it is closed. */
  tabOf(tabId: number): Promise<ShownTab | null>;
  startCheck(): Promise<void>;
}

export interface Watch {
  /** Judges a page, stores the result and shows the badge. Never rejects. */
  seen(page: RawPage): Promise<void>;
  /** Judges and shows every stored page again, and forgets tabs that show another page. Never rejects. */
  repaint(): Promise<void>;
  /** Marks pages of which nothing is known any more, and lets pages start a check that was cut off. Never rejects. */
  afterUpdate(): Promise<void>;
}

export function createWatch(ports: WatchPorts): Watch {
  const { store, clock } = ports;
  let turn: Promise<void> = Promise.resolve();
  /** Runs one act after the other: each reads all pages and writes them back. */
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const mine = turn.then(act).catch(() => undefined);
    turn = mine;
    return mine;
  };

  /** The last check and the settings, by the approvals of now. */
  const surroundings = async () => {
    const { watchConsole, approvedInspectors } = await ports.settings();
    const report = await store.report();
    const inspector = report?.inspector ? withApproval(report.inspector, approvedInspectors) : null;
    const last = report
      ? summaryOf({ ...report, inspector })
      : ((await store.lastSummary()) ?? null);
    const checking = await store.checking();
    return { inspector, last, checking, watchConsole, approvedInspectors };
  };
  type Surroundings = Awaited<ReturnType<typeof surroundings>>;

  const findingOf = (
    { at, observation, certificates, doubted }: Omit<SeenPage, "found">,
    { inspector, last, approvedInspectors }: Surroundings,
  ): EndpointFinding => {
    const found = findEndpoint(observation, {
      catalogue: ports.catalogue,
      certificates,
      baselineLoaded: !last || !excuses(last, at),
      inspector,
      approvedInspectors,
    });
    return doubted && found.finding === "trusted" ? { ...found, finding: "inconclusive" } : found;
  };

  const isShown = async ({ tabId, page }: SeenPage): Promise<boolean> =>
    (await ports.tabOf(tabId))?.host === page.host;

  /** Whether the tab shows the page or may be about to: events of a page come before the tab shows it. */
  const stands = async ({ tabId, page }: SeenPage): Promise<boolean> => {
    const tab = await ports.tabOf(tabId);
    return tab !== null && (tab.isLoading || tab.host === page.host);
  };

  /** Shows the badge only while the tab shows the page. */
  const paint = async (page: SeenPage, { last, checking }: Surroundings): Promise<void> => {
    if (!(await isShown(page))) return;
    await ports.show(page.tabId, badgeOf(page, last, clock.now(), checking));
  };

  /** Shows the badge of a tab's stored page. */
  const paintAgain = async (tabId: number): Promise<void> => {
    const page = (await store.pages())?.[tabId];
    if (page) await paint(page, await surroundings());
  };

  const checkIfWanted = async (page: SeenPage, { last, checking }: Surroundings): Promise<void> => {
    // Never start a check from a private window: the stored history would reveal the visit.
    if ((await ports.tabOf(page.tabId))?.isPrivate !== false) return;
    const own = (await store.ownCheck()) ?? null;
    if (checking || !wantsCheck(page, last, own, clock.now())) return;
    await ports.startCheck();
    await store.setOwnCheck(clock.now());
    await paint(page, await surroundings());
  };

  const keep = async (page: SeenPage, before: SeenPages): Promise<void> => {
    const pages: SeenPages = {};
    for (const other of Object.values(before)) {
      if (other.tabId !== page.tabId && (await stands(other))) pages[other.tabId] = other;
    }
    await store.setPages({ ...pages, [page.tabId]: page });
  };

  return {
    seen: ({ tabId, url, observation, httpVersion }) =>
      inTurn(async () => {
        const at = clock.now();
        const page = consolePage(url);
        if (!page) return;
        const around = await surroundings();
        if (!around.watchConsole) return;
        const reader = certificateReader();
        const seen = await observationFrom(observation, 0, reader.read);
        const before = (await store.pages()) ?? {};
        const { table: certificates } = reader;
        const met = { tabId, page, at, observation: seen, httpVersion, certificates };
        const { authority } = findingOf({ ...met, doubted: false }, around);
        const doubted = authority === "unseen" && wasRefused(page.host, before);
        const kept: SeenPage = { ...met, doubted, found: findingOf({ ...met, doubted }, around) };
        ports.whileLoading(tabId, () => void paintAgain(tabId).catch(() => undefined));
        await keep(kept, before);
        await paint(kept, around);
        await checkIfWanted(kept, around);
      }),

    repaint: () =>
      inTurn(async () => {
        const pages = Object.values((await store.pages()) ?? {});
        if (!pages.length) return;
        const around = await surroundings();
        const kept: SeenPages = {};
        for (const page of pages) {
          if (!(await stands(page))) continue;
          // A later check or approval may change the finding.
          if (around.watchConsole) kept[page.tabId] = { ...page, found: findingOf(page, around) };
          else if (await isShown(page)) await ports.show(page.tabId, "well");
        }
        await store.setPages(kept);
        for (const page of Object.values(kept)) await paint(page, around);
      }),

    afterUpdate: () =>
      inTurn(async () => {
        const [own, last] = [await store.ownCheck(), await store.lastSummary()];
        if (own !== undefined && (!last || Date.parse(last.finishedAt) < own)) {
          await store.setOwnCheck(0);
        }
        if (!(await ports.settings()).watchConsole) return;
        const seen = (await store.pages()) ?? {};
        for (const { id, url } of await ports.loadedTabs()) {
          // No badge would say that all is well.
          if (!seen[id] && consolePage(url)) await ports.show(id, "page-unseen");
        }
      }),
  };
}

/** Whether any stored page of this host was refused, or is in doubt since then. */
function wasRefused(host: string, pages: SeenPages): boolean {
  return Object.values(pages).some(
    ({ page, found, doubted }) =>
      page.host === host && (doubted || found.finding === "not-trusted"),
  );
}
