/** Launches Firefox. */
import { randomUUID } from "node:crypto";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import type { FoundBrowser } from "./find.ts";
import { base64Of, callInBrowser, install, navigate, resize } from "./firefox-remote.ts";
import { bringFirefoxInto } from "./firefox-state.ts";
import { copyExtension, ending, makeHome, manifestOf, type Home } from "./profile.ts";
import { until, type LaunchOptions, type Session } from "./session.ts";

type Preferences = Record<string, string | number | boolean>;

/** Beside what puppeteer switches off already. */
const QUIET: Preferences = {
  "app.normandy.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.region.network.url": "",
  "browser.region.update.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  // Tests need no spare processes, and starting them takes longer than a check.
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
  "dom.push.connection.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  // An add-on that was loaded for a test is gone after a restart; one from the store keeps what it stored.
  "extensions.webextensions.keepStorageOnUninstall": true,
  "extensions.webextensions.keepUuidOnUninstall": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  // Firefox would ask its maker's host by itself, and behind a proxy with a password open a dialog that holds up probes.
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.enabled": false,
};

/** Starts the browser with the extension. */
export async function launchFirefox(found: FoundBrowser, options: LaunchOptions): Promise<Session> {
  const gecko =
    options.installedByPolicy ??
    manifestOf(options.extensionDir).browser_specific_settings?.gecko?.id;
  if (!gecko)
    throw new Error("For Firefox the manifest must have browser_specific_settings.gecko.id");
  const identity = { gecko, uuid: randomUUID() };
  const home = makeHome(options.extensionDir, options.granted);
  try {
    return await start(found, options, home, identity);
  } catch (error) {
    home.remove();
    throw error;
  }
}

/** By which id and in which address the extension is known. */
interface Identity {
  gecko: string;
  uuid: string;
}

