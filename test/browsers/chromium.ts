/** Launches Chromium, Chrome or Edge. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import puppeteer, { type Browser, type CDPSession, type Target } from "puppeteer-core";
import type { Preferences } from "../lab/scenario.ts";
import { writeBlocker } from "./blocker.ts";
import { isWithoutCall, loaderFor, type Loader } from "./chromium-loader.ts";
import { bringChromiumInto } from "./chromium-state.ts";
import type { FoundBrowser } from "./find.ts";
import { copyExtension, ending, makeHome, type Home } from "./profile.ts";
import { until, type LaunchOptions, type Session } from "./session.ts";

/** Beside what puppeteer switches off already. */
const QUIET = [
  "--disable-domain-reliability",
  "--disable-search-engine-choice-screen",
  "--no-pings",
  "--safebrowsing-disable-auto-update",
];

/** Starts the browser with the extension. Throws one clear line where the lab cannot be used. */
export async function launchChromium(
  found: FoundBrowser,
  options: LaunchOptions,
): Promise<Session> {
  if (options.lab && process.platform !== "linux") {
    throw new Error("The lab works in Chromium only on Linux, where a profile has its own roots");
  }
  const home = makeHome(options.extensionDir, options.granted);
  try {
    if (options.lab) trust(home, options.lab.trustedPems);
    else if (process.platform === "linux") takeOwnTrust(home);
    const preferences = options.lab?.scenario.browser?.preferences?.chromium;
    if (preferences) writeLocalState(home, preferences);
    return await start(found, options, home);
  } catch (error) {
    home.remove();
    throw error;
  }
}

/** Starts the browser in a home that is ready; where it cannot, the home stays. */
async function start(found: FoundBrowser, options: LaunchOptions, home: Home): Promise<Session> {
  let end = async () => {};
  const blocker = options.lab?.scenario.browser?.blocker ? writeBlocker(home.directory) : null;
  const loader = loaderFor(found.path, blocker ? [home.extension, blocker] : [home.extension]);
  try {
    const browser = await puppeteer.launch({
      executablePath: found.path,
      headless: !options.headed,
      pipe: true,
      enableExtensions: true,
      userDataDir: home.profile,
      env: home.environment,
      args: [...argumentsFor(options), ...loader.args],
      networkEnabled: !options.unwatched,
      // It would also stop the installation and the updates of extensions.
      ...(options.installedByPolicy
        ? { ignoreDefaultArgs: ["--disable-background-networking"] }
        : {}),
      defaultViewport: null,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    end = ending(browser);
    const started = await session(browser, found, home, loader, options);
    const { lab } = options;
    if (blocker) await loader.load(browser, blocker);
    if (lab) await bringChromiumInto(browser, lab, started.extensionId);
    return {
      ...started,
      async restart() {
        await end();
        return start(found, options, home);
      },
      async close() {
        await end();
        home.remove();
      },
    };
  } catch (error) {
    await end();
    if (!isWithoutCall(found.path, error)) throw error;
    return start(found, options, home);
  }
}

function argumentsFor({ lab, features, language, ...options }: LaunchOptions): string[] {
  const accept = options.acceptErrors || lab?.scenario.browser?.acceptErrors;
  return [
    ...QUIET,
    // Root has no user namespaces to build the sandbox with.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(features?.length ? [`--enable-features=${features.join(",")}`] : []),
    ...(accept ? ["--ignore-certificate-errors"] : []),
    ...(language ? [`--lang=${language}`] : []),
    ...(lab?.chromiumArgs() ?? []),
    ...(options.extraArgs ?? []),
  ];
}

async function session(
  browser: Browser,
  found: FoundBrowser,
  home: Home,
  loader: Loader,
  { inPrivate = false, installedByPolicy }: LaunchOptions,
): Promise<Omit<Session, "restart" | "close">> {
  const errors: string[] = [];
  const watched = new Map<Target, Promise<CDPSession | undefined>>();
  let base = "chrome-extension://";
  const watch = async (target: Target) => {
    if (!target.url().startsWith(base) || watched.has(target)) return;
    // A target that has gone again has nothing more to say.
    const listening = target.createCDPSession().then((client) => listen(client, errors));
    watched.set(
      target,
      listening.catch(() => undefined),
    );
    await watched.get(target);
  };
  browser.on("targetcreated", watch);
  browser.on("targetchanged", watch);

  const install = () => loader.load(browser, home.extension, inPrivate);
  const extensionId = installedByPolicy ?? (await install());
  base += extensionId;
  const worker = () =>
    browser
      .targets()
      .find((target) => target.type() === "service_worker" && target.url().startsWith(base));
  const extensionUrl = (page: string) => `${base}/${page.replace(/^\//, "")}`;

  const openPage: Session["openPage"] = async (
    pagePath,
    { width = 1024, height = 768, scale = 1, colorScheme } = {},
  ) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: scale });
    if (colorScheme) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: colorScheme }]);
    }
    await page.goto(extensionUrl(pagePath));
    await watch(page.target());
    return page;
  };

  return {
    family: "chromium",
    version: /[\d.]+$/.exec(await browser.version())?.[0] ?? found.version,
    extensionId,
    browser,
    extensionUrl,
    openPage,
    async openPrivately(url) {
      const page = await openPage("pages/guide/index.html");
      await page.evaluate((address) => {
        const { windows } = (globalThis as unknown as { chrome: WindowsApi }).chrome;
        void windows.create({ url: address, incognito: true });
      }, url);
      await page.close();
    },
    workerRunning: async () => worker() !== undefined,
    async killWorker() {
      const target = worker();
      if (!target) return;
      // A worker that somebody listens to does not end.
      await (await watched.get(target))?.detach();
      // A request to end can be passed over, so it is made until it is heard. An event that was on its way may have
      // started another worker already.
      await until("the worker's end", async () => {
        if (worker() !== target) return true;
        await (await target.worker())?.close();
        return worker() !== target;
      });
    },
    async installUpdate(extensionDir) {
      copyExtension(extensionDir, home);
      await install();
    },
    errors: async () => [...errors],
  };
}

