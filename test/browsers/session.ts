/** What a launched browser can be asked to do, the same for both families. */
import type { Browser, Page } from "puppeteer-core";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import type { Lab } from "../lab/lab.ts";

export interface LaunchOptions {
  /** An unpacked extension. The browser gets a copy, so that a build may replace the original. */
  extensionDir: string;
  /**
   * Match patterns of hosts that a person has given permission for. No test can answer the browser's question, so
   * they stand among those that the copy's manifest has from the start.
   */
  granted?: readonly string[];
  /** The servers to meet instead of Amazon's. Without it the browser is as it comes, on the real network. */
  lab?: Lab;
  /** The id under which a policy installs the extension. Nobody else installs it then. */
  installedByPolicy?: string;
  /** The extension may see private windows, as a person can allow. */
  inPrivate?: boolean;
  /**
   * The browser tells puppeteer of no request, which would take it as long as all that the extension does with one. No
   * page's response is known then.
   */
  unwatched?: boolean;
  headed?: boolean;
  /** Names for Chromium's `--enable-features`, for example `WebRequestSecurityInfo`. */
  features?: readonly string[];
  /** Certificate errors are ignored in the whole browser. The lab's scenario may ask for it too. */
  acceptErrors?: boolean;
  /** Language tag of the browser's own texts, where the installed browser has it. */
  language?: string;
  /** Added last: Chromium arguments, Firefox preferences. */
  extraArgs?: readonly string[];
  extraPrefs?: Record<string, string | number | boolean>;
}

export interface PageOptions {
  /** CSS pixels. */
  width?: number;
  height?: number;
  /** Device pixels for each CSS pixel. */
  scale?: number;
  colorScheme?: "light" | "dark";
}

export interface Session {
  family: BrowserFamily;
  version: string;
  extensionId: string;
  browser: Browser;
  /** Full address of a page of the extension; `path` as in its folder: `popup/index.html`. */
  extensionUrl(path: string): string;
  /** A tab that has loaded the page, scripts included. Colours: in Firefox for all pages of the session. */
  openPage(path: string, options?: PageOptions): Promise<Page>;
  /** Opens an address in a private window. Whatever comes of it is not waited for. */
  openPrivately(url: string): Promise<void>;
  /** Whether the extension's worker (Firefox: event page) is alive. */
  workerRunning(): Promise<boolean>;
  /** Ends it as the browser does when it is idle; the next event starts it again. */
  killWorker(): Promise<void>;
  /** Puts another build in the extension's place, as an update does: same id, storage kept. */
  installUpdate(extensionDir: string): Promise<void>;
  /**
   * What the extension's own code did wrong so far: uncaught errors, refusals by its content security
   * policy and, in Chromium, `console.error`. Failed requests are not among them.
   */
  errors(): Promise<string[]>;
  /**
   * Brings the running browser to another lab: its addresses, proxy, roots and preferences. Only Firefox can; Chromium
   * reads them once, at its start.
   */
  moveTo?(lab: Lab): Promise<void>;
  /** Ends the browser and starts it again on the same profile. The session that it gives replaces this one. */
  restart(): Promise<Session>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

/** Calls `ask` until it gives something true, every 50 ms. Throws what `what` names after `limitMs`. */
export async function until<Result>(
  what: string,
  ask: () => Promise<Result>,
  limitMs = 15_000,
): Promise<NonNullable<Result>> {
  const end = Date.now() + limitMs;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const result = await ask();
      if (result) return result;
    } catch (error) {
      last = error; // A page on its way to another process cannot answer yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${limitMs} ms in vain for ${what}`, { cause: last });
}
