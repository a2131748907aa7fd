/** Firefox tells TLS faults in its own language; the failure codes are the same in every one. */
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import { openPopup, readReport } from "./popup.ts";
import type { LaunchOptions } from "./session.ts";
import { browsers, inScenario, labExtension } from "./stage.ts";

const found = browsers.find(({ family }) => family === "firefox");

/** A language can be had where its pack lies beside the browser. */
function hasLanguage(language: string): boolean {
  const folder = found && join(dirname(found.path), "../lib/firefox-esr/browser/extensions");
  return !!folder && existsSync(join(folder, `langpack-${language}@firefox-esr.mozilla.org.xpi`));
}

async function reportIn(scenario: string, options: Partial<LaunchOptions>): Promise<Report> {
  return inScenario(
    found!,
    scenario,
    async ({ session }) => readReport(await openPopup(session)),
    options,
  );
}

const failuresOf = (report: Report) =>
  report.observations.map(({ url, failure }) => [url, failure?.code ?? "loaded"]);
const wordsOf = (report: Report) =>
  new Set(report.observations.flatMap(({ failure }) => failure?.raw ?? []));

describe.skipIf(!found)("Firefox in another language", () => {
  const scenarios = [
    "untrusted-root",
    "expired-leaf",
    "wrong-name",
    "inspected-detected-amazon-only",
  ];

  describe.each(scenarios)("%s", (scenario) => {
    it("has the codes of English in German, French and Japanese", async () => {
      const english = await reportIn(scenario, {});
      const languages = ["de", "fr", "ja"].filter(hasLanguage);
      if (process.env["CI"] === "true") expect(languages).toEqual(["de", "fr", "ja"]);
      for (const language of languages) {
        const report = await reportIn(scenario, { language });
        expect(report.browser.language).toBe(language);
        expect(failuresOf(report)).toEqual(failuresOf(english));
        expect(report.verdict).toEqual(english.verdict);
        // Firefox's Japanese leaves these sentences in English.
        if (language === "ja") continue;
        const sentences = [...wordsOf(report)].filter((word) => !word.startsWith("NS_"));
        expect(sentences.length).toBeGreaterThan(0);
        expect(sentences.filter((word) => wordsOf(english).has(word))).toEqual([]);
      }
    });
  });

  describe("that no table knows", () => {
    /** The same extension without its table: every language is then one that it does not know. */
    const withoutTable = async () => {
      const directory = temporaryDirectory("trust-ready-no-table-");
      cpSync(await labExtension("firefox"), directory.directory, { recursive: true });
      const table = join(directory.directory, "chunks/firefox-sentences.js");
      if (!existsSync(table)) throw new Error("the table is not where this test empties it");
      writeFileSync(table, "export const errors = [];\n");
      return directory;
    };

    it.each([
      ["expired-leaf", "inconclusive", "amazon-side", "date-invalid"],
      ["untrusted-root-one", "action-needed", "missing-root", "untrusted-issuer"],
    ])("is understood by comparison: %s", async (scenario, verdict, cause, code) => {
      const extension = await withoutTable();
      const report = await reportIn(scenario, { extensionDir: extension.directory });
      expect(report.verdict).toMatchObject({ code: verdict, cause });
      const row = report.roots.find(({ id }) => report.verdict.roots.includes(id))!;
      expect(report.observations[row.observation!]!.failure).toMatchObject({ code, symbol: null });
      extension.remove();
    });

    it("claims nothing where there is nothing to compare with", async () => {
      const extension = await withoutTable();
      const report = await reportIn("untrusted-root", { extensionDir: extension.directory });
      expect(report.verdict).toMatchObject({ code: "inconclusive", cause: "unknown" });
      extension.remove();
    });
  });
});
