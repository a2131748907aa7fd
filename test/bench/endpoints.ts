/**
 * The page that tests endpoints against a bare page of the same extension, in turns: both ask three hundred hosts, as
 * many at a time, in the same browser.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { endpointHosts } from "../../src/core/endpoints.ts";
import type { FoundBrowser } from "../browsers/find.ts";
import { launch } from "../browsers/launch.ts";
import { typePlaces } from "../browsers/endpoints-page.ts";
import { until, type Session } from "../browsers/session.ts";
import { labExtension, labWorld } from "../browsers/stage.ts";
import { startLab } from "../lab/lab.ts";
import { median, type Figure } from "./figure.ts";

const HOSTS = 300;
/** As many as the page has under way at a time. */
const CONCURRENCY = 8;
const ADDED_DELAY_MS = 50;

/** Called `go` on the page: asks every host, and notes how long that took until it was painted, in ms. */
const BARE = (hosts: readonly string[]) => `
  const hosts = ${JSON.stringify(hosts)};
  globalThis.go = async () => {
    const started = performance.now();
    let next = 0;
    const work = async () => {
      while (next < hosts.length) {
        await fetch("https://" + hosts[next++] + "/", {
          cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", redirect: "manual",
        }).catch(() => null);
      }
    };
    await Promise.all(Array.from({ length: ${CONCURRENCY} }, work));
    document.body.textContent = "Done";
    requestAnimationFrame(() => setTimeout(() => (globalThis.tookMs = performance.now() - started)));
  };
`;

/** The ratio of times for one browser. */
export async function endpointFigures(found: FoundBrowser, runs: number): Promise<Figure[]> {
  const { authority } = await labWorld();
  const hosts = endpointHosts()
    .slice(0, HOSTS)
    .map(({ host }) => host);
  const endpoints = hosts.map((host) => ({ host, issuingRoot: "amazon-root-ca-1" }));
  const directory = mkdtempSync(join(tmpdir(), "trust-ready-bench-"));
  const lab = await startLab("ready", { authority, endpoints, addedDelayMs: ADDED_DELAY_MS });
  try {
    cpSync(await labExtension(found.family), directory, { recursive: true });
    const script = '<script type="module" src="/bare.js"></script>';
    writeFileSync(
      join(directory, "bare.html"),
      `<!doctype html><title>Bare</title>${script}<p>Bare`,
    );
    writeFileSync(join(directory, "bare.js"), BARE(hosts));
    const granted = ["https://*/*"];
    const session = await launch(found, { extensionDir: directory, lab, granted, unwatched: true });
    try {
      return [await measure(session, hosts, runs)];
    } finally {
      await session.close();
    }
  } finally {
    await lab.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(session: Session, hosts: readonly string[], runs: number): Promise<Figure> {
  const ours: number[] = [];
  const bare: number[] = [];
  // One round for warming up, which is not counted.
  for (let run = -1; run < runs; run += 1) {
    const theirs = await timeOf(session, "bare.html", async (page) => {
      await until("the script", () => page.evaluate(() => "go" in globalThis));
      await page.evaluate(() => void (globalThis as unknown as { go(): Promise<void> }).go());
    });
    const own = await timeOf(session, "pages/endpoints/index.html", (page) => begin(page, hosts));
    if (run < 0) continue;
    bare.push(theirs);
    ours.push(own);
  }
  const [one, other] = [median(ours), median(bare)];
  return {
    what: `${session.family}: ${HOSTS} endpoints tested, against a bare page that fetches them`,
    measured: one / other,
    reach: 1.15,
    unit: "×",
    note: `medians of ${runs}: ${one.toFixed(0)} to ${other.toFixed(0)} ms`,
  };
}

/** Opens a page, starts it, and reads how long it took, in ms. */
async function timeOf(
  session: Session,
  path: string,
  start: (page: Page) => Promise<void>,
): Promise<number> {
  const page = await session.openPage(path, { width: 1024, height: 768 });
  try {
    await start(page);
    return await until(
      `${path} to finish`,
      () => page.evaluate(() => (globalThis as { tookMs?: number }).tookMs),
      120_000,
    );
  } finally {
    await page.close();
  }
}

/** Types all hosts into the list and presses the button; notes the time until the last result is painted. */
async function begin(page: Page, hosts: readonly string[]): Promise<void> {
  await typePlaces(page, hosts);
  await until("the button", () =>
    page.evaluate(
      () =>
        document.querySelector("[data-test-blindly]") === null &&
        document.querySelector('[data-test]:not([aria-disabled="true"])') !== null,
    ),
  );
  await page.evaluate(() => {
    const started = performance.now();
    new MutationObserver((_, observer) => {
      if (document.querySelector('[data-run="done"]') === null) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => Object.assign(globalThis, { tookMs: performance.now() - started })),
      );
    }).observe(document.body, { attributes: true, subtree: true, childList: true });
    document.querySelector<HTMLElement>("[data-test]")!.click();
  });
}
