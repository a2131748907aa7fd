/** The full pages in real browsers: opened from the popup, with the network cut, on a narrow screen. */
import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { readJson } from "../../build/files.ts";
import { pagePath, PAGES } from "../../src/core/pages.ts";
import { testableHosts } from "../../src/guidance/program-hosts.ts";
import { TOPICS } from "../../src/guidance/repair-cases.ts";
import { buildExtension } from "./extension.ts";
import { openPopup, ownErrors, readReport, shownAs } from "./popup.ts";
import { savedBy, SAVING } from "./saving.ts";
import { until, type Session } from "./session.ts";
import { writeEntries } from "./stored.ts";
import { browsers, builtIn, inScenario, type Staged } from "./stage.ts";

const REPORT = "pages/report/index.html";
const GUIDE = "pages/guide/index.html";

/** What an earlier version stored, and what that means today. */
const STORED_BEFORE = "test/platform/stored/before-1.0.0";

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

/** The bytes of a PEM certificate. */
const derOf = (pem: string) => Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");

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

    it("keeps the guide, the last report and the roots when the network is cut", async () => {
      // The lab's catalogue has other roots than the package.
      const extensionDir = await buildExtension(found.family, builtIn);
      const cut = async ({ session, lab }: Staged) => {
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
        await turnTo(guide, "trust-stores");
        const names = await guide.$$eval("[data-save-roots] [data-save]", (buttons) =>
          buttons.map((button) => (button as HTMLElement).dataset["save"]!),
        );
        const binary = names.filter((name) => name.endsWith(".cer"));
        const [text, bundle] = [names.at(0)!, names.at(-1)!];
        const saved = new Map<string, Buffer>();
        await guide.click("[data-save-roots] > summary");
        // Not all of them: Chromium drops what a page saves beyond ten files in a second.
        for (const name of [...binary, text, bundle]) {
          const button = `[data-save-roots] [data-save="${name}"]`;
          const file = await savedBy(session, guide, name, () => guide.click(button));
          saved.set(name, readFileSync(file));
        }
        const inNode = rootCertificates.map((pem) => derOf(pem).toString("base64"));
        const inBinary = binary.map((name) => saved.get(name)!.toString("base64"));
        expect(inBinary).toHaveLength(5);
        expect(inNode).toEqual(expect.arrayContaining(inBinary));
        const texts = inBinary.map(
          (der) =>
            `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)!.join("\n")}\n-----END CERTIFICATE-----\n`,
        );
        expect(saved.get(text)!.toString()).toBe(texts[0]);
        expect(saved.get(bundle)!.toString()).toBe(texts.join(""));
        const narrow = await session.openPage(`${GUIDE}#trust-stores`, { width: 320, height: 700 });
        await until("the roots", () => narrow.$("[data-save-roots]"));
        expect(await overflow(narrow)).toBe(0);
        const programs = await session.openPage(
          `${GUIDE}#programs/session-manager?region=eu-west-1`,
        );
        const toTest = "[data-part=hosts] a.button";
        await until("the hosts", () => programs.$(toTest));
        await programs.click(toTest);
        await until("the list of hosts", () => programs.$("[data-places]"));
        const places = await programs.$eval(
          "[data-places]",
          (field) => (field as HTMLTextAreaElement).value,
        );
        expect(places.trim().split("\n")).toEqual(testableHosts("session-manager", "eu-west-1"));
        expect(lab.asked()).toEqual(before);
        expect(await ownErrors(session)).toEqual([]);
      };
      await inScenario(found, "offline", cut, { extensionDir, extraPrefs: SAVING });
    });

    it("fits every page into 320 pixels", async () => {
      await inScenario(found, "inspected-known-product", async ({ session }) => {
        await openPopup(session);
        const narrow = { width: 320, height: 700 };
        const report = await session.openPage(REPORT, narrow);
        await shownAs(report, "done");
        expect(await overflow(report)).toBe(0);
        for (const { id } of PAGES) {
          const page = await session.openPage(pagePath(id), narrow);
          await until(id, () => page.$(".masthead [aria-current=page]"));
          await until(id, () => page.$("h1, h2"));
          expect([id, await overflow(page)]).toEqual([id, 0]);
          await page.close();
        }
        const guide = await session.openPage(GUIDE, narrow);
        for (const topic of TOPICS) {
          await turnTo(guide, topic);
          expect([topic, await overflow(guide)]).toEqual([topic, 0]);
        }
      });
    });

    const prints = it.runIf(found.family === "chromium");
    prints.each(["untrusted-root", "inspected", "captive-portal", "ready"])(
      "prints a report on two sheets of A4, with what proves something: %s",
      async (scenario) => {
        await inScenario(found, scenario, async ({ session }) => {
          await openPopup(session);
          const report = await session.openPage(REPORT);
          await shownAs(report, "done");
          await until("the steps", () => report.$("[data-audience=administrator]"));
          const margin = { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" };
          const pdf = Buffer.from(await report.pdf({ format: "A4", margin })).toString("latin1");
          const sheets = pdf.match(/\/Type\s*\/Page\b/g)!;
          expect(sheets.length).toBeLessThanOrEqual(2);
          await report.emulateMediaType("print");
          const visible = (selector: string) =>
            report.$$eval(selector, (all) => all.filter((each) => each.checkVisibility()).length);
          const deciding = "section > .roots > [data-root]";
          expect(await report.$$eval(`${deciding}[open]`, (all) => all.length)).toBe(0);
          expect(await visible(`${deciding} [data-fact=meaning]`)).toBe(4);
          expect(await visible("[data-baseline]")).toBe(1);
          expect(await visible("[data-section=environment]")).toBe(1);
          expect(await visible(".support-code code")).toBe(1);
          expect(await visible(".history, #share, .button[data-open-share]")).toBe(0);
          expect(await report.$$eval(".history > li", (all) => all.length)).toBe(1);
          const expected = await report.$$eval(".chain-expected", (all) => all.length);
          expect(expected).toBeLessThanOrEqual(1);
        });
      },
    );

    it("shows what an earlier version stored", async () => {
      await inScenario(found, "ready", async ({ session }) => {
        const guide = await session.openPage(GUIDE);
        await writeEntries(guide, "local", readJson(`${STORED_BEFORE}/local.json`));
        const { settings, history } = readJson<{
          settings: { supportName: string };
          history: { cause: string }[];
        }>(`${STORED_BEFORE}/read.json`);
        const options = await session.openPage(pagePath("options"));
        const name = await until("the setting", () =>
          options.evaluate(() => document.querySelector<HTMLInputElement>("#supportName")?.value),
        );
        expect(name).toBe(settings.supportName);
        const report = await session.openPage(REPORT);
        await shownAs(report, "done");
        const causes = await until("the earlier check", async () => {
          const shown = await report.$$eval(".history > li", (items) =>
            items.map((item) => item.dataset["cause"]),
          );
          return shown.length === history.length + 1 ? shown : null;
        });
        expect(causes).toEqual(["none", ...history.map(({ cause }) => cause)]);
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("tells what changed since the check before", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        const popup = await openPopup(session);
        const { id } = await readReport(popup);
        await lab.become("captive-portal");
        await popup.evaluate(() => document.querySelector<HTMLElement>("[data-check]")!.click());
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
