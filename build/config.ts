/** Vite settings of the build, the dev server and the tests. */
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { InlineConfig, Plugin, UserConfig } from "vite";
import type { Catalogue } from "../src/core/catalogue.ts";
import { pagePath, PAGES } from "../src/core/pages.ts";
import type { BrowserFamily } from "../src/core/vocabulary.ts";
import { sharedChunk } from "./chunks.ts";
import { ROOT, readJson } from "./files.ts";
import { buildTarget, manifestFor, type SourceManifest } from "./manifest.ts";
import { shippedMessages } from "./messages.ts";
import { safePreact } from "./preact.ts";
import { billOfMaterialsPlugins } from "./sbom.ts";
import { fittingRootFiles, readRootFiles, rootCertificatesOf } from "./root-files.ts";

/** HTML pages of the extension. In the build, each loses the leading `src/`. */
const POPUP = "popup/index.html";
const HTML_PAGES = [POPUP, ...PAGES.map(({ id }) => `src/${pagePath(id)}`)];

/** The HTML of every full page: each loads the `main.tsx` of its own directory. */
const PAGE_HTML = "src/pages/page.html";

/** The popup's first script. It runs before the rest of the popup has loaded. */
const HEAD_START = "popup/head-start";

/** Returns the manifest's source. */
export function readManifest(): SourceManifest {
  return readJson<SourceManifest>("manifest.json");
}

/** Returns the settings that the sources need to compile. `catalogue` runs when a module first imports it. */
export function sourceConfig(family: BrowserFamily, catalogue: () => Catalogue): UserConfig {
  return {
    root: ROOT,
    define: { __FAMILY__: JSON.stringify(family) },
    // Not the development form: tests run what is shipped.
    oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
    plugins: [catalogueModule(catalogue)],
  };
}

/** Returns the settings that build one browser's unpacked extension into `outDir`. */
export function targetConfig(
  family: BrowserFamily,
  outDir: string,
  catalogue: Catalogue,
): InlineConfig {
  const source = readManifest();
  const { version } = readJson<{ version: string }>("package.json");
  const manifest = manifestFor(family, source, version);
  const shared = sourceConfig(family, () => catalogue);
  const bill = billOfMaterialsPlugins();
  return {
    ...shared,
    configFile: false,
    logLevel: "warn",
    plugins: [
      ...(shared.plugins ?? []),
      safePreact(),
      ...(family === "firefox" ? [withoutPolyfill()] : []),
      withoutNotes(),
      pageHtml(),
      headStart(),
      outsideOfSrc(),
      shippedMessages(outDir),
      withoutSchema(outDir),
      manifestFile(manifest),
      bill.build,
    ],
    worker: {
      format: "es",
      plugins: () => [withoutNotes(), bill.worker()],
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: {
          entryFileNames: "workers/[name].js",
          chunkFileNames: "workers/[name].js",
          comments: false,
        },
      },
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: buildTarget(family, source),
      // Each page names its chunks, so that all load at once. The polyfill is for old browsers.
      modulePreload: { polyfill: false },
      // The content security policy allows no data: URL.
      assetsInlineLimit: 0,
      license: { fileName: "licenses.txt" },
      reportCompressedSize: false,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: {
          background: "src/background/index.ts",
          [HEAD_START]: `${HEAD_START}.ts`,
          ...Object.fromEntries(HTML_PAGES.map((page) => [scriptOf(page), page])),
        },
        output: {
          // No hashes: browsers cache nothing across versions, and two builds can be compared.
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name].js",
          assetFileNames: "assets/[name][extname]",
          comments: false,
          codeSplitting: {
            groups: [
              { name: sharedChunk, debugName: "shared", test: (id) => !id.endsWith(".css") },
            ],
            includeDependenciesRecursively: false,
          },
        },
      },
    },
  };
}

/**
 * Resolves `virtual:catalogue`; `virtual:catalogue-names`, the part of it that the popup needs; `virtual:root-files`,
 * the roots to save that are in the catalogue, too; and `virtual:root-certificates`, these and its other roots.
 */
