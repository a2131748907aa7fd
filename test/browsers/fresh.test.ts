/** A check tells of the world as it is now: after a repair, after a root is gone, on another network. */
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../lab/scenario.ts";
import { scenarioNamed } from "../lab/scenarios.ts";
import { base64Of, callInBrowser } from "./firefox-remote.ts";
import { openPopup, readPopup, readReport, shownAs, type Shown } from "./popup.ts";
import { until, type Session } from "./session.ts";
import { browsers, inScenario, labWorld } from "./stage.ts";

/** What an administrator does in the certificate manager. Both run with the browser's own rights. */
const ADD_ROOTS = `(...roots) => {
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  for (const root of roots) database.addCertFromBase64(root, "C,,");
}`;
const REMOVE_ROOTS = `(...roots) => {
  const database = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  for (const root of roots) database.deleteCertificate(database.constructX509FromBase64(root));
}`;

async function withAmazonRoots(session: Session, act: string): Promise<void> {
  const { authority } = await labWorld();
  const deciding = authority.catalogue.roots.filter(({ decides }) => decides);
  const pems = deciding.map(({ id }) => authority.root(id).certificatePem);
  await callInBrowser(session.browser, act, pems.map(base64Of));
}

/** Presses "check again", and waits for the report of that check. */
async function checkAgain(popup: Page): Promise<Shown> {
  const { id } = await readReport(popup);
  await popup.evaluate(() => document.querySelector<HTMLElement>("[data-check]")!.click());
  await until("a new report", async () => (await readReport(popup)).id !== id);
  return shownAs(popup, "done");
}

/** As servers usually do it: connections stay open for the next request, and may be taken up again. */
function keepingAlive(name: string): Scenario {
  const scenario = scenarioNamed(name);
  const rule = { when: {}, then: { answer: { headers: { connection: "keep-alive" } } } };
  return { ...scenario, rules: [...scenario.rules, rule] };
}

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    it("tells of the network that the machine has come to, and of the one it comes back to", async () => {
      await inScenario(found, keepingAlive("ready"), async ({ session, lab }) => {
        const popup = await openPopup(session);
        expect(await readPopup(popup)).toMatchObject({ verdict: "ready" });
        await lab.become(keepingAlive("inspected-untrusted"));
        const { verdict, cause } = scenarioNamed("inspected-untrusted").expected[found.family]!;
        expect(await checkAgain(popup)).toMatchObject({ verdict, cause });
        await lab.become(keepingAlive("captive-portal"));
        expect(await checkAgain(popup)).toMatchObject({ cause: "captive-portal" });
        await lab.become(keepingAlive("ready"));
        expect(await checkAgain(popup)).toMatchObject({ verdict: "ready" });
      });
    });
  },
);

describe.each(browsers.filter(({ family }) => family === "firefox"))("a running $name", (found) => {
  it("is ready once the missing roots were added", async () => {
    await inScenario(found, "untrusted-root", async ({ session }) => {
      const popup = await openPopup(session);
      expect((await readPopup(popup)).cause).toBe("missing-root");
      await withAmazonRoots(session, ADD_ROOTS);
      expect((await checkAgain(popup)).verdict).toBe("ready");
    });
  });

  it.each([
    ["servers close connections", scenarioNamed("ready")],
    ["servers keep connections open", keepingAlive("ready")],
  ])("is not ready any more once its roots were removed, where %s", async (_, scenario) => {
    await inScenario(found, scenario, async ({ session }) => {
      const popup = await openPopup(session);
      expect((await readPopup(popup)).verdict).toBe("ready");
      await withAmazonRoots(session, REMOVE_ROOTS);
      expect((await checkAgain(popup)).cause).toBe("missing-root");
    });
  });
});
