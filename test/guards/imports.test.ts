import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, read, sourceFiles, visit } from "./repository.ts";

interface Room {
  /** Other rooms from which it may import. */
  from: string[];
  /** Rooms of which it may know the types alone. */
  typesFrom?: string[];
  packages?: string[];
  /** Packages of which it may know the types alone. */
  typePackages?: string[];
}

/** Which way imports point: ARCHITECTURE.md's drawing as a table. */
const ROOMS: Record<string, Room> = {
  // Of `public`, the schema of its own report.
  "src/core": {
    from: ["public"],
    packages: ["@cfworker/json-schema"],
  },
  "src/platform": {
    from: ["src/core"],
    typesFrom: ["public"],
    packages: ["webextension-polyfill"],
  },
  // Runs in pages, workers and node, so it knows no browser.
  "src/probe/log": { from: ["src/core", "src/probe"] },
  // The browsers' words and what they mean: the one part of the probe that the guide reads.
  "src/probe/words.ts": { from: ["src/core", "src/probe"] },
  "src/probe": {
    from: ["src/core", "src/platform"],
    typePackages: ["webextension-polyfill"],
  },
  "src/background": {
    from: ["src/core", "src/probe", "src/platform"],
    packages: ["virtual:catalogue"],
  },
  "src/guidance": { from: ["src/core", "src/probe/words.ts"] },
  "src/training": { from: ["src/core"] },
  "src/sharing": { from: ["src/core"], typesFrom: ["src/reading"] },
  "src/reading": {
    from: ["src/core", "src/probe/log"],
  },
  "src/report-text": {
    from: ["src/core", "src/guidance", "src/reading", "src/sharing"],
    typesFrom: ["src/platform"],
  },
  "src/view": {
    from: ["src/core", "src/guidance", "src/sharing", "src/report-text"],
    typesFrom: ["src/platform"],
    packages: ["preact", "preact/hooks"],
  },
  "src/pages/mount.tsx": {
    from: ["src/core", "src/view", "src/platform"],
    packages: ["preact"],
  },
  // The one page that probes: its tests are its tab's, and end with it.
  "src/pages/endpoints": {
    from: [
      "src/core",
      "src/guidance",
      "src/report-text",
      "src/view",
      "src/platform",
      "src/probe",
      "src/pages/mount.tsx",
    ],
    packages: ["preact", "preact/hooks", "virtual:catalogue"],
  },
  "src/pages/report": {
    from: [
      "src/core",
      "src/guidance",
      "src/report-text",
      "src/view",
      "src/platform",
      "src/probe/log",
      "src/reading",
      "src/pages/mount.tsx",
    ],
    packages: ["preact", "preact/hooks", "virtual:catalogue"],
  },
  "src/pages": {
    from: [
      "src/core",
      "src/guidance",
      "src/reading",
      "src/report-text",
      "src/training",
      "src/view",
      "src/platform",
      "src/pages/mount.tsx",
    ],
    packages: [
      "preact",
      "preact/hooks",
      "virtual:catalogue",
      "virtual:root-files",
      "virtual:root-certificates",
    ],
  },
  popup: {
    from: ["src/core", "src/guidance", "src/report-text", "src/view", "src/platform"],
    packages: ["preact", "preact/hooks", "virtual:catalogue-names", "virtual:catalogue"],
  },
};

/** Packages that one file alone may load. */
const SOLE_DOORS: Record<string, string> = {
  "@peculiar/x509": "src/core/certificate/signature.ts",
  "reflect-metadata/lite": "src/core/certificate/signature.ts",
  "webextension-polyfill": "src/platform/browser.ts",
};

/** What the core must not know: the browser, the page, the network, the clock. */
const OUTSIDE = new Set(
  `browser chrome document window self navigator location localStorage sessionStorage indexedDB fetch
  XMLHttpRequest WebSocket Worker performance setTimeout setInterval requestAnimationFrame`.split(
    /\s+/,
  ),
);

function roomOf(path: string): string | undefined {
  return [...Object.keys(ROOMS), "public", "test", "build"].find(
    (room) => path === room || path.startsWith(`${room}/`),
  );
}

/** Imports of a file that its room does not allow, as sentences. */
function strayImports(name: string, code: string): string[] {
  const room = roomOf(name);
  const rules = room === undefined ? undefined : ROOMS[room];
  if (!rules) return [`${name} stands in no room`];
  return importsOf(name, code).flatMap(({ specifier, typeOnly }) => {
    const stray = `${name} imports ${specifier}`;
    if (!specifier.startsWith(".")) {
      const door = SOLE_DOORS[specifier] ?? name;
      const allowed =
        (rules.packages?.includes(specifier) && door === name) ||
        (typeOnly && rules.typePackages?.includes(specifier));
      return allowed ? [] : [stray];
    }
    const path = posix.join(posix.dirname(name), specifier);
    const target = roomOf(path);
    if (target === undefined || isOtherPage(name, path)) return [stray];
    const allowed =
      target === room ||
      rules.from.includes(target) ||
      (typeOnly && rules.typesFrom?.includes(target));
    return allowed ? [] : [stray];
  });
}

