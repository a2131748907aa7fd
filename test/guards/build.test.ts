import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesUnder, readJson, ROOT } from "../../build/files.ts";
import { zipOf } from "../../build/zip.ts";
import { BROWSER_FAMILIES, type BrowserFamily } from "../../src/core/vocabulary.ts";
import chromiumErrors from "../../src/probe/chromium-errors.json";
import firefoxErrors from "../../src/probe/firefox-errors.json";
import firefoxSentences from "../../src/probe/firefox-sentences.json";
import nssErrors from "../../src/probe/nss-errors.json";
import { importsOf, parsed, read, repositoryFiles, runTool, visit } from "./repository.ts";

const LIMIT_MS = 120_000;
const KILO = 1000;

/** Two builds, one after the other. */
const dists: string[] = [];
/** The tracked files alone, as reviewers of a store get them. */
let copy = "";
let said = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "trust-ready-source-"));
  for (const name of repositoryFiles()) cpSync(join(ROOT, name), join(copy, name));
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  for (const place of [ROOT, copy]) {
    const dist = mkdtempSync(join(tmpdir(), "trust-ready-build-"));
    dists.push(dist);
    const script = join(place, "build/build.ts");
    const { output, code } = runTool("tsx", [script], { DIST: dist, CATALOGUE: "" });
    expect(code, output).toBe(0);
    said = output;
  }
}, LIMIT_MS);

afterAll(() => {
  for (const place of [copy, ...dists]) rmSync(place, { recursive: true, force: true });
});

test("the tracked files alone, in another directory, give the same bytes", () => {
  const [here, there] = dists.map((dist) =>
    filesUnder(dist).map((name) => [name, readFileSync(join(dist, name)).toString("base64")]),
  );
  expect(here!.map(([name]) => name)).toEqual(there!.map(([name]) => name));
  expect(here!.filter((file, index) => file[1] !== there![index]![1])).toEqual([]);
});

function directory(family: BrowserFamily, build = 0): string {
  return join(dists[build]!, family);
}

function text(family: BrowserFamily, name: string): string {
  return readFileSync(join(directory(family), name), "utf8");
}

function scripts(family: BrowserFamily): string[] {
  return filesUnder(directory(family)).filter((name) => name.endsWith(".js"));
}

/** Files that a page of the extension loads by itself: scripts and styles. */
function loadedBy(family: BrowserFamily, page: string): string[] {
  const references = text(family, page).matchAll(/\s(?:src|href)="([^"]+)"/g);
  return [...references].map(([, path]) =>
    posix.resolve(`/${posix.dirname(page)}`, path!).slice(1),
  );
}

/** A script, and all that it imports, directly or not. `atStart`: without what it imports when that is asked for. */
function scriptGraph(family: BrowserFamily, entries: string[], atStart = false): string[] {
  const found = new Set(entries);
  for (const name of found) {
    for (const { specifier, isDynamic } of importsOf(name, text(family, name))) {
      if (atStart && isDynamic) continue;
      found.add(posix.join(posix.dirname(name), specifier));
    }
  }
  return [...found];
}

/** What pages of an extension must not do, as far as code shows it. */
function unsafeCode(name: string, code: string): string[] {
  const found: string[] = [];
  const evaluators = new Set(["eval", "Function"]);
  const htmlSinks = new Set(["innerHTML", "outerHTML", "srcdoc"]);
  const htmlCalls = new Set(["insertAdjacentHTML", "createContextualFragment", "writeln"]);
  const add = (what: string) => found.push(`${name}: ${what}`);
  visit(name, code, {
    NewExpression: ({ callee }) => {
      if (callee.type === "Identifier" && evaluators.has(callee.name)) add(callee.name);
    },
    CallExpression: ({ callee }) => {
      if (callee.type === "Identifier" && evaluators.has(callee.name)) add(callee.name);
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
      const { object, property } = callee;
      const writes =
        property.name === "write" && object.type === "Identifier" && object.name === "document";
      if (writes || htmlCalls.has(property.name)) add(property.name);
    },
    AssignmentExpression: ({ left }) => {
      if (left.type !== "MemberExpression" || left.property.type !== "Identifier") return;
      if (htmlSinks.has(left.property.name)) add(left.property.name);
    },
  });
  return found;
}

/** How the packaged certificate of Amazon Root CA 1 begins, in base64. */
const ROOT_MARK = "MIIDQTCCAimgAwIBAgITBmyfz5m";

/** The arc of RSA's object identifiers: only the reader of certificates names it. */
const READER_MARK = "1.2.840.113549";

const CHROMIUM_WORDS = Object.keys(chromiumErrors.codes);
/** How each list of digests begins; some are empty. */
const FIREFOX_DIGESTS = firefoxSentences.errors
  .map(({ digests }) => digests.slice(0, 20))
  .filter(Boolean);
const FIREFOX_WORDS = [
  ...Object.keys(firefoxErrors.symbols),
  ...Object.keys(nssErrors.codes),
  ...FIREFOX_DIGESTS,
];