interface WindowsApi {
  windows: { create(how: { url: string; incognito: boolean }): Promise<unknown> };
}

/** Collects what the target complains about; what it said before is told again on `enable`. */
async function listen(client: CDPSession, errors: string[]): Promise<CDPSession> {
  client.on("Runtime.exceptionThrown", ({ exceptionDetails: { exception, text } }) => {
    errors.push(exception?.description ?? text);
  });
  client.on("Runtime.consoleAPICalled", ({ type, args }) => {
    if (type !== "error" && type !== "assert") return;
    errors.push(args.map(({ value, description }) => String(value ?? description)).join(" "));
  });
  client.on("Log.entryAdded", ({ entry }) => {
    // Failed requests are what the extension is for.
    if (entry.level === "error" && entry.source !== "network") errors.push(entry.text);
  });
  await client.send("Runtime.enable");
  await client.send("Log.enable");
  return client;
}

/** Writes settings of the browser where a browser that has run before would have stored them. */
function writeLocalState(home: Home, preferences: Preferences): void {
  const state = {};
  for (const [name, value] of Object.entries(preferences)) {
    const parts = name.split(".");
    const last = parts.pop()!;
    let place: Record<string, unknown> = state;
    for (const part of parts) place = (place[part] ??= {}) as Record<string, unknown>;
    place[last] = value;
  }
  writeFileSync(path.join(home.profile, "Local State"), JSON.stringify(state));
}

/** Makes an NSS database in the throwaway home, with these roots trusted for servers. */
function trust(home: Home, pems: readonly string[]): void {
  const database = nssDatabase(home.directory);
  mkdirSync(database, { recursive: true });
  certutil(["-d", `sql:${database}`, "-N", "--empty-password"]);
  for (const [index, pem] of pems.entries()) {
    const file = path.join(home.directory, "root.pem");
    writeFileSync(file, pem);
    certutil(["-d", `sql:${database}`, "-A", "-t", "C,,", "-n", `lab ${index}`, "-i", file]);
  }
}

/** Without the lab the answer is to be this computer's: roots that the person added count. */
function takeOwnTrust(home: Home): void {
  const own = nssDatabase(os.homedir());
  if (existsSync(own)) cpSync(own, nssDatabase(home.directory), { recursive: true });
}

function nssDatabase(home: string): string {
  return path.join(home, ".pki", "nssdb");
}

function certutil(args: string[]): void {
  try {
    execFileSync("certutil", args, { stdio: "pipe" });
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    if (!missing) throw cause;
    throw new Error("The lab in Chromium needs certutil: install libnss3-tools", { cause });
  }
}
