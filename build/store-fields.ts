/** The fields of the extension stores: `store/*.md`, with the texts filled in that other files have. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "./config.ts";
import { ROOT, readJson } from "./files.ts";

export const STORES = ["chrome", "edge", "firefox"] as const;
export type Store = (typeof STORES)[number];

/** Texts by the names of their fields, in the order of the store's form. Null: needs the repository's address. */
export type StoreFields = Map<string, string | null>;

/** The heading of `PERMISSIONS.md` that stands for all origins of AWS console pages. */
export const CONSOLE_GROUP = "AWS console pages";

/** `package.json` names the repository only once it is public. */
type PackageFile = { repository?: string; license: string; engines: { node: string } };

export function storeFields(store: Store): StoreFields {
  const values = valueTable();
  const fields = [...sectionsOf(readText(`store/${store}.md`))];
  return new Map(fields.map(([field, text]) => [field, filled(text, values)]));
}

/** What `web-ext sign --amo-metadata` sends: the fields that addons.mozilla.org's interface for programs has. */
export function amoMetadata(fields: StoreFields): object {
  const text = (field: string) => fields.get(field) ?? undefined;
  const localized = (field: string) => {
    const own = text(field);
    return own === undefined ? undefined : { "en-US": own };
  };
  return {
    summary: localized("Summary"),
    description: localized("Description"),
    categories: text("Categories")?.split("\n"),
    tags: text("Tags")?.split("\n"),
    homepage: localized("Homepage"),
    support_url: localized("Support website"),
    is_experimental: text("Experimental") !== "No",
    requires_payment: text("Requires payment") !== "No",
    version: { license: text("License"), approval_notes: text("Notes for Reviewers") },
  };
}

/** Headings of the second level with the texts below them. */
export function sectionsOf(markdown: string): Map<string, string> {
  const [, ...parts] = markdown.split(/^## /m);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf("\n");
      return [part.slice(0, end).replaceAll("`", ""), part.slice(end).trim()];
    }),
  );
}

/** Replaces each `{{name}}` by its value, also within values. */
function filled(text: string, values: ReadonlyMap<string, string | null>): string | null {
  let isMissing = false;
  const whole = text.replaceAll(/\{\{(.+?)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`store/ has no text for {{${name}}}`);
    const inner = value === null ? null : filled(value, values);
    if (inner === null) isMissing = true;
    return inner ?? "";
  });
  return isMissing ? null : whole;
}

function valueTable(): Map<string, string | null> {
  const { repository, license, engines } = readJson<PackageFile>("package.json");
  const messages = readJson<Record<string, { message: string }>>(
    "public/_locales/en/messages.json",
  );
  const permissions = [...sectionsOf(readText("PERMISSIONS.md"))].map(
    ([name, text]) => [name, unwrapped(text)] as const,
  );
  const hosts = permissions.filter(([name]) => name === CONSOLE_GROUP || name.includes("://"));
  const { minimum_chrome_version, browser_specific_settings } = readManifest();
  const { gecko, gecko_android } = browser_specific_settings;
  return new Map<string, string | null>([
    ...Object.entries(messages).map(([key, { message }]) => [`message.${key}`, message] as const),
    ...prefixed("shared", sectionsOf(readText("store/shared.md"))),
    ...prefixed("permission", permissions),
    ["permission.hosts", hosts.map(([name, text]) => `${name}: ${text}`).join("\n")],
    ["oldest.chromium", majorOf(minimum_chrome_version)],
    ["oldest.firefox", majorOf(gecko.strict_min_version)],
    ["oldest.android", majorOf(gecko_android.strict_min_version)],
    ["tried.chromium", triedVersions("Chromium")],
    ["tried.firefox", triedVersions("Firefox")],
    ["node", engines.node.replace(/^>=/, "")],
    ["license", license],
    ["policy", privacyPolicy()],
    ["repository", repository ?? null],
  ]);
}

function prefixed(prefix: string, entries: Iterable<readonly [string, string]>) {
  return [...entries].map(([name, text]) => [`${prefix}.${name}`, text] as const);
}

function majorOf(version: string): string {
  return String(Number.parseInt(version, 10));
}

/** The versions in which every scenario was played, with the days: rows of `docs/tested-browsers.md`. */
function triedVersions(browser: "Chromium" | "Firefox"): string {
  const rows = readText("docs/tested-browsers.md").matchAll(
    /^\| (\w+) \| ([\d.]+) \| \S+ \| \d+ of \d+ \| (\d{4}-\d\d-\d\d) \|$/gm,
  );
  const versions = [...rows].flatMap(([, name, version, day]) =>
    name === browser ? [`${browser} ${version} (${day})`] : [],
  );
  return new Intl.ListFormat("en").format(versions);
}

/** `PRIVACY.md` in the few forms that addons.mozilla.org knows: it has no headings. */
function privacyPolicy(): string {
  const [, text = ""] = readText("PRIVACY.md").split(/^# .*$/m);
  return unwrapped(text.replaceAll(/^## (.*)$/gm, "**$1**")).trim();
}

/** One line per paragraph and per item of a list: forms show line breaks as they are. */
function unwrapped(markdown: string): string {
  return markdown.replaceAll(/(\S)\n(?!\n|- )\s*/g, "$1 ");
}

function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
