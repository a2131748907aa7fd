/** The texts in `store/` fit into the stores' forms and agree with the manifests and with what was tested. */
import { describe, expect, test } from "vitest";
import { readManifest } from "../../build/config.ts";
import { readJson } from "../../build/files.ts";
import { manifestFor } from "../../build/manifest.ts";
import {
  amoMetadata,
  CONSOLE_GROUP,
  sectionsOf,
  STORES,
  storeFields,
  type Store,
  type StoreFields,
} from "../../build/store-fields.ts";
import { consoleOrigins } from "../../src/core/console-hosts.ts";
import { BROWSER_FAMILIES, type BrowserFamily } from "../../src/core/vocabulary.ts";
import messages from "../../public/_locales/en/messages.json";
import { recordedRows } from "../browsers/versions/results.ts";
import { read, repositoryFiles } from "./repository.ts";

interface FieldRow {
  field: string;
  min?: number;
  max?: number;
  choices?: string[];
  items?: { max: number; length?: number; words?: number };
}

const { stores } = readJson<{ stores: Record<Store, FieldRow[]> }>("store/fields.json");
const source = readManifest();
const ADDRESS = "https://example.com/trust-ready";

/** A field's text as it is submitted. */
function textOf(fields: StoreFields, field: string): string {
  if (!fields.has(field)) throw new Error(`No field ${field}`);
  return fields.get(field) ?? ADDRESS;
}

function faultsOf(text: string, { min = 1, max = Infinity, choices, items }: FieldRow): string[] {
  // In UTF-16 units, of which a text never has fewer than characters.
  const { length } = text;
  const faults: string[] = [];
  if (length < min || length > max) faults.push(`${length} characters`);
  if (choices && !choices.includes(text)) faults.push(`no choice: ${text}`);
  if (!items) return faults;
  const lines = text.split("\n");
  if (lines.length > items.max) faults.push(`${lines.length} items`);
  const long = lines.filter((line) => line.length > (items.length ?? Infinity));
  const words = text.split(/\s+/).length;
  if (words > (items.words ?? Infinity)) faults.push(`${words} words`);
  return [...faults, ...long.map((line) => `${line.length} characters: ${line}`)];
}

