/** In command templates, `{placeholder}` is a value from the catalogue. */
import { base64Of, bytesOfHex } from "../core/bytes.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";

export type CommandValues = Record<string, string>;

const PLACEHOLDER = /\{(\w+)\}/g;

/** Doubled braces are literal. Throws if a value is missing. */
export function fill(template: string, values: CommandValues): string {
  return template
    .replaceAll("{{", "\u0001")
    .replaceAll("}}", "\u0002")
    .replace(PLACEHOLDER, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no value for {${name}} in: ${template}`);
      return value;
    })
    .replaceAll("\u0001", "{")
    .replaceAll("\u0002", "}");
}

export function placeholders(template: string): string[] {
  const bare = template.replaceAll("{{", "").replaceAll("}}", "");
  return [...bare.matchAll(PLACEHOLDER)].map(([, name]) => name!);
}

/** Omits what the catalogue lacks. `sha256` and `spki`: hex. `SHA256`: upper case. `host`: the valid test host. */
export function rootValues(root: CatalogueRoot): CommandValues {
  const { id, name, certificateSha256: sha256, spkiSha256: spki } = root;
  const url = (format: "pem" | "der") =>
    root.downloads.find((download) => download.format === format)?.url;
  const test = root.tests.find(({ kind }) => kind === "valid")?.urls[0];
  const SHA256 = sha256.toUpperCase();
  const pairs = {
    id,
    name,
    pemUrl: url("pem"),
    pemFile: fileName(url("pem")),
    derUrl: url("der"),
    derFile: fileName(url("der")),
    sha256,
    SHA256,
    fingerprint: SHA256.match(/../g)!.join(":"),
    spki,
    spki64: base64Of(bytesOfHex(spki)),
    host: test && new URL(test).hostname,
  };
  return Object.fromEntries(
    Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

function fileName(url: string | undefined): string | undefined {
  return url && decodeURIComponent(new URL(url).pathname.split("/").at(-1)!);
}
