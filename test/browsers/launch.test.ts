/** Both browsers with a tiny extension: proof that the launchers do what the specs build on. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import builtIn from "../../src/core/catalogue.json" with { type: "json" };
import type { Catalogue } from "../../src/core/catalogue.ts";
import { labAuthority, type Authority } from "../lab/authority.ts";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import { startLab, type Lab } from "../lab/lab.ts";
import { findBrowsers, type FoundBrowser } from "./find.ts";
import { launch, type LaunchOptions, type Session } from "./launch.ts";

const home = temporaryDirectory("tiny-extension-");
const VALID = "https://valid.rootca1.demo.amazontrust.com/";
const EXPIRED = "https://expired.rootca1.demo.amazontrust.com/";

/** Its worker fetches what its page asks it to, and counts since when it has been alive. */
function tinyExtension(family: BrowserFamily, version: string, fault = ""): string {
  const directory = path.join(home.directory, family, version);
  const manifest = {
    manifest_version: 3,
    name: "Tiny",
    version,
    permissions: ["webRequest", "storage"],
    host_permissions: ["https://*.amazontrust.com/*"],
    // Chromium before 121 refuses a manifest that names scripts as well.
    background:
      family === "chromium" ? { service_worker: "worker.js" } : { scripts: ["worker.js"] },
    browser_specific_settings: { gecko: { id: "tiny@extensions.example" } },
  };
  const files = {
    "manifest.json": JSON.stringify(manifest),
    "pages/page.html": `<!doctype html><meta charset="utf-8"><title>Tiny</title>
      <script src="page.js" defer></script><p>Tiny`,
    "pages/page.js": `window.ask = (url) => chrome.runtime.sendMessage(url);
      document.title += " " + chrome.runtime.getManifest().version; ${fault}`,
    "worker.js": `let asked = 0; let failure;
      chrome.webRequest.onErrorOccurred.addListener(
        ({ error }) => { failure = error; },
        { urls: ["https://*.amazontrust.com/*"] },
      );
      chrome.runtime.onMessage.addListener((url, _sender, answer) => {
        asked += 1;
        fetch(url, { cache: "no-store" }).then(
          ({ status }) => answer({ asked, status }),
          () => setTimeout(() => answer({ asked, failure }), 100),
        );
        return true;
      });`,
  };
  mkdirSync(path.join(directory, "pages"), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(directory, name), text);
  }
  return directory;
}

const found = await findBrowsers();
let authority: Authority;
let session: Session | undefined;
let lab: Lab | undefined;

beforeAll(async () => {
  authority = await labAuthority(builtIn as Catalogue);
});
afterEach(async () => {
  await session?.close();
  await lab?.stop();
  session = lab = undefined;
});
afterAll(() => home.remove());

async function start(
  browser: FoundBrowser,
  scenario: string,
  options: Partial<LaunchOptions> = {},
) {
  lab = await startLab(scenario, { authority });
  session = await launch(browser, {
    extensionDir: tinyExtension(browser.family, "1.0"),
    lab,
    ...options,
  });
  return session;
}

function ask(page: Awaited<ReturnType<Session["openPage"]>>, url: string) {
  return page.evaluate(
    (wanted) => (globalThis as unknown as { ask(url: string): Promise<object> }).ask(wanted),
    url,
  );
}

test("there is a browser to test with", () => {
  expect(found).not.toEqual([]);
});

describe.each(found)("$name $version", (browser) => {
  const untrusted = {
    chromium: "net::ERR_CERT_AUTHORITY_INVALID",
    firefox: "Peer’s Certificate issuer is not recognized.",
  }[browser.family];

  test("ready: the page opens, its worker reaches the lab, and only the lab", async () => {
    const { openPage, errors, extensionUrl } = await start(browser, "ready");
    const page = await openPage("pages/page.html", {
      width: 360,
      height: 480,
      colorScheme: "dark",
    });
    expect(await page.evaluate(() => location.href)).toBe(extensionUrl("pages/page.html"));
    expect(await page.title()).toBe("Tiny 1.0");
    expect(
      await page.evaluate(() => [
        innerWidth,
        innerHeight,
        matchMedia("(prefers-color-scheme: dark)").matches,
      ]),
    ).toEqual([360, 480, true]);
    expect(await ask(page, VALID)).toEqual({ asked: 1, status: 200 });
    expect(await ask(page, EXPIRED)).toMatchObject({ asked: 2, failure: expect.any(String) });
    expect(lab?.asked()).toEqual([VALID, EXPIRED].map((url) => new URL(url).hostname));
    expect(await errors()).toEqual([]);
  });

  test("untrusted-root: the same host fails as in a browser that lacks the root", async () => {
    const { openPage } = await start(browser, "untrusted-root");
    const page = await openPage("pages/page.html");
    expect(await ask(page, VALID)).toEqual({ asked: 1, failure: untrusted });
  });

  test("errors can be accepted", async () => {
    const { openPage } = await start(browser, "untrusted-root", { acceptErrors: true });
    const page = await openPage("pages/page.html");
    expect(await ask(page, EXPIRED)).toEqual({ asked: 1, status: 200 });
  });

  test("the worker can be ended and starts again; an update takes its place", async () => {
    const { openPage, workerRunning, killWorker, installUpdate, extensionUrl } = await start(
      browser,
      "ready",
    );
    const page = await openPage("pages/page.html");
    expect(await ask(page, VALID)).toMatchObject({ asked: 1 });
    expect(await ask(page, VALID)).toMatchObject({ asked: 2 });
    await killWorker();
    expect(await workerRunning()).toBe(false);
    expect(await ask(page, VALID)).toMatchObject({ asked: 1 });
    expect(await workerRunning()).toBe(true);

    await installUpdate(tinyExtension(browser.family, "1.1"));
    const updated = await openPage("pages/page.html");
    expect(await updated.title()).toBe("Tiny 1.1");
    expect(await updated.evaluate(() => location.href)).toBe(extensionUrl("pages/page.html"));
  });

  test("errors of the extension's own code are collected, failed requests are not", async () => {
    const fault = `document.documentElement.append(
        Object.assign(document.createElement("script"), { textContent: "1" }));
      fetch("https://nowhere.example/").catch(() => {});
      setTimeout(() => { throw new Error("thrown"); }, 0);
      Promise.reject(new Error("rejected"));`;
    const { openPage, errors } = await start(browser, "ready", {
      extensionDir: tinyExtension(browser.family, "1.2", fault),
    });
    await openPage("pages/page.html");
    // The refused script shows twice: the browser's policy for all extensions forbids it too.
    await expect.poll(errors, { timeout: 5000 }).toHaveLength(4);
    const all = await errors();
    const among = (kind: RegExp) => all.filter((error) => kind.test(error)).length;
    expect([/Content.Security.Policy/, /thrown/, /rejected/].map(among)).toEqual([2, 1, 1]);
  });

  test("nothing is left behind", async () => {
    const { close, browser: running } = await start(browser, "ready");
    const { pid, spawnargs } = running.process()!;
    const directory = spawnargs.map((each) => /[^=]*trust-ready-\w+/.exec(each)?.[0]).find(Boolean);
    expect(existsSync(directory!)).toBe(true);
    await close();
    expect(existsSync(directory!)).toBe(false);
    expect(() => process.kill(pid!, 0)).toThrow("ESRCH");
  });

  test("a folder without an extension is an error, and leaves nothing behind either", async () => {
    await expect(launch(browser, { extensionDir: home.directory })).rejects.toThrow(
      "No extension to launch",
    );
  });
});
