/**
 * The popup against bare pages of the same extension, in the same browser, opened in turns: one that only
 * fetches the same URLs, and one that only shows a word.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { planCheck } from "../../src/core/plan.ts";
import type { FoundBrowser } from "../browsers/find.ts";
import { launch } from "../browsers/launch.ts";
import { POPUP } from "../browsers/popup.ts";
import { until, type Session } from "../browsers/session.ts";
import { labExtension, labWorld } from "../browsers/stage.ts";
import { startLab } from "../lab/lab.ts";
import { median, type Figure } from "./figure.ts";

export const ADDED_DELAY_MS = 50;

/** Notes when the popup's verdict has first been painted, in ms from the start of navigation. */
export const WATCH = `
  const root = document.documentElement;
  const painted = () => requestAnimationFrame(() => setTimeout(() => (globalThis.finishedAt = performance.now())));
  new MutationObserver(() => {
    if (["decided", "done"].includes(root.dataset.state) && globalThis.finishedAt === undefined) painted();
  }).observe(root, { attributes: true });
`;

const page = (scripts: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Bare</title>${scripts}</head><body>Bare</body></html>`;

/** Ratios of times for one browser. */
export async function pageFigures(found: FoundBrowser, runs: number): Promise<Figure[]> {
  const { authority, catalogue } = await labWorld();
  const urls = planCheck(catalogue).map(({ kind, urls: [url] }) => ({ kind, url }));
  const directory = mkdtempSync(join(tmpdir(), "trust-ready-bench-"));
  const lab = await startLab("ready", { authority, addedDelayMs: ADDED_DELAY_MS });
  try {
    cpSync(await labExtension(found.family), directory, { recursive: true });
    addBarePages(directory, urls);
    const session = await launch(found, { extensionDir: directory, lab, unwatched: true });
    try {
      return await measure(session, runs);
    } finally {
      await session.close();
    }
  } finally {
    await lab.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function addBarePages(
  directory: string,
  urls: readonly { kind: string; url: string | undefined }[],
): void {
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
  write("watch.js", WATCH);
  const popup = readFileSync(join(directory, POPUP), "utf8");
  write(POPUP, popup.replace("<head>", '<head><script src="/watch.js"></script>'));
  // The same watcher in all three: it holds back the first paint of whichever page has it.
  write("empty.html", page('<script src="/watch.js"></script>'));
  write("bare.html", page('<script src="/watch.js"></script><script src="/bare.js"></script>'));
  write(
    "bare.js",
    `Promise.allSettled(${JSON.stringify(urls)}.map(({ kind, url }) =>
      fetch(url, { cache: "no-store", credentials: "omit",
        ...(kind === "baseline" ? { mode: "no-cors", method: "HEAD" } : {}) })))
      .then(() => { document.body.textContent = "Done"; document.documentElement.dataset.state = "done"; });`,
  );
}

async function measure(session: Session, runs: number): Promise<Figure[]> {
  const verdict: number[] = [];
  const bare: number[] = [];
  const paint: number[] = [];
  const empty: number[] = [];
  // One round for warming up, which is not counted.
  for (let run = -1; run < runs; run += 1) {
    const [bareDone] = await timesOf(session, "bare.html", true);
    const [, emptyPaint] = await timesOf(session, "empty.html", false);
    const [popupDone, popupPaint] = await timesOf(session, POPUP, true);
    if (run < 0) continue;
    bare.push(bareDone);
    empty.push(emptyPaint);
    verdict.push(popupDone);
    paint.push(popupPaint);
  }
  const note = (ours: number[], theirs: number[]) =>
    `medians of ${runs}: ${median(ours).toFixed(0)} to ${median(theirs).toFixed(0)} ms`;
  return [
    {
      what: `${session.family}: click to verdict, against a bare parallel fetch`,
      measured: median(verdict) / median(bare),
      reach: 1,
      unit: "×",
      note: note(verdict, bare),
    },
    {
      what: `${session.family}: popup first paint, against an empty page`,
      measured: median(paint) / median(empty),
      reach: 1.15,
      unit: "×",
      note: note(paint, empty),
    },
  ];
}

/** Opens a page of the extension as if for the first time: when it had finished, and first painted, in ms. */
async function timesOf(
  session: Session,
  path: string,
  finishes: boolean,
): Promise<[number, number]> {
  const opened = await session.openPage(path, { width: 400, height: 600 });
  try {
    const times = await until(`${path} to finish`, () => readTimes(opened, finishes), 30_000);
    await forget(opened);
    return times;
  } finally {
    await opened.close();
  }
}

export function readTimes(opened: Page, finishes: boolean): Promise<[number, number] | null> {
  return opened.evaluate((waits) => {
    const { finishedAt } = globalThis as { finishedAt?: number };
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    if (paint === undefined || (waits && finishedAt === undefined)) return null;
    return [finishedAt ?? 0, paint] as [number, number];
  }, finishes);
}

/** Clears the report, so that the next popup checks anew. */
export async function forget(opened: Page): Promise<void> {
  await opened.evaluate(async () => {
    interface Api {
      storage: { session: { clear(): Promise<void> } };
    }
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    await (browser ?? chrome).storage.session.clear();
  });
}