describe("the build", () => {
  test("says one line per browser, and nothing else", () => {
    expect(said.trimEnd().split("\n")).toEqual(
      BROWSER_FAMILIES.map((family) => expect.stringMatching(new RegExp(`^${family} `))),
    );
  });

  test("the scanner for unsafe code sees what it is to see", () => {
    const code = `eval(a); new Function(b); Function(c); d.innerHTML = e; f.insertAdjacentHTML(g, h)`;
    expect(unsafeCode("a.js", code)).toHaveLength(5);
    expect(unsafeCode("a.js", `"eval('innerHTML = 1')"; a.innerHTML == b`)).toEqual([]);
  });

  test(
    "Mozilla's linter has neither errors nor warnings for Firefox's",
    () => {
      const source = directory("firefox");
      const args = ["lint", "--source-dir", source, "--output", "json", "--no-config-discovery"];
      const { stdout, output } = runTool("web-ext", args);
      expect(stdout, output).toContain('"summary"');
      const report = JSON.parse(stdout) as {
        summary: object;
        errors: unknown[];
        warnings: unknown[];
      };
      expect({ errors: report.errors, warnings: report.warnings }).toEqual({
        errors: [],
        warnings: [],
      });
      expect(report.summary).toMatchObject({ errors: 0, warnings: 0 });
    },
    LIMIT_MS,
  );
});

