/** What \`npm run package -- --for ADDRESS\` makes, in real browsers: a policy installs it, and its server updates it. */
import { isDeepStrictEqual } from "node:util";
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { consoleOrigins } from "../../src/core/console-hosts.ts";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { STORED } from "../../src/platform/stored-formats.ts";
import { startLab, type Lab } from "../lab/lab.ts";
import { scenarioNamed } from "../lab/scenarios.ts";
import type { FoundBrowser } from "./find.ts";
import { callInBrowser } from "./firefox-remote.ts";
import {
  buildsOf,
  intranetServer,
  THIS_VERSION,
  versionAfter,
  versionOf,
  VERSIONS_BEFORE,
  withManifest,
  type IntranetServer,
} from "./intranet.ts";
import { launch } from "./launch.ts";
import { policySpace, policySpaceObstacle } from "./policy-space.ts";
import { openPopup, ownErrors, readPopup, readReport } from "./popup.ts";
import { until, type Session } from "./session.ts";
import { browsers, labWorld } from "./stage.ts";
import { readStored } from "./stored.ts";

const OPTIONS = "pages/options/index.html";
const DESK = "pages/desk/index.html#code";
const VALID = "valid.rootca1.demo.amazontrust.com";
const CONSOLE = "eu-central-1.console.aws.amazon.com";

/** A network on which all is well, but for one page of the console. */
const SCENARIO = {
  ...scenarioNamed("ready"),
  rules: [
    ...scenarioNamed("ready").rules,
    { when: { host: CONSOLE }, then: { certificate: { issuer: "self" as const } } },
  ],
};

/** The same network, on which a check takes longer than an update. */
const SLOW = { ...SCENARIO, rules: [...SCENARIO.rules, ...scenarioNamed("slow").rules] };

/** What the administrator sets for everybody. */
const SETTINGS = { supportPhone: "+1 206 555 0100" };

/** The template for each browser, and the name that its file must have. */
const TEMPLATES: Record<BrowserFamily, { path: string; name: string }> = {
  chromium: { path: "policies/linux/chrome.json", name: "trust-ready.json" },
  // What is packed is not signed.
  firefox: { path: "policies/firefox/unsigned/policies.json", name: "policies.json" },
};

/** Firefox's daily search for updates, which puppeteer switches off. */
const UPDATING = { "extensions.update.enabled": true, "extensions.update.autoUpdateDefault": true };

interface Installed {
  session: Session;
  server: IntranetServer;
  lab: Lab;
}

/** Runs `act` in a new profile of a browser that installed the extension because a policy said so. */
async function underPolicy(
  found: FoundBrowser,
  server: IntranetServer,
  extensionDir: string,
  act: (installed: Installed) => Promise<void>,
): Promise<void> {
  const { family } = found;
  const { authority } = await labWorld();
  const endpoints = [server.endpoint, { host: CONSOLE, issuingRoot: "amazon-root-ca-1" }];
  const lab = await startLab(SCENARIO, { authority, endpoints });
  const space = policySpace(found);
  const { path, name } = TEMPLATES[family];
  const give = () => space.give(name, server.file(path));
  if (family === "chromium") {
    give();
    // Without this, nothing may drive the pages of an extension that a policy installed.
    space.give("driven-by-tests.json", JSON.stringify({ DeveloperToolsAvailability: 1 }));
  }
  try {
    let session = await launch(space.browser, {
      extensionDir,
      lab,
      installedByPolicy: server.ids[family],
      extraPrefs: UPDATING,
    });
    try {
      // Only now has Firefox the lab's roots. It reads policies at its start alone.
      if (family === "firefox") {
        give();
        session = await session.restart();
      }
      await act({ session, server, lab });
    } finally {
      await session.close();
    }
  } finally {
    space.remove();
    await lab.stop();
  }
}

/** What the browser's page of extensions says of ours. */
interface About {
  version: string;
  pinned: boolean;
  byPolicy: boolean;
  inPrivate: boolean;
}

function about(session: Session): Promise<About | null> {
  return session.family === "firefox"
    ? callInBrowser<string>(session.browser, ABOUT, [session.extensionId]).then(
        (text) => JSON.parse(text) as About | null,
      )
    : onExtensionsPage(session, async (id) => {
        const { developerPrivate } = (globalThis as unknown as { chrome: ExtensionsPage }).chrome;
        const all = await developerPrivate.getExtensionsInfo();
        const info = all.find((each) => each.id === id);
        return info
          ? {
              version: info.version,
              pinned: info.pinnedToToolbar,
              byPolicy: info.mustRemainInstalled,
              inPrivate: info.incognitoAccess.isActive,
            }
          : null;
      });
}

/** Waits until the browser says so. */
async function expectAbout(session: Session, expected: About): Promise<void> {
  let last: About | null = null;
  await until(
    `version ${expected.version}`,
    async () => isDeepStrictEqual((last = await about(session)), expected),
    60_000,
  ).catch(() => expect(last).toEqual(expected));
}

