/**
 * `npm run read -- [--json] FILE…|-`: reads certificates, bundles, keystores, logs and texts as the page does.
 * Exit code 0: nothing wrong; 1: something is; 2: a file could not be read, or nothing in it was recognised.
 */
import { createReadStream, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { chosenCatalogue } from "../build/catalogue.ts";
import { readJson } from "../build/files.ts";
import { rootCertificatesOf } from "../build/root-files.ts";
import type { Bytes } from "../src/core/bytes.ts";
import { isProblem } from "../src/reading/finding-codes.ts";
import type { Reading, Source } from "../src/reading/model.ts";
import { decodeText } from "../src/reading/decode-text.ts";
import { readSources } from "../src/reading/read.ts";
import { wholeOf } from "../src/reading/whole.ts";
import { isPublishedWord, mayHoldErrors, withErrors } from "../src/report-text/error-findings.ts";
import { visible } from "../src/report-text/untrusted-text.ts";
import { readingText } from "../src/report-text/reading-forms.ts";
import { writeReading } from "../src/report-text/reading-share.ts";
import { REDACTIONS } from "../src/sharing/private.ts";
import { redactReading } from "../src/sharing/redact-reading.ts";
import { ALL_REDACTED } from "../src/sharing/redact.ts";
import { parseOptions } from "./options.ts";
import { translateEnglish } from "./translate.ts";

/** Bytes that are read at once. */
const CHUNK = 1024 * 1024;

/** Exit code. */
const UNREADABLE = 2;

const USAGE = `npm run read -- [options] FILE…

  FILE               a certificate, bundle, keystore, log or text; - reads standard input
  --json             print one line of JSON per file
  --redact           leave out what names a network, a person or a file
  --at YYYY-MM-DD    judge validity on this day instead of today
  --password-file F  a keystore's password is the first line of this file

Exit code: 0 nothing wrong, 1 something is, 2 a file could not be read.
`;

async function main(): Promise<number> {
  const { values, positionals } = parse(process.argv.slice(2));
  if (values.help) return print(USAGE, 0);
  if (!positionals.length) throw new Error(USAGE);
  const at = values.at === undefined ? Date.now() : Date.parse(values.at);
  if (Number.isNaN(at)) throw new Error(`--at takes a day such as 2026-11-30, not "${values.at}"`);
  const catalogue = chosenCatalogue();
  const sources = positionals.flatMap((path) => sourceOf(path) ?? []);
  const isWhole = sources.length === positionals.length;
  if (!sources.length) return UNREADABLE;
  const read = await readSources(sources, {
    catalogue,
    rootCertificates: rootCertificatesOf(catalogue),
    at,
    passwords: values["password-file"] === undefined ? [] : [firstLine(values["password-file"])],
    toolVersion: readJson<{ version: string }>("package.json").version,
    onProgress: () => {},
  });
  const files = read.files.map(async (file, index) => {
    if (!mayHoldErrors(file)) return file;
    return withErrors(file, decodeText(await wholeOf(sources[index]!)) ?? "");
  });
  const whole = { ...read, files: await Promise.all(files) };
  const known = { catalogue, isPublicWord: isPublishedWord };
  const reading = values.redact ? redactReading(whole, known, ALL_REDACTED) : whole;
  const words = { t: translateEnglish, language: "en", roots: catalogue.roots };
  const code = isWhole ? exitCode(reading) : UNREADABLE;
  const redacted = values.redact ? REDACTIONS : [];
  const about = { readAt: Date.now(), judgedAt: at, redacted };
  return print(
    values.json ? writeReading("json", reading, words, about) : readingText(reading, words),
    code,
  );
}

function parse(args: string[]) {
  const options = {
    json: { type: "boolean", default: false },
    redact: { type: "boolean", default: false },
    at: { type: "string" },
    "password-file": { type: "string" },
    help: { type: "boolean" },
  } as const;
  return parseOptions(args, options, USAGE);
}

/** Null if there is no such file, which is told. */
function sourceOf(path: string): Source | null {
  if (path === "-") {
    const bytes = Uint8Array.from(readFileSync(0));
    return {
      name: "",
      size: bytes.length,
      chunks: async function* () {
        yield bytes;
      },
    };
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    const why = found ? "not a file" : "no such file";
    process.stderr.write(`${visible(path)}: ${why}\n`);
    return null;
  }
  const { size } = found;
  const chunks = () => createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Bytes>;
  return { name: basename(path), size, chunks };
}

function firstLine(path: string): string {
  return readFileSync(path, "utf8").split(/\r?\n/)[0]!;
}

function exitCode({ files }: Reading): number {
  if (files.some(({ kind }) => kind === "nothing")) return UNREADABLE;
  return files.some(({ findings }) => isProblem(findings)) ? 1 : 0;
}

function print(text: string, code: number): number {
  process.stdout.write(text);
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