describe.each(STORES)("the texts for %s", (store) => {
  const fields = storeFields(store);

  test("are those that its form asks for, in its order", () => {
    expect([...fields.keys()]).toEqual(stores[store].map(({ field }) => field));
  });

  test("keep the store's limits", () => {
    const faults = stores[store].flatMap((row) =>
      faultsOf(textOf(fields, row.field), row).map((fault) => `${row.field}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  test("lack nothing but the repository's address", () => {
    const lacking = [...fields].filter(([, text]) => text === null).map(([field]) => field);
    const raw = sectionsOf(read(`store/${store}.md`));
    const addressed = [...raw].filter(([, text]) => text.includes("{{repository}}"));
    const { repository } = readJson<{ repository?: string }>("package.json");
    expect(lacking).toEqual(repository ? [] : addressed.map(([field]) => field));
  });

  test("show the name and the description of the package", () => {
    const [name, summary] = ["Name", "Summary"].map((field) =>
      textOf(fields, STORE_NAMES[store]?.[field] ?? field),
    );
    expect(name).toBe(messages.extensionName.message);
    expect(summary).toBe(messages.extensionDescription.message);
  });

  test("name no version of a browser but the oldest one and those that were tried", () => {
    const family: BrowserFamily = store === "firefox" ? "firefox" : "chromium";
    const tried = recordedRows(read("docs/tested-browsers.md"))
      .filter((row) => row.family === family)
      .map(({ version }) => version);
    const found = [...fields.values()].flatMap((text) => versionsIn(text ?? ""));
    expect(new Set(found)).toEqual(new Set([...OLDEST[family], ...tried]));
  });

  test("are one line per paragraph, as forms show them", () => {
    const wrapped = [...fields].filter(([, text]) =>
      text?.split("\n").some((line) => /[a-z,]$/.test(line) && line.length > 60),
    );
    expect(wrapped).toEqual([]);
  });
});

/** Edge's names of fields that others name alike. */
const STORE_NAMES: Partial<Record<Store, Record<string, string>>> = {
  edge: { Name: "Extension name", Summary: "Short description" },
};

test("name and description of the package fit into every store in every language", () => {
  const shortest = (field: string) =>
    Math.min(
      ...STORES.map((store) => {
        const name = STORE_NAMES[store]?.[field] ?? field;
        return stores[store].find((row) => row.field === name)!.max!;
      }),
    );
  const files = repositoryFiles().filter((name) => /^public\/_locales\/.*\.json$/.test(name));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const { extensionName, extensionDescription } = readJson<Partial<typeof messages>>(file);
    expect(extensionName?.message.length ?? 0, file).toBeLessThanOrEqual(shortest("Name"));
    expect(extensionDescription?.message.length ?? 0, file).toBeLessThanOrEqual(
      shortest("Summary"),
    );
  }
});

const { gecko, gecko_android } = source.browser_specific_settings;
/** In every description. */
const OLDEST: Record<BrowserFamily, string[]> = {
  chromium: [source.minimum_chrome_version],
  firefox: [gecko, gecko_android].map(({ strict_min_version }) =>
    strict_min_version.replace(/\.0$/, ""),
  ),
};

/** Numbers that follow a browser's name. */
function versionsIn(text: string): string[] {
  const found = text.matchAll(
    /\b(?:Chrome|Chromium|Edge|Firefox|Android)\b(?: version)? (\d[\d.]*\d)/g,
  );
  return [...found].map(([, version]) => version!);
}

test.each([
  ["Chrome 119 and Edge 121", ["119", "121"]],
  ["Chromium 120.0.6099.224 (2026-11-30), or Firefox version 139.", ["120.0.6099.224", "139"]],
  ["Edge, 24 hours", []],
])("the versions in “%s” are %j", (text, versions) => {
  expect(versionsIn(text)).toEqual(versions);
});

test("no text in store/ has a version by hand", () => {
  const files = repositoryFiles().filter((name) => /^store\/.*\.md$/.test(name));
  expect(files).toHaveLength(STORES.length + 1);
  expect(files.flatMap((name) => versionsIn(read(name)))).toEqual([]);
});

describe("each permission has one justification", () => {
  const explained = [...sectionsOf(read("PERMISSIONS.md")).keys()];
  const manifests = BROWSER_FAMILIES.map((family) => manifestFor(family, source, source.version));
  const declared = manifests.flatMap((manifest) =>
    [
      "permissions",
      "host_permissions",
      "optional_permissions",
      "optional_host_permissions",
    ].flatMap((key) => (manifest[key] as string[] | undefined) ?? []),
  );
  const console = new Set(consoleOrigins());
  const groups = declared.map((name) => (console.has(name) ? CONSOLE_GROUP : name));

  test("in PERMISSIONS.md, and none is stale", () => {
    const [last, ...permissions] = explained.toReversed();
    expect(last).toBe("Without a permission");
    expect(permissions.toSorted()).toEqual([...new Set(groups)].toSorted());
  });

  test.each(["chrome", "edge"] as const)("in the form of %s", (store) => {
    const asked = [...storeFields(store).keys()].flatMap((field) => {
      const [, name] = /^(.+) justification$/.exec(field) ?? [];
      return name ?? [];
    });
    const { permissions } = manifestFor("chromium", source, source.version);
    expect(asked).toEqual([...(permissions as string[]), "Host permission"]);
    const hosts = textOf(storeFields(store), "Host permission justification").split("\n");
    const names = hosts.map((line) => line.slice(0, line.indexOf(": ")));
    expect(names).toEqual(explained.filter((name) => name === CONSOLE_GROUP || /:\/\//.test(name)));
  });

  test("which the notes for Firefox's reviewers point to", () => {
    const notes = textOf(storeFields("firefox"), "Notes for Reviewers");
    expect(notes).toContain("PERMISSIONS.md");
    expect(notes).toMatch(/webRequestBlocking: Firefox only\. Firefox shows certificates/);
  });
});

test("what web-ext sends to addons.mozilla.org are the same texts", () => {
  const fields = storeFields("firefox");
  const { gecko: firefox } = source.browser_specific_settings as unknown as {
    gecko: { data_collection_permissions: { required: string[] } };
  };
  expect(firefox.data_collection_permissions.required).toEqual([textOf(fields, "Data collection")]);
  const localized = (field: string) => ({ "en-US": textOf(fields, field) });
  expect(
    amoMetadata(new Map([...fields].map(([field, text]) => [field, text ?? ADDRESS]))),
  ).toEqual({
    summary: localized("Summary"),
    description: localized("Description"),
    categories: ["privacy-security"],
    tags: ["security"],
    homepage: localized("Homepage"),
    support_url: localized("Support website"),
    is_experimental: false,
    requires_payment: false,
    version: {
      license: readJson<{ license: string }>("package.json").license,
      approval_notes: textOf(fields, "Notes for Reviewers"),
    },
  });
});
