import { expect, describe, test } from "vitest";
import { readManifest, targetConfig } from "../../build/config.ts";
import { readJson } from "../../build/files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { recordedRows } from "../browsers/versions/results.ts";
import { editionSince, tooNewFor, type Engine } from "./newer-apis.ts";
import { read, sourceFiles } from "./repository.ts";

const { minimum_chrome_version, browser_specific_settings } = readManifest();
const tried = recordedRows(read("docs/tested-browsers.md"));

const OLDEST = [
  { family: "chromium", engine: "chrome", minimum: Number.parseInt(minimum_chrome_version, 10) },
  {
    family: "firefox",
    engine: "firefox",
    minimum: Number.parseInt(browser_specific_settings.gecko.strict_min_version, 10),
  },
] as const;

/** Settings are JSON with comments and, in the linter's, unquoted nothing else. */
function settings<T>(name: string): T {
  return JSON.parse(read(name).replaceAll(/^\s*\/\/.*$/gm, "")) as T;
}

describe.each(OLDEST)("the oldest $family is $minimum", ({ family, engine, minimum }) => {
  test("and every scenario was right in that version", () => {
    const rows = tried.filter((row) => row.family === family);
    const versions = rows.map(({ version }) => Number.parseInt(version, 10));
    expect(Math.min(...versions)).toBe(minimum);
    const oldest = rows.find(({ version }) => Number.parseInt(version, 10) === minimum)!;
    expect(oldest.shown).toBeGreaterThan(45);
    expect(oldest.right).toBe(oldest.shown);
  });

  test("and the code is compiled for it", () => {
    const catalogue = readJson<Catalogue>("src/core/catalogue.json");
    const { build } = targetConfig(family, "dist", catalogue);
    expect(build?.target).toBe(`${engine}${minimum}`);
  });

  test("and the README names it", () => {
    const names = { chromium: `Chrome and Edge ${minimum}`, firefox: `Firefox ${minimum}` };
    expect(read("README.md")).toContain(names[family]);
    expect(read("docs/tested-browsers.md")).toContain(names[family]);
  });

  test("and has the edition of the language that compiler and linter allow", () => {
    const { compilerOptions } = settings<{ compilerOptions: { lib: string[] } }>("tsconfig.json");
    const [edition] = compilerOptions.lib as [Parameters<typeof editionSince>[0]];
    const { env } = settings<{ env: Record<string, boolean> }>(".oxlintrc.json");
    expect(Object.keys(env)).toContain(edition.toLowerCase());
    expect(editionSince(edition, engine)).toBeLessThanOrEqual(minimum);
  });

  test("and the sources call nothing that it lacks", () => {
    const found = sourceFiles("src", "popup").flatMap((file) =>
      tooNewFor(engine, minimum, file, read(file)).map((each) => ({ file, ...each })),
    );
    expect(found).toEqual([]);
  });
});

test.each<[Engine, number, string, string[]]>([
  ["firefox", 115, "AbortSignal.any([])", ["AbortSignal.any"]],
  ["firefox", 124, "AbortSignal.any([])", []],
  ["chrome", 120, "URL.parse(a); Promise.withResolvers()", ["URL.parse"]],
  ["chrome", 120, "new URLPattern(a); new EyeDropper()", []],
  ["chrome", 120, "browser.storage.local.getKeys(); browser.storage.session", []],
  ["chrome", 101, "browser.storage.session", ["browser.storage.session"]],
  ["chrome", 120, "own.parse(a); structuredClone(a)", []],
])("%s %i lacks of %s: %j", (engine, version, code, names) => {
  expect(tooNewFor(engine, version, "a.ts", code).map(({ name }) => name)).toEqual(names);
});
