/**
 * Renews `src/probe/firefox-sentences.json` from installed Firefox files:
 *
 *   npx tsx build/firefox-sentences.ts FIREFOX_DIRECTORY [DIRECTORY_OF_LANGUAGE_PACKS …]
 *
 * Firefox tells a TLS fault as a sentence in its own language. The table holds no sentence: only which NSS
 * error has a sentence with this digest in any language.
 */
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { digestOf } from "../src/probe/sentence-digest.ts";
import { ROOT } from "./files.ts";

const FILE = join(ROOT, "src/probe/firefox-sentences.json");
const SENTENCES = /chrome\/[^/]+\/locale\/[^/]+\/pipnss\/nsserrors\.properties$/;

const table = JSON.parse(readFileSync(FILE, "utf8")) as {
  date: string;
  languages: number;
  errors: { symbol: string; code: string; digests: string }[];
};
const found = new Map<string, Set<string>>();
let languages = 0;

for (const archive of process.argv.slice(2).flatMap(archivesUnder)) {
  const zip = await JSZip.loadAsync(readFileSync(archive)).catch(() => null);
  const entry = zip && Object.values(zip.files).find(({ name }) => SENTENCES.test(name));
  if (!entry) continue;
  languages += 1;
  for (const [symbol, sentence] of pairsOf(await entry.async("string"))) {
    const digests = found.get(symbol) ?? new Set();
    found.set(symbol, digests.add(await digestOf(sentence)));
  }
}

if (!languages)
  throw new Error("No sentences found: name Firefox's directory and those of language packs.");
const codes = new Map(table.errors.map(({ symbol, code }) => [symbol, code]));
for (const row of table.errors) {
  const digests = [...(found.get(row.symbol) ?? [])].filter((digest) => {
    // A sentence that two errors with different codes share tells neither.
    return [...codes].every(
      ([symbol, code]) => code === row.code || !found.get(symbol)?.has(digest),
    );
  });
  row.digests = digests.toSorted().join("");
}
table.languages = languages;
table.date = new Date().toISOString().slice(0, 10);
writeFileSync(FILE, `${JSON.stringify(table, null, 2)}\n`);
process.stdout.write(`${languages} languages, ${table.errors.length} errors\n`);

function archivesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => /\.(xpi|ja)$/.test(path) && statSync(path).isFile());
}

function pairsOf(text: string): [string, string][] {
  return text.split("\n").flatMap((line): [string, string][] => {
    const [, symbol, sentence] = /^([A-Z0-9_]+)\s*=\s*(.+)$/.exec(line) ?? [];
    return symbol && sentence ? [[symbol, sentence.trim()]] : [];
  });
}
