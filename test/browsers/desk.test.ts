/** The help desk's page in real browsers: a report saved in one is opened in the other; a call by keyboard. */
import { readFileSync } from "node:fs";
import type { ElementHandle, Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { supportCode } from "../../src/core/support-code.ts";
import { PARTS } from "../../src/pages/desk/part.ts";
import { EXPORT_FORMS } from "../../src/report-text/forms.ts";
import { TRAINING_SITUATIONS, trainingReport } from "../../src/training/training.ts";
import { openPart } from "./desk-page.ts";
import type { FoundBrowser } from "./find.ts";
import { openPopup, ownErrors, readReport, shownAs } from "./popup.ts";
import { savedBy, SAVING } from "./saving.ts";
import { until, type Session } from "./session.ts";
import { browsers, builtIn, inScenario } from "./stage.ts";

const REPORT = "pages/report/index.html";
/** Forms that a help desk opens by their support code. */
const WRITTEN = EXPORT_FORMS.filter((form) => form !== "json");

/** Saves the last report as a file in a form, as a person does, and says where it is. */
async function save(session: Session, form: string): Promise<string> {
  const page = await session.openPage(`${REPORT}#share`);
  await shownAs(page, "done");
  await until("what can be shared", () => page.$("[data-share] select"));
  await page.select("[data-share] select", form);
  const name = await until("the file's name", async () => {
    const note = await page.$eval(".share-name", (element) => element.textContent ?? "");
    return /trust-ready-[\w-]+\.\w+/.exec(note)?.[0];
  });
  return savedBy(session, page, name, () =>
    page.$$eval("[data-share] .actions button", (buttons) => buttons.at(-1)!.click()),
  );
}

/** What is shown as the opened report. */
const opened = (page: Page) =>
  until("the report", () =>
    page.$eval("main [data-verdict]", (panel) => ({ ...(panel as HTMLElement).dataset })),
  );

/** Chooses a file in the first field for reports. */
async function choose(page: Page, file: string): Promise<void> {
  const field = (await page.$("input[type=file]")) as ElementHandle<HTMLInputElement>;
  await field.uploadFile(file);
}

const pairs = browsers.flatMap((from) =>
  browsers
    .filter((to) => browsers.length === 1 || to !== from)
    .map((to) => ({ from, to, ways: `${from.family} to ${to.family}` })),
);

describe.each(pairs)("from $ways", ({ from, to }) => {
  it("a saved report is opened, and compared with the own one", async () => {
    const [files, sent] = await inScenario(
      from,
      "untrusted-root",
      async ({ session }) => {
        const report = await readReport(await openPopup(session));
        const written: string[] = [];
        for (const form of WRITTEN) written.push(await save(session, form));
        return [{ json: await save(session, "json"), written }, report] as const;
      },
      { extraPrefs: SAVING },
    );
    const saved = JSON.parse(readFileSync(files.json, "utf8")) as typeof sent;
    expect({ id: saved.id, verdict: saved.verdict }).toEqual({
      id: sent.id,
      verdict: sent.verdict,
    });
    // Nothing that tells whose network it comes from, unless somebody wants it to be in.
    expect(saved.observations.filter(({ ip }) => ip !== null && ip !== "(redacted)")).toEqual([]);

    await inScenario(to, "ready", async ({ session, lab }) => {
      const own = await readReport(await openPopup(session));
      const before = lab.asked().length;
      const page = await openPart(session, "open");
      for (const [at, form] of WRITTEN.entries()) {
        await choose(page, files.written[at]!);
        await until(form, () => page.$(`[data-form="${form}"]`));
        expect(await opened(page)).toMatchObject({
          cause: "missing-root",
          verdict: "action-needed",
        });
      }
      await choose(page, files.json);
      await until("the whole report", () => page.$("main:not(:has([data-form])) [data-root]"));
      expect(await opened(page)).toMatchObject({ cause: "missing-root", verdict: "action-needed" });
      await page.click("[data-compare] summary");
      await page.click("[data-own]");
      const short = await until("the comparison", () =>
        page.$eval("[data-short]", (text) => text.textContent),
      );
      expect(short).toMatch(
        /^Caller: all 4 were refused\. This browser: all 4 (?:load|are trusted)\.$/,
      );
      const differences = await page.$$eval("tr[data-about]", (rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent)),
      );
      expect(differences).toContainEqual(["Verdict", "Action needed", "Ready"]);
      expect(differences).toContainEqual([
        "Browser",
        `\u2068${sent.browser.name} ${sent.browser.version}\u2069`,
        `\u2068${own.browser.name} ${own.browser.version}\u2069`,
      ]);
      expect(lab.asked()).toHaveLength(before);
      expect(await ownErrors(session)).toEqual([]);
    });
  });
});