interface ExtensionsPage {
  developerPrivate: {
    autoUpdate(): Promise<void>;
    getExtensionsInfo(): Promise<
      {
        id: string;
        version: string;
        pinnedToToolbar: boolean;
        mustRemainInstalled: boolean;
        incognitoAccess: { isActive: boolean };
      }[]
    >;
  };
}

async function onExtensionsPage<Result>(
  session: Session,
  act: (id: string) => Promise<Result>,
): Promise<Result> {
  const page = await session.browser.newPage();
  try {
    await page.goto("chrome://extensions/");
    return (await page.evaluate(act, session.extensionId)) as Result;
  } finally {
    await page.close();
  }
}

/** Runs inside Firefox. */
const ABOUT = `async (id) => {
  const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
  const { CustomizableUI } = ChromeUtils.importESModule(
    "moz-src:///browser/components/customizableui/CustomizableUI.sys.mjs",
  );
  const addon = await AddonManager.getAddonByID(id);
  const policy = WebExtensionPolicy.getByID(id);
  if (!addon?.isActive || !policy) return "null";
  const widget = id.toLowerCase().replace(/[^a-z0-9_-]/g, "_") + "-browser-action";
  return JSON.stringify({
    version: addon.version,
    pinned: CustomizableUI.getPlacementOfWidget(widget)?.area === CustomizableUI.AREA_NAVBAR,
    byPolicy: !(addon.permissions & (AddonManager.PERM_CAN_UNINSTALL | AddonManager.PERM_CAN_DISABLE)),
    inPrivate: policy.privateBrowsingAllowed,
  });
}`;

/** Has the browser look for new versions now, as it does by itself every few hours or every day. */
function lookForUpdates(session: Session, page: Page): Promise<void> {
  return session.family === "firefox"
    ? callInBrowser(session.browser, BACKGROUND_UPDATE, [])
    : page.evaluate(async () => {
        interface Chrome {
          runtime: { requestUpdateCheck(): Promise<unknown> };
        }
        await (globalThis as unknown as { chrome: Chrome }).chrome.runtime.requestUpdateCheck();
      });
}

/** Runs inside Firefox. */
const BACKGROUND_UPDATE = `async () => {
  const { AddonManagerPrivate } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
  await AddonManagerPrivate.backgroundUpdateCheck();
}`;

/** Types a name for the support contact and switches the watch on, as a person does on the settings page. */
async function choose(session: Session, name: string): Promise<void> {
  const page = await session.openPage(OPTIONS);
  await until("the settings", () => page.$("#supportName"));
  await page.focus("#supportName");
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.click("#watchConsole");
  await until("the settings to be stored", async () => {
    const stored = await readStored(page, STORED.settings);
    return stored?.supportName === name && stored.watchConsole;
  });
  await page.close();
}

interface Api {
  tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> };
  action: {
    getBadgeText(of: { tabId: number }): Promise<string>;
    getUserSettings(): Promise<{ isOnToolbar?: boolean }>;
  };
}

/** Opens the console's page in a tab that stays. */
async function visitConsole(session: Session): Promise<void> {
  const tab = await session.browser.newPage();
  await tab.goto(`https://${CONSOLE}/`, { timeout: 10_000 }).catch(() => undefined);
}

/** The badges of the tabs that show the console's page, in the order in which they were opened. */
function badges(observer: Page): Promise<string[]> {
  return observer.evaluate(async (host) => {
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    const { tabs, action } = browser ?? chrome;
    const shown = (await tabs.query({})).filter(({ url }) => url?.includes(host));
    return Promise.all(shown.map(({ id }) => action.getBadgeText({ tabId: id })));
  }, CONSOLE);
}

/** What the browser tells the extension about its icon. */
function userSettings(page: Page): Promise<object> {
  return page.evaluate(() => {
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    return (browser ?? chrome).action.getUserSettings();
  });
}

/** What the help desk's page makes of a code. */
async function readAtDesk(
  session: Session,
  code: string,
): Promise<Record<string, string | undefined>> {
  const page = await session.openPage(DESK);
  const field = await until("the field for codes", () => page.$("main input"));
  await field.type(code);
  return until("the code's meaning", () =>
    page.$eval("main [data-verdict]", (panel) => ({ ...(panel as HTMLElement).dataset })),
  );
}

/** What a person leaves in the extension before its update. */
interface Left {
  supportName: string;
  /** Of the first check. */
  id: string;
  code: string;
}

/** Makes a check, chooses settings and opens a page of the console, as a person does. */
async function useExtension(session: Session): Promise<Left> {
  const popup = await openPopup(session);
  expect(await readPopup(popup)).toMatchObject({ verdict: "ready", cause: "none" });
  const code = await popup.$eval(".support-code code", (element) => element.textContent ?? "");
  const { id } = await readReport(popup);
  await popup.close();
  const supportName = "Desk before the update";
  await choose(session, supportName);
  const observer = await session.openPage(OPTIONS);
  await visitConsole(session);
  await until("the badge", async () => (await badges(observer)).at(-1) === "!");
  await observer.close();
  return { supportName, id, code };
}

