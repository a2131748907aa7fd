/** Loads unpacked extensions into Chromium, in whichever way the program has. */
import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import type { Browser, Page } from "puppeteer-core";
import { until } from "./session.ts";

export interface Loader {
  /** Arguments for the program's start. */
  args: readonly string[];
  /** Loads the extension in a folder, or loads it again, and returns its id. Without `inPrivate` it sees no private window. */
  load(browser: Browser, folder: string, inPrivate?: boolean): Promise<string>;
}

/** Programs that have no call to load an extension while they run. Each shows it at its first start in this process. */
const loadOnlyAtStart = new Set<string>();

/** Returns how a program loads extensions. `folders` are all that a start will need. */
export function loaderFor(program: string, folders: readonly string[]): Loader {
  return loadOnlyAtStart.has(program) ? atStart(folders) : WHILE_RUNNING;
}

/**
 * Whether a start failed because the program, so far taken for one with the call, has none. `loaderFor` then returns the
 * other way.
 */
export function isWithoutCall(program: string, error: unknown): boolean {
  const missing = /Extensions\.loadUnpacked.*wasn't found/.test(String(error));
  if (!missing || loadOnlyAtStart.has(program)) return false;
  loadOnlyAtStart.add(program);
  return true;
}

/** Puppeteer's own call has no word for private windows. */
const WHILE_RUNNING: Loader = {
  args: [],
  async load(browser, folder, inPrivate = false) {
    const client = await browser.target().createCDPSession();
    const { id } = await client.send("Extensions.loadUnpacked", {
      path: folder,
      enableInIncognito: inPrivate,
    });
    await client.detach();
    return id;
  },
};

/** The branded Chrome ignores these arguments since 137, and has the call. */
function atStart(folders: readonly string[]): Loader {
  const list = folders.join(",");
  const loaded = new Set<string>();
  return {
    args: [`--load-extension=${list}`, `--disable-extensions-except=${list}`],
    async load(browser, folder, inPrivate = false) {
      const id = idOf(realpathSync(folder));
      if (loaded.has(folder)) await manage(browser, id, "reload");
      else await manage(browser, id, inPrivate ? "allow-private" : "wait");
      loaded.add(folder);
      return id;
    },
  };
}

/** Chromium derives an unpacked extension's id from its path: the first 16 bytes of the SHA-256, in the letters a to p. */
export function idOf(realPath: string): string {
  const digest = createHash("sha256").update(realPath).digest("hex").slice(0, 32);
  return digest.replaceAll(/./g, (digit) =>
    String.fromCodePoint("a".codePointAt(0)! + Number.parseInt(digit, 16)),
  );
}

interface Extensions {
  developerPrivate: {
    getExtensionInfo(id: string): Promise<{ state: string }>;
    reload(id: string, options: object): Promise<unknown>;
    updateExtensionConfiguration(change: object): Promise<void>;
  };
}

/** Does on the page of extensions what a person would, and waits until the extension is enabled. */
async function manage(
  browser: Browser,
  id: string,
  act: "wait" | "allow-private" | "reload",
): Promise<void> {
  const page = await browser.newPage();
  await page.goto("chrome://extensions/");
  await untilEnabled(page, id);
  await page.evaluate(
    async (extensionId, what) => {
      const { developerPrivate } = (globalThis as unknown as { chrome: Extensions }).chrome;
      if (what === "reload") await developerPrivate.reload(extensionId, { failQuietly: false });
      if (what === "allow-private")
        await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
    },
    id,
    act,
  );
  await untilEnabled(page, id);
  await page.close();
}

function untilEnabled(page: Page, id: string): Promise<boolean> {
  return until(`the extension ${id} to be enabled`, () =>
    page.evaluate(async (extensionId) => {
      const { developerPrivate } = (globalThis as unknown as { chrome: Extensions }).chrome;
      return (await developerPrivate.getExtensionInfo(extensionId)).state === "ENABLED";
    }, id),
  );
}
