/** Brings a running Firefox into the state that a scenario wants, as a person or a system would. */
import type { Browser } from "puppeteer-core";
import type { Lab } from "../lab/lab.ts";
import { writeBlocker } from "./blocker.ts";
import { base64Of, callInBrowser } from "./firefox-remote.ts";

/** Does what the lab's scenario says of the browser; `directory` is for files of its own. */
export async function bringFirefoxInto(
  browser: Browser,
  { scenario, exceptions, port }: Lab,
  extensionId: string,
  directory: string,
): Promise<void> {
  const state = scenario.browser ?? {};
  if (state.blocker) await browser.installExtension(writeBlocker(directory));
  if (state.withoutPermission) await callInBrowser(browser, WITHDRAW, [extensionId]);
  for (const { host, certificatePem } of exceptions) {
    await callInBrowser(browser, CLICK_THROUGH, [host, String(port), base64Of(certificatePem)]);
  }
  if (state.offline) await callInBrowser(browser, UNPLUG, []);
}

// The following run inside Firefox, with the rights of its own code.

/** What the add-ons manager does when a person takes back access to all hosts that were asked for. */
const WITHDRAW = `async (id) => {
  const { ExtensionPermissions } = ChromeUtils.importESModule(
    "resource://gre/modules/ExtensionPermissions.sys.mjs",
  );
  const { extension } = WebExtensionPolicy.getByID(id);
  const origins = extension.allowedOrigins.patterns.map((one) => one.pattern);
  await ExtensionPermissions.remove(id, { permissions: [], origins }, extension);
}`;

/** What the warning does when a person accepts the risk. */
const CLICK_THROUGH = `(host, port, certificate) => {
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  const overrides = Cc["@mozilla.org/security/certoverride;1"].getService(
    Ci.nsICertOverrideService,
  );
  // Connections are led to the lab's port, and then count as connections to that.
  for (const each of [443, Number(port)]) {
    overrides.rememberValidityOverride(
      host, each, {}, database.constructX509FromBase64(certificate), true,
    );
  }
}`;

/** What the menu entry "Work Offline" does. Loopback, where the lab is, would otherwise stay reachable. */
const UNPLUG = `() => {
  Services.prefs.setBoolPref("network.disable-localhost-when-offline", true);
  Services.io.offline = true;
}`;
