/** The full pages in real browsers: opened from the popup, with the network cut, on a narrow screen. */
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { TOPICS } from "../../src/guidance/words.ts";
import { openPopup, ownErrors, readReport, shownAs } from "./popup.ts";
import { until, type Session } from "./session.ts";
import { browsers, inScenario } from "./stage.ts";

const REPORT = "pages/report/index.html";
const GUIDE = "pages/guide/index.html";

/** The tab that shows a page of the extension, once it stands there. */
function tabOf(session: Session, path: string): Promise<Page> {
  return until(`a tab with ${path}`, async () => {
    for (const page of await session.browser.pages()) {
      // Firefox reports no navigation to an extension's page; the page itself knows where it is.
      const url = await page.evaluate(() => location.href).catch(() => "");
      if (url === session.extensionUrl(path)) return page;
    }
    return null;
  });
}

/** Goes to a topic of the guide in the page that is open, and waits until it stands there. */
async function turnTo(page: Page, topic: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), topic);
  await until(topic, () =>
    page.evaluate((wanted) => !!document.querySelector(`[data-topic="${wanted}"] h1`), topic),
  );
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    it("opens all steps from the popup, in a tab that shows the same report", async () => {
      await inScenario(found, "untrusted-root", async ({ session, lab }) => {
        const popup = await openPopup(session);
        const before = lab.asked().length;
        await popup.click("[data-repair]");
        const tab = await tabOf(session, REPORT);
        expect(await shownAs(tab, "done")).toMatchObject({ cause: "missing-root" });
        expect((await readReport(tab)).id).toBe((await readReport(popup)).id);
        expect(lab.asked()).toHaveLength(before);
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("keeps the guide and the last report when the network is cut", async () => {
      await inScenario(found, "offline", async ({ session, lab }) => {
        await openPopup(session);
        const before = lab.asked();
        const report = await session.openPage(REPORT);
        expect(await shownAs(report, "done")).toMatchObject({ cause: "offline" });
        const guide = await session.openPage(GUIDE);
        for (const topic of TOPICS) {
          await turnTo(guide, topic);
          const length = await guide.$eval("main", (main) => main.textContent!.length);
          expect([topic, length > 250]).toEqual([topic, true]);
        }
        expect(lab.asked()).toEqual(before);
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("fits every page into 320 pixels", async () => {
      await inScenario(found, "inspected-known-product", async ({ session }) => {
        await openPopup(session);
        const narrow = { width: 320, height: 700 };
        const report = await session.openPage(REPORT, narrow);
        await shownAs(report, "done");
        expect(await overflow(report)).toBe(0);
        const guide = await session.openPage(GUIDE, narrow);
        for (const topic of TOPICS) {
          await turnTo(guide, topic);
          expect([topic, await overflow(guide)]).toEqual([topic, 0]);
        }
      });
    });

    it("tells what changed since the check before", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        const popup = await openPopup(session);
        const { id } = await readReport(popup);
        await lab.become("captive-portal");
        await popup.evaluate(() => document.querySelector<HTMLElement>("footer button")!.click());
        await until("a new report", async () => (await readReport(popup)).id !== id);
        const report = await session.openPage(REPORT);
        const causes = await until("two earlier checks", async () => {
          const entries = await report.$$eval(".history > li", (items) =>
            items.map((item) => item.dataset["cause"]),
          );
          return entries.length === 2 ? entries : null;
        });
        expect(causes).toEqual(["captive-portal", "none"]);
        const changes = await report.$$eval(".history > li:first-child ul li", (items) =>
          items.map((item) => item.textContent),
        );
        expect(changes).toContain("Verdict: Ready → Inconclusive");
      });
    });
  },
);
