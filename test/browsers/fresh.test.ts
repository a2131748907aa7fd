/** A check after a repair tells of the repaired browser: "check again" is what the guidance says to press. */
import { expect, it } from "vitest";
import { base64Of, callInBrowser } from "./firefox-remote.ts";
import { openPopup, readPopup } from "./popup.ts";
import { until } from "./session.ts";
import { browsers, inScenario, labWorld } from "./stage.ts";

/** What an administrator does in the certificate manager. Runs with the browser's own rights. */
const ADD_ROOTS = `(...roots) => {
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  for (const root of roots) database.addCertFromBase64(root, "C,,");
}`;

for (const found of browsers.filter(({ family }) => family === "firefox")) {
  it("is ready once the missing roots were added to a running Firefox", async () => {
    await inScenario(found, "untrusted-root", async ({ session }) => {
      const popup = await openPopup(session);
      expect((await readPopup(popup)).cause).toBe("missing-root");
      const { authority } = await labWorld();
      const pems = [1, 2, 3, 4].map((n) => authority.root(`amazon-root-ca-${n}`).certificatePem);
      await callInBrowser(session.browser, ADD_ROOTS, pems.map(base64Of));
      await popup.evaluate(() => {
        document.querySelector<HTMLElement>("footer button")!.click();
      });
      await until("the new verdict", async () => (await readPopup(popup)).verdict === "ready");
    });
  });
}