function catalogueModule(catalogue: () => Catalogue): Plugin {
  return {
    name: "trust-ready:catalogue",
    resolveId: {
      filter: { id: /^virtual:(catalogue(-names)?|root-files|root-certificates)$/ },
      handler: (id) => `\0${id}`,
    },
    load: {
      filter: { id: /^\0virtual:(catalogue(-names)?|root-files|root-certificates)$/ },
      handler(id) {
        const json = JSON.stringify(moduleData(id.replace("\0virtual:", ""), catalogue()));
        return `export default JSON.parse(${JSON.stringify(json)});`;
      },
    },
  };
}

/** What a virtual module exports in a build with this catalogue. */
function moduleData(name: string, catalogue: Catalogue): unknown {
  if (name === "catalogue") return catalogue;
  if (name === "catalogue-names")
    return catalogue.roots.map(({ id, name: rootName, decides }) => ({
      id,
      name: rootName,
      decides,
    }));
  return name === "root-files"
    ? fittingRootFiles(readRootFiles().roots, catalogue)
    : rootCertificatesOf(catalogue);
}

/** Data whose sources and dates no page shows. */
const UNSHOWN_SOURCES =
  /\/src\/core\/(?:console-hosts|endpoint-presets|endpoints|inspectors|partitions|reverse-proxies|zones)\.json$/;

/** Leaves out of data files what is for whoever edits them: what they say of themselves, and sources that no page shows. */
function withoutNotes(): Plugin {
  return {
    name: "trust-ready:without-notes",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/.*\.json$/ },
      handler(code, id) {
        const { about: _, ...data } = JSON.parse(code) as Record<string, unknown>;
        const isNote = (key: string) =>
          UNSHOWN_SOURCES.test(id) && (key === "source" || key === "date");
        const kept = (key: string, value: unknown) => (isNote(key) ? undefined : value);
        return { code: JSON.stringify(data, kept), map: null };
      },
    },
  };
}

/** In Firefox, the polyfill exports `globalThis.browser` and does nothing else: this does the same in fewer bytes. */
function withoutPolyfill(): Plugin {
  return {
    name: "trust-ready:without-polyfill",
    transform: {
      filter: { id: /\/webextension-polyfill\// },
      handler: () => ({ code: "export default globalThis.browser;", map: null }),
    },
  };
}

/** Gives every full page its HTML: all share one file. */
function pageHtml(): Plugin {
  const files = HTML_PAGES.filter((page) => page !== POPUP).map((page) => join(ROOT, page));
  return {
    name: "trust-ready:page-html",
    enforce: "pre",
    resolveId: (id) => files.find((file) => file === resolve(ROOT, id)),
    load: (id) => (files.includes(id) ? readFileSync(join(ROOT, PAGE_HTML), "utf8") : null),
  };
}

/**
 * Adds the popup's first script to its page, and puts the modules into a template, from which that script takes them.
 * Vite would join all scripts of a page.
 */
function headStart(): Plugin {
  return {
    name: "trust-ready:head-start",
    transformIndexHtml: {
      order: "post",
      handler: (html, { path }) => (path.endsWith(POPUP) ? withHeadStart(html) : html),
    },
  };
}

const MODULE_TAG = /\s*<(?:script type="module"[^>]*><\/script>|link rel="modulepreload"[^>]*>)/g;

function withHeadStart(html: string): string {
  const modules = html.match(MODULE_TAG) ?? [];
  const first = `<template>${modules.join("")}\n    </template>
    <script async src="/${HEAD_START}.js"></script>`;
  return html.replaceAll(MODULE_TAG, "").replace("<head>", `<head>\n    ${first}`);
}

/** Returns the path of a page's script in the build, without its ending. */
function scriptOf(page: string): string {
  return page.replace(/^src\//, "").replace(/index\.html$/, "main");
}

/** Drops `src/` from the URLs of built pages. */
function outsideOfSrc(): Plugin {
  return {
    name: "trust-ready:outside-of-src",
    enforce: "post",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.fileName.endsWith(".html")) file.fileName = file.fileName.replace(/^src\//, "");
      }
    },
  };
}

/** Leaves out what is public for programs that read reports, not for the extension: it has the schema in its code. */
function withoutSchema(outDir: string): Plugin {
  return {
    name: "trust-ready:without-schema",
    writeBundle: () => rmSync(join(outDir, "report.schema.json")),
  };
}

function manifestFile(manifest: object): Plugin {
  return {
    name: "trust-ready:manifest",
    generateBundle() {
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "manifest.json", source });
    },
  };
}