describe.each(browsers.map((found: FoundBrowser) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    it("saves the other forms as well, marks and all", async () => {
      await inScenario(
        found,
        "inspected-known-product",
        async ({ session }) => {
          await openPopup(session);
          const text = readFileSync(await save(session, "text"), "utf8");
          expect(text).toMatch(/^Trust Ready report\n=+\nSupport code: (?:\w{3}-){6}\w{3}\n/);
          const markdown = readFileSync(await save(session, "markdown"), "utf8");
          expect(markdown).toMatch(/^# Trust Ready report\n/);
          const csv = readFileSync(await save(session, "csv"), "utf8");
          expect(csv).toMatch(/^\uFEFF"Section","About","Fact","Value"\r\n/);
        },
        { extraPrefs: SAVING },
      );
    });

    it("shows made-up reports without any request, in 320 pixels", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        for (const part of PARTS) {
          const page = await openPart(session, part, { width: 320, height: 700 });
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect([part, overflow]).toEqual([part, 0]);
          const marked = await page.$$eval("[data-training]", (marks) => marks.length);
          expect([part, marked]).toEqual([part, part === "training" ? 1 : 0]);
        }
        expect(lab.asked()).toEqual([]);
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("answers a code as it is typed, without a scroll at 1024 by 768", async () => {
      await inScenario(found, "ready", async ({ session }) => {
        const page = await openPart(session, "code", { width: 1024, height: 768 });
        await until("the field's focus", () => page.$("main input:focus"));
        for (const { id } of TRAINING_SITUATIONS) {
          const report = trainingReport(id, builtIn, Date.now());
          await page.$eval("main input", (field) => (field as HTMLInputElement).select());
          await page.keyboard.type(supportCode(report)!);
          expect(await opened(page)).toMatchObject({ cause: report.verdict.cause });
          const answer =
            ".caller h3, .card [data-fact=detail], [data-fact=step], .caller-say button";
          const ends = await page.$$eval(`${answer}, [data-fact=checked]`, (parts) =>
            parts.map((part) => part.getBoundingClientRect().bottom),
          );
          expect([id, ends.length]).toEqual([id, 5]);
          expect([id, ends.filter((end) => end <= 0 || end > 768)]).toEqual([id, []]);
          expect(await page.evaluate(() => scrollY)).toBe(0);
        }
      });
    });

    it("leads a call by keyboard alone, up to the text for the network team", async () => {
      await inScenario(found, "ready", async ({ session }) => {
        const page = await openPart(session, "call");
        const step = () => page.$eval("[data-step]", (panel) => panel.getAttribute("data-step"));
        for (const [answer, next] of [
          ["opened", "verdict"],
          ["shows-inconclusive", "inconclusive"],
          ["dns", "case-dns"],
          ["not-solved", "hand-over-dns"],
        ] as const) {
          await tabTo(page, `[data-answer="${answer}"]`);
          await page.keyboard.press("Enter");
          await until(next, async () => (await step()) === next);
        }
        const lines = await page.$eval(".command code", (code) => code.textContent ?? "");
        expect(lines).toContain("valid.rootca1.demo.amazontrust.com");
        await tabTo(page, "[data-restart]");
        await page.keyboard.press("Enter");
        await until("the start", async () => (await step()) === "popup");
      });
    });
  },
);

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const there = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false,
      selector,
    );
    if (there) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${selector}`);
}
