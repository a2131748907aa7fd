/**
 * Loading a page of the AWS console with the watch on, against loading the same page of a host that nobody watches: in the
 * same browser, in turns.
 */
import { STORED } from "../../src/platform/stored-formats.ts";
import { consoleOrigins } from "../../src/core/console-hosts.ts";
import { launch } from "../browsers/launch.ts";
import type { FoundBrowser } from "../browsers/find.ts";
import { until, type Session } from "../browsers/session.ts";
import { labExtension, labWorld } from "../browsers/stage.ts";
import { startLab } from "../lab/lab.ts";
import { median, type Figure } from "./figure.ts";
import { writeStored } from "../browsers/stored.ts";

const WATCHED = "eu-central-1.console.aws.amazon.com";
const UNWATCHED = "eu-central-1.dashboard.example";

/** What a server of the lab takes for an answer: real console pages take longer than this. */
const ANSWER_MS = 250;

/** The ratio of times for one browser. */
export async function consoleFigures(found: FoundBrowser, runs: number): Promise<Figure[]> {
  const { authority } = await labWorld();
  const endpoints = [WATCHED, UNWATCHED].map((host) => ({
    host,
    issuingRoot: "amazon-root-ca-1",
  }));
  const lab = await startLab("ready", { authority, endpoints, addedDelayMs: ANSWER_MS });
  try {
    const extensionDir = await labExtension(found.family);
    const session = await launch(found, {
      extensionDir,
      lab,
      granted: consoleOrigins(),
      unwatched: true,
    });
    try {
      await switchOn(session);
      return [await measure(session, runs)];
    } finally {
      await session.close();
    }
  } finally {
    await lab.stop();
  }
}

async function switchOn(session: Session): Promise<void> {
  const page = await session.openPage("pages/guide/index.html");
  await writeStored(page, STORED.settings, { watchConsole: true });
}

async function measure(session: Session, runs: number): Promise<Figure> {
  const watched: number[] = [];
  const unwatched: number[] = [];
  // One round for warming up, which is not counted; in it the one check is made.
  for (let run = -1; run < runs; run += 1) {
    const times = [await loadTime(session, WATCHED), await loadTime(session, UNWATCHED)] as const;
    if (run < 0) continue;
    watched.push(times[0]);
    unwatched.push(times[1]);
  }
  return {
    what: `${session.family}: a console page's load, watched against unwatched`,
    measured: median(watched) / median(unwatched),
    reach: 1.02,
    unit: "×",
    note: `medians of ${runs}: ${median(watched).toFixed(0)} to ${median(unwatched).toFixed(0)} ms`,
  };
}

/** How long a tab takes to load a host's page, in ms, by the page's own account. */
async function loadTime(session: Session, host: string): Promise<number> {
  const page = await session.browser.newPage();
  try {
    await page.goto(`https://${host}/`, { waitUntil: "load" });
    return await until("the page's end", () =>
      page.evaluate(() => {
        const [entry] = performance.getEntriesByType("navigation");
        return (entry as PerformanceNavigationTiming | undefined)?.loadEventEnd;
      }),
    );
  } finally {
    await page.close();
  }
}
