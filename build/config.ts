/** What the build, the dev server and the tests have in common, and the build of one browser's directory. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { InlineConfig, Plugin, UserConfig } from "vite";
import type { Catalogue } from "../src/core/catalogue.ts";
import { pagePath, PAGES } from "../src/core/pages.ts";
import type { BrowserFamily } from "../src/core/words.ts";
import { readCatalogue } from "./catalogue.ts";
import { popupChunk } from "./chunks.ts";
import { ROOT, readJson } from "./files.ts";
import { buildTarget, manifestFor, type SourceManifest } from "./manifest.ts";
import { shippedMessages } from "./messages.ts";
import { safePreact } from "./preact.ts";
import { fittingRootFiles, readRootFiles } from "./root-files.ts";

/** HTML pages of the extension. In the build, each loses the leading `src/`. */
const POPUP = "popup/index.html";
const HTML_PAGES = [POPUP, ...PAGES.map(({ id }) => `src/${pagePath(id)}`)];

/** The HTML of every full page: each loads the `main.tsx` of its own directory. */
const PAGE_HTML = "src/pages/page.html";

/** Runs in the popup before all else, as a small script of its own that does not wait for the rest to load. */
const PREFETCH = "popup/prefetch-check";

/** The manifest source of the repository. */
export function readManifest(): SourceManifest {
  return readJson<SourceManifest>("manifest.json");
}

/** The catalogue to build with: the file that `CATALOGUE` names, else the built-in one. Throws if unsound. */
export function chosenCatalogue(): Catalogue {
  const file = process.env["CATALOGUE"] || join(ROOT, "src/core/catalogue.json");
  return readCatalogue(file, readManifest().host_permissions);
}

/**
 * Vite settings without which the sources do not compile: constants, preact's JSX, and the catalogue, which
 * is asked for when a module first imports it.
 */
export function sourceConfig(family: BrowserFamily, catalogue: () => Catalogue): UserConfig {
  return {
    root: ROOT,
    define: { __FAMILY__: JSON.stringify(family) },
    // Never the development form: tests run what is shipped.
    oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
    plugins: [catalogueModule(catalogue)],
  };
}

/** The build of one browser's unpacked extension into `outDir`. */
export function targetConfig(
  family: BrowserFamily,
  outDir: string,
  catalogue: Catalogue,
): InlineConfig {
  const source = readManifest();
  const { version } = readJson<{ version: string }>("package.json");
  const manifest = manifestFor(family, source, version);
  const shared = sourceConfig(family, () => catalogue);
  return {
    ...shared,
    configFile: false,
    logLevel: "warn",
    plugins: [
      ...(shared.plugins ?? []),
      safePreact(),
      pageHtml(),
      headStart(),
      outsideOfSrc(),
      shippedMessages(outDir),
      manifestFile(manifest),
    ],
    build: {
      outDir,
      emptyOutDir: true,
      target: buildTarget(family, source),
      // The page names the chunks of its scripts, so that all load at once. The polyfill is for old browsers.
      modulePreload: { polyfill: false },
      // The policy of the pages allows no data: URL.
      assetsInlineLimit: 0,
      license: { fileName: "licenses.txt" },
      reportCompressedSize: false,
      rolldownOptions: {
        input: {
          background: "src/background/index.ts",
          [PREFETCH]: `${PREFETCH}.ts`,
          ...Object.fromEntries(HTML_PAGES.map((page) => [scriptOf(page), page])),
        },
        output: {
          // No hashes: nothing is cached across versions, and a diff of two builds stays readable.
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name].js",
          assetFileNames: "assets/[name][extname]",
          comments: false,
          codeSplitting: {
            groups: [{ name: popupChunk, debugName: "popup", test: (id) => !id.endsWith(".css") }],
            includeDependenciesRecursively: false,
          },
        },
      },
    },
  };
}

/**
 * Resolves `virtual:catalogue`, so that the sources do not know which catalogue they are built with;
 * `virtual:catalogue-names`, the little of it that the popup needs; and `virtual:root-files`, the packaged roots
 * that this catalogue has too.
 */
function catalogueModule(catalogue: () => Catalogue): Plugin {
  return {
    name: "trust-ready:catalogue",
    resolveId: {
      filter: { id: /^virtual:(catalogue(-names)?|root-files)$/ },
      handler: (id) => `\0${id}`,
    },
    load: {
      filter: { id: /^\0virtual:(catalogue(-names)?|root-files)$/ },
      handler(id) {
        const whole = catalogue();
        const names = whole.roots.map(({ id: root, name, decides }) => ({
          id: root,
          name,
          decides,
        }));
        const data = id.endsWith("-names")
          ? names
          : id.endsWith("root-files")
            ? fittingRootFiles(readRootFiles().roots, whole)
            : whole;
        const json = JSON.stringify(data);
        return `export default JSON.parse(${JSON.stringify(json)});`;
      },
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

/** Names the popup's first script in its page; Vite would put all scripts of a page into one. */
function headStart(): Plugin {
  return {
    name: "trust-ready:head-start",
    transformIndexHtml: (html, { path }) => ({
      html,
      tags: path.endsWith(POPUP)
        ? [
            {
              tag: "script",
              // Async, or it would wait for the style sheet.
              attrs: { type: "module", async: true, src: `/${PREFETCH}.js` },
              injectTo: "head-prepend",
            },
          ]
        : [],
    }),
  };
}

/** Where a page's script stands in the build, without its ending. */
function scriptOf(page: string): string {
  return page.replace(/^src\//, "").replace(/index\.html$/, "main");
}

/** An address of the extension says nothing of how its sources are kept. */
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

function manifestFile(manifest: object): Plugin {
  return {
    name: "trust-ready:manifest",
    generateBundle() {
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "manifest.json", source });
    },
  };
}