/** Starts the browser in a home that is ready; where it cannot, the home stays. */
async function start(
  found: FoundBrowser,
  options: LaunchOptions,
  home: Home,
  identity: Identity,
): Promise<Session> {
  const { gecko, uuid } = identity;
  const { inPrivate = false } = options;
  let end = async () => {};
  try {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: found.path,
      headless: !options.headed,
      userDataDir: home.profile,
      env: {
        ...home.environment,
        MOZ_CRASHREPORTER_DISABLE: "1",
        MOZ_REMOTE_SETTINGS_DEVTOOLS: "1",
        // Without it neither the extension's pages nor the functions of firefox-remote.ts can be reached. Older versions
        // have only the argument, newer ones want both.
        MOZ_REMOTE_ALLOW_SYSTEM_ACCESS: "1",
      },
      args: ["--remote-allow-system-access"],
      acceptInsecureCerts:
        options.acceptErrors ?? options.lab?.scenario.browser?.acceptErrors ?? false,
      extraPrefsFirefox: preferences(options, { [gecko]: uuid }),
      networkEnabled: !options.unwatched,
      defaultViewport: null,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    end = ending(browser);
    await callInBrowser(browser, ADD_ROOTS, options.lab?.trustedPems.map(base64Of) ?? []);
    if (!options.installedByPolicy) await install(browser, home.extension, inPrivate);
    if (options.lab) await bringFirefoxInto(browser, options.lab, gecko, home.directory);
    let { lab } = options;
    return {
      ...session(found, browser, home, identity, inPrivate, await browser.version()),
      async moveTo(next) {
        const change = {
          rootsBefore: lab?.trustedPems.map(base64Of) ?? [],
          roots: next.trustedPems.map(base64Of),
          preferencesBefore: Object.keys(lab?.firefoxPrefs() ?? {}),
          preferences: next.firefoxPrefs(),
        };
        await callInBrowser(browser, MOVE, [JSON.stringify(change)]);
        lab = next;
      },
      async restart() {
        await end();
        return start(found, options, home, identity);
      },
      async close() {
        await end();
        home.remove();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function preferences(options: LaunchOptions, uuids: Record<string, string>): Preferences {
  return {
    ...QUIET,
    "extensions.webextensions.uuids": JSON.stringify(uuids),
    ...(options.language ? { "intl.locale.requested": options.language } : {}),
    ...options.lab?.firefoxPrefs(),
    ...options.extraPrefs,
  };
}

function session(
  found: FoundBrowser,
  browser: Browser,
  home: Home,
  { gecko, uuid }: Identity,
  inPrivate: boolean,
  version: string,
): Omit<Session, "restart" | "close"> {
  const extensionUrl = (page: string) => `moz-extension://${uuid}/${page.replace(/^\//, "")}`;
  const backgroundState = () => callInBrowser<string>(browser, BACKGROUND_STATE, [gecko]);
  return {
    family: "firefox",
    version: /[\d.]+/.exec(version)?.[0] ?? found.version,
    extensionId: gecko,
    browser,
    extensionUrl,
    async openPage(path, { width = 1024, height = 768, scale, colorScheme } = {}) {
      await callInBrowser(browser, SET_COLOURS, [colorScheme ?? "none"]);
      const page = await browser.newPage();
      await resize(page, width, height, scale);
      await open(page, extensionUrl(path));
      return page;
    },
    openPrivately: (url) => callInBrowser(browser, OPEN_PRIVATELY, [url]),
    workerRunning: async () => (await backgroundState()) === "running",
    async killWorker() {
      // An event that was on its way may wake it again at once, so that its being gone is seen in there.
      const ended = await callInBrowser<boolean>(browser, END_BACKGROUND, [gecko]);
      if (!ended) throw new Error("Firefox did not end the event page");
    },
    async installUpdate(extensionDir) {
      copyExtension(extensionDir, home);
      await install(browser, home.extension, inPrivate);
    },
    errors: () => callInBrowser<string[]>(browser, ERRORS, [`moz-extension://${uuid}/`]),
  };
}

/** Navigation to an extension's page changes process, and Firefox never reports that it has finished. */
async function open(page: Page, url: string): Promise<void> {
  await navigate(page, url);
  await until(url, () =>
    page.evaluate((wanted) => location.href === wanted && document.readyState === "complete", url),
  );
}

// The following run inside Firefox, with the rights of its own code.

const ADD_ROOTS = `(...roots) => {
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  for (const root of roots) database.addCertFromBase64(root, "C,,");
}`;

const MOVE = `(json) => {
  const { rootsBefore, roots, preferencesBefore, preferences } = JSON.parse(json);
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  for (const root of rootsBefore) {
    database.deleteCertificate(database.constructX509FromBase64(root));
  }
  for (const root of roots) database.addCertFromBase64(root, "C,,");
  for (const name of preferencesBefore) Services.prefs.clearUserPref(name);
  const set = { boolean: "setBoolPref", number: "setIntPref", string: "setStringPref" };
  for (const [name, value] of Object.entries(preferences)) {
    Services.prefs[set[typeof value]](name, value);
  }
  Services.dns.clearCache(true);
  Services.obs.notifyObservers(null, "net:prune-all-connections");
}`;

const OPEN_PRIVATELY = `async (url) => {
  const { BrowserWindowTracker } = ChromeUtils.importESModule(
    "resource:///modules/BrowserWindowTracker.sys.mjs",
  );
  const { gBrowser } = await BrowserWindowTracker.promiseOpenWindow({ private: true });
  gBrowser.selectedBrowser.loadURI(Services.io.newURI(url), {
    triggeringPrincipal: Services.scriptSecurityManager.createNullPrincipal({ privateBrowsingId: 1 }),
  });
}`;

const BACKGROUND_STATE = `(id) => WebExtensionPolicy.getByID(id).extension.backgroundState`;

/** Firefox passes over the request while the page is busy with an event, so that it is made until it is heard. */
const END_BACKGROUND = `async (id) => {
  const { extension } = WebExtensionPolicy.getByID(id);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await extension.terminateBackground({ ignoreDevToolsAttached: true });
    if (extension.backgroundState !== "running") return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}`;

/** 0 dark, 1 light, 2 as the system has it. */
const SET_COLOURS = `(scheme) => Services.prefs.setIntPref(
  "layout.css.prefers-color-scheme.content-override",
  { dark: 0, light: 1, none: 2 }[scheme],
)`;

/** Pages of an extension send no log events over the remote protocol; the browser's own console has them. */
const ERRORS = `(base) => Services.console.getMessageArray()
  .filter((message) => message instanceof Ci.nsIScriptError)
  .filter((message) => !(message.flags & Ci.nsIScriptError.warningFlag))
  .filter((message) => message.sourceName?.startsWith(base))
  .map((message) => message.errorMessage)`;
