/**
 * Renews `src/probe/firefox-sentences.json`, and adds new errors to `nss-errors.json`, from installed Firefox files:
 *
 *   npx tsx build/firefox-sentences.ts FIREFOX_DIRECTORY [DIRECTORY_OF_LANGUAGE_PACKS …]
 *
 * Firefox reports a TLS fault as a sentence in its own language. The table stores no sentence, only which NSS error
 * has a sentence with this digest in any language. Name the directories of several versions to read the sentences of
 * all of them. Throws if a sentence is neither in the table nor in `firefox-unread.json`.
 */
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import unread from "../src/probe/firefox-unread.json" with { type: "json" };
import { digestList, digestOf } from "../src/probe/sentence-digest.ts";
import { ROOT } from "./files.ts";
import { readProperties } from "./properties.ts";

const FILE = join(ROOT, "src/probe/firefox-sentences.json");
const CODES_FILE = join(ROOT, "src/probe/nss-errors.json");
const SENTENCES = /^chrome\/[^/]+\/locale\/([^/]+)\/pipnss\/(nsserrors|pipnss)\.properties$/;

/**
 * Errors whose sentence Firefox takes from pipnss.properties under this key, not from nsserrors.properties
 * (getOverrideErrorStringName in security/manager/ssl/nsNSSErrors.cpp). test/browsers/error-words.test.ts asks Firefox.
 */
const OVERRIDES: Record<string, string> = {
  certErrorTrust_MitM: "MOZILLA_PKIX_ERROR_MITM_DETECTED",
  PSMERR_HostReusedIssuerSerial: "SEC_ERROR_REUSED_ISSUER_AND_SERIAL",
  PSMERR_SSL2_Disabled: "SSL_ERROR_SSL2_DISABLED",
  PSMERR_SSL_Disabled: "SSL_ERROR_SSL_DISABLED",
};
const OVERRIDDEN = new Set(Object.values(OVERRIDES));

/** What an SSL error is called unless the table says otherwise: none of them speaks of a certificate by itself. */
const DEFAULT_CODE = "handshake-failed";

/**
 * Wins a sentence that is shared with another code. Three translations say "not yet valid" of an empty issuer or of
 * too long a validity, which public authorities do not issue; wrong clocks are common.
 */
const LIKELY_CODE = "date-invalid";

interface Row {
  symbol: string;
  digests: string;
}

const table = JSON.parse(readFileSync(FILE, "utf8")) as {
  date: string;
  languages: number;
  errors: Row[];
};
const meanings = JSON.parse(readFileSync(CODES_FILE, "utf8")) as {
  date: string;
  codes: Record<string, string>;
};
const found = new Map<string, Set<string>>();
const languages = new Set<string>();

for (const archive of process.argv.slice(2).flatMap(archivesUnder)) {
  const zip = await JSZip.loadAsync(readFileSync(archive)).catch(() => null);
  for (const entry of Object.values(zip?.files ?? {})) {
    const [, language, file] = SENTENCES.exec(entry.name) ?? [];
    if (!language) continue;
    languages.add(language);
    for (const [key, sentence] of readProperties(await entry.async("string"))) {
      const symbol = file === "pipnss" ? OVERRIDES[key] : key;
      if (!symbol || (file !== "pipnss" && OVERRIDDEN.has(symbol))) continue;
      found.set(symbol, (found.get(symbol) ?? new Set()).add(await digestOf(sentence)));
    }
  }
}

if (!languages.size)
  throw new Error("No sentences found: name Firefox's directory and those of language packs.");
const known = new Set([
  ...table.errors.map(({ symbol }) => symbol),
  ...unread.tls.flatMap(({ symbols }) => symbols),
]);
const added = [...found.keys()].filter((symbol) => !known.has(symbol));
const strange = added.filter((symbol) => !symbol.startsWith("SSL_ERROR_"));
if (strange.length) throw new Error(`Neither in the table nor unread: ${strange.join(", ")}`);
for (const symbol of added) {
  table.errors.push({ symbol, digests: "" });
  meanings.codes[symbol] = DEFAULT_CODE;
}
table.errors.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));

const kept = new Map<string, string[]>();
const codes = new Map(Object.entries(meanings.codes));
for (const row of table.errors) {
  const digests = [...(found.get(row.symbol) ?? [])].filter((digest) => {
    const others = [...codes].filter(
      ([symbol, code]) => code !== codes.get(row.symbol) && found.get(symbol)?.has(digest),
    );
    // A sentence shared by errors with different codes identifies neither, unless it speaks of a date.
    return codes.get(row.symbol) === LIKELY_CODE || others.length === 0;
  });
  kept.set(row.symbol, digests);
}
const all = new Set([...kept.values()].flat());
table.errors = table.errors.map(({ symbol }) => ({
  symbol,
  ...digestList(kept.get(symbol) ?? [], all),
}));
table.languages = languages.size;
table.date = new Date().toISOString().slice(0, 10);
meanings.date = table.date;
meanings.codes = Object.fromEntries(
  Object.entries(meanings.codes).toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(FILE, `${JSON.stringify(table, null, 2)}\n`);
writeFileSync(CODES_FILE, `${JSON.stringify(meanings, null, 2)}\n`);
process.stdout.write(`${languages.size} languages, ${table.errors.length} errors\n`);

function archivesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => /\.(xpi|ja)$/.test(path) && statSync(path).isFile());
}
