/** Firefox reports TLS faults in the person's language; the failure codes are the same in every language. */
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import type { Scenario } from "../lab/scenario.ts";
import { scenarioNamed } from "../lab/scenarios.ts";
import { openPopup, readReport } from "./popup.ts";
import type { LaunchOptions } from "./session.ts";
import { browsers, labExtension, startStage } from "./stage.ts";

const found = browsers.find(({ family }) => family === "firefox");

/** A language can be had where its pack lies beside the browser. */
function hasLanguage(language: string): boolean {
  const folder = found && join(dirname(found.path), "../lib/firefox-esr/browser/extensions");
  return !!folder && existsSync(join(folder, `langpack-${language}@firefox-esr.mozilla.org.xpi`));
}

/** The reports of one browser that goes through these scenarios, by the scenarios' names. */
async function reportsIn(
  scenarios: readonly Scenario[],
  options: Partial<LaunchOptions>,
): Promise<Map<string, Report>> {
  const stage = await startStage(found!, scenarios[0]!, { ...options, unwatched: true });
  const reports = new Map<string, Report>();
  try {
    for (const [index, scenario] of scenarios.entries()) {
      const { session } = index === 0 ? stage : await stage.enter(scenario);
      reports.set(scenario.name, await readReport(await openPopup(session)));
    }
  } finally {
    await stage.end();
  }
  return reports;
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
  ].map(scenarioNamed);
  let english: Map<string, Report>;
  beforeAll(async () => {
    english = await reportsIn(scenarios, {});
  });

  const languages = ["de", "fr", "ja"].filter(hasLanguage);
  it("is tried in German, French and Japanese where every package is installed", () => {
    if (process.env["CI"] === "true") expect(languages).toEqual(["de", "fr", "ja"]);
  });

  it.each(languages)("has the codes of English: %s", async (language) => {
    const reports = await reportsIn(scenarios, { language });
    for (const [name, report] of reports) {
      const original = english.get(name)!;
      expect(report.browser.language).toBe(language);
      expect(failuresOf(report)).toEqual(failuresOf(original));
      expect(report.verdict).toEqual(original.verdict);
      // Firefox's Japanese leaves these sentences in English.
      if (language === "ja") continue;
      const sentences = [...wordsOf(report)].filter((word) => !word.startsWith("NS_"));
      expect(sentences.length).toBeGreaterThan(0);
      expect(sentences.filter((word) => wordsOf(original).has(word))).toEqual([]);
    }
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

    it("is understood by comparison, and claims nothing where there is nothing to compare with", async () => {
      const extension = await withoutTable();
      const reports = await reportsIn(
        ["expired-leaf", "untrusted-root-one", "untrusted-root"].map(scenarioNamed),
        { extensionDir: extension.directory },
      );
      const understood = [
        ["expired-leaf", "inconclusive", "amazon-side", "date-invalid"],
        ["untrusted-root-one", "action-needed", "missing-root", "untrusted-issuer"],
      ] as const;
      for (const [name, verdict, cause, code] of understood) {
        const report = reports.get(name)!;
        expect(report.verdict).toMatchObject({ code: verdict, cause });
        const row = report.roots.find(({ id }) => report.verdict.roots.includes(id))!;
        const { failure } = report.observations[row.observation!]!;
        expect(failure).toMatchObject({ code, symbol: null });
      }
      const { verdict } = reports.get("untrusted-root")!;
      expect(verdict).toMatchObject({ code: "inconclusive", cause: "unknown" });
      extension.remove();
    });
  });
});