describe.each(BROWSER_FAMILIES)("the build for %s", (family) => {
  test("is the same, byte for byte, the second time", () => {
    const [first, second] = [directory(family, 0), directory(family, 1)];
    expect(filesUnder(second)).toEqual(filesUnder(first));
    for (const name of filesUnder(first)) {
      const same = readFileSync(join(first, name)).equals(readFileSync(join(second, name)));
      expect(same, name).toBe(true);
    }
  });

  test("has every file and message that its manifest names", () => {
    const files = filesUnder(directory(family));
    const manifest = JSON.parse(text(family, "manifest.json")) as {
      icons: Record<string, string>;
      action: { default_popup: string; default_icon: Record<string, string> };
      background: { service_worker?: string; scripts?: string[] };
      options_ui: { page: string };
      storage?: { managed_schema: string };
      default_locale: string;
    };
    const locale = `_locales/${manifest.default_locale}/messages.json`;
    const { service_worker, scripts: background = [] } = manifest.background;
    const named = [
      ...Object.values(manifest.icons),
      ...Object.values(manifest.action.default_icon),
      manifest.action.default_popup,
      manifest.options_ui.page,
      ...(manifest.storage ? [manifest.storage.managed_schema] : []),
      ...(service_worker ? [service_worker] : []),
      ...background,
      locale,
    ];
    expect(named.filter((name) => !files.includes(name))).toEqual([]);
    const messages = JSON.parse(text(family, locale)) as object;
    const keys = [...text(family, "manifest.json").matchAll(/__MSG_(\w+)__/g)].map(
      ([, key]) => key,
    );
    expect(Object.keys(messages)).toEqual(expect.arrayContaining(keys));
  });

  test("has icons of the size that the manifest gives them", () => {
    const { icons } = JSON.parse(text(family, "manifest.json")) as {
      icons: Record<string, string>;
    };
    for (const [size, name] of Object.entries(icons)) {
      const png = readFileSync(join(directory(family), name));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)], name).toEqual([+size, +size]);
    }
  });

  test("has pages that load files of the build alone, and hold no script or style", () => {
    const files = filesUnder(directory(family));
    const pages = files.filter((name) => name.endsWith(".html"));
    expect(pages).toContain("popup/index.html");
    for (const page of pages) {
      expect(loadedBy(family, page).filter((name) => !files.includes(name))).toEqual([]);
      expect(text(family, page)).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/i);
    }
  });

  test("imports nothing that is not in it", () => {
    const files = filesUnder(directory(family));
    const graph = scriptGraph(family, scripts(family));
    expect(graph.filter((name) => !files.includes(name))).toEqual([]);
  });

  test("has no eval, no Function constructor and no HTML from strings", () => {
    expect(scripts(family).flatMap((name) => unsafeCode(name, text(family, name)))).toEqual([]);
  });

  // A service worker may not use it.
  if (family === "chromium") {
    test("has no import() in its background", () => {
      const graph = scriptGraph(family, ["background.js"]);
      const dynamic = graph.filter(
        (name) => parsed(name, text(family, name)).module.dynamicImports.length > 0,
      );
      expect(dynamic).toEqual([]);
    });
  }

  test("has its own browser's error words, and of the other's only what the guide explains", () => {
    for (const name of scripts(family)) expect(text(family, name)).not.toContain("__FAMILY__");
    const [own, other] =
      family === "chromium" ? [CHROMIUM_WORDS, FIREFOX_WORDS] : [FIREFOX_WORDS, CHROMIUM_WORDS];
    const wordsIn = (names: string[], words: string[]) => {
      const code = names.map((name) => text(family, name)).join("\n");
      return words.filter((word) => code.includes(word));
    };
    expect(wordsIn(scripts(family), own)).toEqual(own);
    if (family === "chromium") expect(wordsIn(scripts(family), FIREFOX_DIGESTS)).toEqual([]);
    expect(wordsIn(scriptGraph(family, ["background.js"]), other)).toEqual([]);
  });

  test("has root certificates for the guide and for what reads files alone", () => {
    const loading = ["guide", "read"].flatMap((page) =>
      loadedBy(family, `pages/${page}/index.html`).filter((name) => name.endsWith(".js")),
    );
    const holders = scripts(family).filter((name) => text(family, name).includes(ROOT_MARK));
    expect(holders.length).toBeGreaterThan(0);
    const expected = [...scriptGraph(family, loading), "workers/worker.js"];
    expect(expected).toEqual(expect.arrayContaining(holders));
    const popup = loadedBy(family, "popup/index.html").filter((name) => name.endsWith(".js"));
    const others = scriptGraph(family, [...popup, "background.js"]);
    expect(others.filter((name) => holders.includes(name))).toEqual([]);
  });

  test("asks for the check in a plain script, which waits for no other", () => {
    const name = "popup/head-start.js";
    const page = text(family, "popup/index.html");
    expect(page).toMatch(
      new RegExp(
        `^<!doctype html>[^]*<head>\\s*<template>[^]*</template>\\s*<script async src="/${name}">`,
      ),
    );
    // The modules wait in the template, so that the page is painted first.
    const [, modules = ""] = /<template>([^]*)<\/template>/.exec(page) ?? [];
    expect(modules).toContain(`src="/popup/main.js"`);
    expect(page.replace(modules, "")).not.toMatch(/type="module"|modulepreload/);
    const code = text(family, name);
    expect(importsOf(name, code)).toEqual([]);
    expect(code).not.toMatch(/\b(?:import|export)\b/);
    expect(code).toContain("checkIfDue");
  });

  test("has a popup of few files, and a background that loads nothing of what is shown", () => {
    const entries = loadedBy(family, "popup/index.html").filter((name) => name.endsWith(".js"));
    const graph = scriptGraph(family, entries, true);
    expect(graph.length).toBeLessThanOrEqual(6);
    expect(graph).toContain("chunks/popup-view.js");
    expect(scriptGraph(family, ["background.js"])).not.toContain("chunks/popup-view.js");
  });

  const gzipped = (names: string[]) =>
    names.reduce((sum, name) => sum + gzipSync(text(family, name)).length, 0);

  test("has popup scripts of 30 kB at most, gzipped, without the reader of certificates", () => {
    const entries = loadedBy(family, "popup/index.html").filter((name) => name.endsWith(".js"));
    const graph = scriptGraph(family, entries, true);
    expect(entries.length).toBeGreaterThan(0);
    const holders = (names: string[]) =>
      names.filter((name) => text(family, name).includes(READER_MARK));
    expect(holders(graph)).toEqual([]);
    expect(holders(scriptGraph(family, ["background.js"]))).not.toEqual([]);
    expect(gzipped(graph)).toBeLessThanOrEqual(30 * KILO);
  });

  test("has background scripts of 39 kB at most, gzipped, and no library for certificates", () => {
    const graph = scriptGraph(family, ["background.js"]);
    // Firefox's tables are imported when a sentence is to be explained, not before.
    const loaded = graph.filter((name) => !/(?:firefox-sentences|nss-errors\d*)\.js$/.test(name));
    expect(gzipped(loaded)).toBeLessThanOrEqual(39 * KILO);
    const libraries =
      /@peculiar|asn1js|reflect-metadata|Reflect\.(?:define|getOwn)Metadata|tsyringe/i;
    const holders = scripts(family).filter((name) => libraries.test(text(family, name)));
    expect(holders).toEqual([]);
    expect(text(family, "licenses.txt")).not.toMatch(libraries);
  });

  test("names what ships alike in sbom.json, licenses.txt, package.json and ARCHITECTURE", () => {
    const { components } = JSON.parse(text(family, "sbom.json")) as {
      components: { name: string; version: string }[];
    };
    const shipped = components.map(({ name, version }) => `${name} - ${version}`);
    const licensed = text(family, "licenses.txt").matchAll(/^## (\S+ - \S+) \(/gm);
    expect(shipped).toEqual([...licensed].map(([, name]) => name));
    const { dependencies } = readJson<{ dependencies: Record<string, string> }>("package.json");
    expect(shipped).toEqual(Object.entries(dependencies).map((each) => each.join(" - ")));
    const table = read("ARCHITECTURE.md").split("## Dependencies")[1]!;
    const named = [...table.matchAll(/^\| \*\*`([^`]+)`\*\* \|/gm)].map(([, name]) => name!);
    expect(named.toSorted()).toEqual(components.map(({ name }) => name));
  });

  test("packs into a store zip of 450 kB at most, the same bytes each time", async () => {
    const [first, second] = await Promise.all([
      zipOf(directory(family, 0)),
      zipOf(directory(family, 1)),
    ]);
    expect(Buffer.from(first).equals(second)).toBe(true);
    expect(first.length).toBeLessThanOrEqual(450 * KILO);
  });
});