/** Whether both files belong to pages, but not to the same one. */
function isOtherPage(from: string, to: string): boolean {
  const [one, other] = [from, to].map((path) => /^src\/pages\/([^/]+)\//.exec(path)?.[1]);
  return one !== undefined && other !== undefined && one !== other;
}

/** What a file of the core uses of the world outside it. */
function outsideUses(name: string, code: string): string[] {
  const uses: string[] = [];
  const names = new Set<number>();
  const own = boundNames(name, code);
  visit(name, code, {
    // Names of properties are not uses of a global.
    MemberExpression: (node) => {
      if (!node.computed) names.add(node.property.start);
      if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
      const member = `${node.object.name}.${node.property.name}`;
      if (member === "Date.now" || member === "Math.random") uses.push(`${name}: ${member}`);
    },
    Property: (node) => {
      if (!node.computed && !node.shorthand) names.add(node.key.start);
    },
    TSPropertySignature: (node) => void names.add(node.key.start),
    TSMethodSignature: (node) => void names.add(node.key.start),
    NewExpression: (node) => {
      const { callee } = node;
      if (callee.type !== "Identifier" || callee.name !== "Date") return;
      if (node.arguments.length === 0) uses.push(`${name}: new Date()`);
    },
    Identifier: (node) => {
      if (names.has(node.start) || own.has(node.name)) return;
      if (OUTSIDE.has(node.name)) uses.push(`${name}: ${node.name}`);
    },
  });
  return uses;
}

/** Names that a file gives to something of its own: variables and parameters. */
function boundNames(name: string, code: string): Set<string> {
  const bound = new Set<string>();
  const bind = (pattern: unknown): void => {
    const node = pattern as { type?: string; name?: string } & Record<string, unknown>;
    if (node?.type === "Identifier") bound.add(node.name!);
    if (node?.type === "ObjectPattern") (node["properties"] as unknown[]).forEach(bind);
    if (node?.type === "ArrayPattern") (node["elements"] as unknown[]).forEach(bind);
    if (node?.type === "Property") bind(node["value"]);
    if (node?.type === "AssignmentPattern") bind(node["left"]);
    if (node?.type === "RestElement") bind(node["argument"]);
  };
  visit(name, code, {
    VariableDeclarator: (node) => bind(node.id),
    FunctionDeclaration: (node) => node.params.forEach(bind),
    FunctionExpression: (node) => node.params.forEach(bind),
    ArrowFunctionExpression: (node) => node.params.forEach(bind),
  });
  return bound;
}

const files = sourceFiles("src", "popup");

describe("imports", () => {
  test("point the way of the drawing", () => {
    expect(files.flatMap((name) => strayImports(name, read(name)))).toEqual([]);
  });

  test.each([
    ["src/core/a.ts", `import type { A } from "../probe/port.ts";`],
    ["src/core/a.ts", `import { X509Certificate } from "@peculiar/x509";`],
    ["src/probe/a.ts", `import browser from "webextension-polyfill";`],
    ["src/probe/a.ts", `export * from "../background/store.ts";`],
    ["src/view/a.tsx", `import { call } from "../platform/calls.ts";`],
    ["src/guidance/a.ts", `import { codes } from "../probe/chromium-errors.json";`],
    ["src/guidance/a.ts", `type T = import("../platform/i18n.ts").T;`],
    ["popup/a.tsx", `const probe = await import("../src/probe/index.ts");`],
    ["src/pages/report/a.tsx", `import "../../background/index.ts";`],
    ["src/pages/desk/a.tsx", `import { History } from "../report/History.tsx";`],
    ["src/report-text/a.ts", `import { useView } from "../view/view-context.ts";`],
    ["src/report-text/a.ts", `import { h } from "preact";`],
    ["src/sharing/a.ts", `import { keyOf } from "../report-text/translator.ts";`],
    ["src/new/a.ts", ``],
  ])("a stray one is seen: %s: %s", (name, code) => {
    expect(strayImports(name, code)).toHaveLength(1);
  });

  test("a type alone may come from further away", () => {
    const code = `import type { Translate } from "../platform/i18n.ts";`;
    expect(strayImports("src/view/a.tsx", code)).toEqual([]);
  });
});

describe("the core", () => {
  test("knows no browser, page, network or clock", () => {
    const core = files.filter((name) => name.startsWith("src/core/"));
    expect(core.length).toBeGreaterThan(0);
    expect(core.flatMap((name) => outsideUses(name, read(name)))).toEqual([]);
  });

  test.each(["browser.tabs", "fetch('x')", "Date.now()", "new Date()", "[document]"])(
    "a use of the outside is seen: %s",
    (code) => {
      expect(outsideUses("src/core/a.ts", code)).toHaveLength(1);
    },
  );

  test.each([
    "const a = { browser: 1, fetch: 2 }; a.browser + new Date(0).getTime();",
    "function name({ browser }: { browser: string }) { return browser.length; }",
    "interface A { location: string; fetch(): void }",
  ])("its own things may share a global's name: %s", (code) => {
    expect(outsideUses("src/core/a.ts", code)).toEqual([]);
  });
});
