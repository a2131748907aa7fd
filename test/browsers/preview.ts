/** The pages on made-up reports (`test/preview`), built, served on loopback and opened in a browser without extension. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { build, preview } from "vite";
import { ROOT } from "../../build/files.ts";
import type { PageName } from "../../src/core/pages.ts";
import { TOPICS } from "../../src/guidance/repair-cases.ts";
import { PARTS } from "../../src/pages/desk/part.ts";
import { WORLDS } from "../made-up.ts";
import { FIRST_RUN_STATES } from "../preview/first-run.ts";
import { READ_STATES } from "../preview/read-states.ts";
import { ENDPOINT_STATES } from "../preview/endpoints.ts";
import type { FoundBrowser } from "./find.ts";

/** What a check can look like: made-up reports, and the states without one. */
export const CHECK_STATES = [
  ...Object.keys(WORLDS),
  "checking",
  "decided",
  "interrupted",
  "trouble",
];

/** The states of each page that its preview knows by name. */
export const SCREENS = [
  ["popup", [...CHECK_STATES, ...FIRST_RUN_STATES]],
  ["report", CHECK_STATES],
  ["read", Object.keys(READ_STATES)],
  ["guide", TOPICS],
  ["desk", PARTS],
  ["endpoints", Object.keys(ENDPOINT_STATES)],
  ["options", [""]],
] as const;

export interface Previews {
  /** The address of a page; `options` as `test/preview/main.tsx` knows them. */
  address(page: "popup" | PageName, name?: string, options?: readonly string[]): string;
  stop(): Promise<void>;
}

/** Builds the previews and serves them. Whoever starts them must stop them. */
export async function servePreviews(): Promise<Previews> {
  const directory = mkdtempSync(join(tmpdir(), "trust-ready-previews-"));
  const common = {
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    logLevel: "warn",
  } as const;
  await build({
    ...common,
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: "esnext",
      reportCompressedSize: false,
      chunkSizeWarningLimit: 5_000,
      rollupOptions: { input: join(ROOT, "test/preview/index.html") },
    },
  });
  const server = await preview({
    ...common,
    build: { outDir: directory },
    preview: { host: "127.0.0.1", port: 0, open: false },
  });
  const [base = ""] = server.resolvedUrls?.local ?? [];
  return {
    address: (page, name = "", options = []) =>
      `${base}test/preview/index.html?page=${page}&bare${options.map((each) => `&${each}`).join("")}#${encodeURIComponent(name)}`,
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A browser as it comes, for pages that need no extension. */
export function openPlainBrowser(found: FoundBrowser, dark = false): Promise<Browser> {
  return puppeteer.launch({
    browser: found.family === "firefox" ? "firefox" : "chrome",
    executablePath: found.path,
    headless: true,
    // Root has no user namespaces to build Chromium's sandbox with.
    args: found.family === "chromium" && process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    extraPrefsFirefox: { "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1 },
    defaultViewport: null,
  });
}

let visits = 0;

/** Goes to a preview and waits until it has been drawn. */
export async function goToPreview(page: Page, address: string): Promise<void> {
  // Addresses that differ in their `#` alone do not load the page anew.
  visits += 1;
  await page.goto(address.replace("#", `&visit=${visits}#`));
  await page.waitForSelector('[data-reached="true"] h1');
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}