/** Starts a check that takes longer than an update. */
async function startLongCheck(
  session: Session,
  lab: Lab,
): Promise<{ popup: Page; running: string }> {
  const popup = await openPopup(session);
  await lab.become(SLOW);
  await popup.evaluate(() => {
    const buttons = [...document.querySelectorAll("button")];
    buttons.find((button) => button.textContent?.trim() === "Check again")?.click();
  });
  await until("the check", async () => lab.requests().some(({ host }) => host === VALID));
  const { id } = await until("its id", () => readStored(popup, STORED.running));
  return { popup, running: id };
}

/**
 * Expects Chromium to let a check end that an update finds running. Then it waits for the worker's end, which does not
 * come while the worker is listened to: has it update at once, as the button "Update" on its page of extensions does.
 */
async function updateAfter(session: Session, check: string, before: About): Promise<void> {
  const page = await session.openPage(OPTIONS);
  await until("the end of the check", async () => (await historyIn(page)).includes(check));
  await page.close();
  expect(await about(session)).toEqual(before);
  await onExtensionsPage(session, () => {
    const { developerPrivate } = (globalThis as unknown as { chrome: ExtensionsPage }).chrome;
    return developerPrivate.autoUpdate();
  });
}

/** Expects all that was left, and an extension that goes on. */
async function expectLeft(session: Session, { supportName, id, code }: Left): Promise<void> {
  const options = await session.openPage(OPTIONS);
  const name = await until("the setting", () =>
    options.$eval("#supportName", (field) => (field as HTMLInputElement).value),
  );
  expect(name).toBe(supportName);
  await until("what the administrator set", () =>
    options.$(`[data-setting="supportPhone"][data-source="policy"]`),
  );
  // Of the page that is still open, nothing is known now.
  await until("the question mark", async () => (await badges(options)).join() === "?");
  await visitConsole(session);
  await until("the badge", async () => (await badges(options)).at(-1) === "!");
  const popup = await openPopup(session);
  expect(await readPopup(popup)).toMatchObject({ verdict: "ready", cause: "none" });
  expect(await historyIn(popup)).toContain(id);
  expect(await readAtDesk(session, code)).toMatchObject({ verdict: "ready" });
}

async function historyIn(page: Page): Promise<string[]> {
  return ((await readStored(page, STORED.history)) ?? []).map(({ id }) => id);
}

const why = policySpaceObstacle();
if (why && process.env["CI"] === "true" && process.getuid?.() === 0) throw new Error(why);

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found, family }) => {
    it.skipIf(why !== null).each(VERSIONS_BEFORE)(
      "installs by policy, and updates from %s with all that it stored",
      async (before) => {
        // No policy grants the console's hosts.
        const granted = ({ host_permissions }: { host_permissions: string[] }) => ({
          host_permissions: [...host_permissions, ...consoleOrigins()],
        });
        const first = withManifest(await buildsOf(before), granted);
        const server = await intranetServer(first, SETTINGS);
        await underPolicy(found, server, first[family], async ({ session, lab }) => {
          const installed = {
            version: versionOf(first[family]),
            pinned: true,
            byPolicy: true,
            // No policy of Chromium's can.
            inPrivate: family === "firefox",
          };
          await expectAbout(session, installed);
          const left = await useExtension(session);

          const version = versionAfter(installed.version);
          const next = withManifest(await buildsOf(THIS_VERSION), (manifest) => ({
            ...granted(manifest),
            version,
          }));
          await server.serve(next);
          const { popup, running } = await startLongCheck(session, lab);
          const errorsBefore = (await session.errors()).length;
          await lookForUpdates(session, popup);
          await popup.close();
          if (family === "chromium") await updateAfter(session, running, installed);
          await expectAbout(session, { ...installed, version });
          await lab.become(SCENARIO);

          await expectLeft(session, left);
          const page = await session.openPage(OPTIONS);
          const history = await historyIn(page);
          // The popup has nobody pin an icon that the policy has pinned.
          expect(await userSettings(page)).toMatchObject({ isOnToolbar: true });
          // An update greets nobody, and whoever was not greeted yet still will be.
          expect(await readStored(page, STORED.firstRun)).toBe(
            before === THIS_VERSION ? true : undefined,
          );
          // Of Firefox, an older version does not ask to wait.
          const waits = family === "chromium" || before === THIS_VERSION;
          expect(history.includes(running)).toBe(waits);
          const errors = async () => (await session.errors()).slice(errorsBefore);
          expect(await ownErrors({ ...session, errors })).toEqual([]);
        });
        server.remove();
      },
    );
  },
);
