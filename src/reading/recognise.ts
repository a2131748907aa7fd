/** Says what the bytes of a file or of a pasted text are, and cuts out the certificates. By content, never by name. */
import type { Bytes } from "../core/bytes.ts";
import { isReportJson, isSharedReading, REPORT_LIMIT, sharedForm } from "../core/shared-forms.ts";
import { findBareBase64 } from "./containers/bare-base64.ts";
import { isDer, readDer } from "./containers/der.ts";
import { isJks, readJks } from "./containers/jks.ts";
import { findPem, type PemBlock } from "./containers/pem.ts";
import { readPkcs12 } from "./containers/pkcs12.ts";
import { append, fault, joined, recognised, textFacts, type Contents } from "./contents.ts";
import { decodeText } from "./decode-text.ts";
import { lineCounter } from "./lines.ts";
import { MAX_BYTES } from "./limits.ts";
import type { Format, PartFaultCode, Recognised } from "./model.ts";
import { findAddresses } from "./texts/certificate-address.ts";
import { chromeError } from "./texts/chrome-error.ts";
import { chromeRootStore } from "./texts/chrome-root-store.ts";
import { curl } from "./texts/curl.ts";
import { firefoxError } from "./texts/firefox-error.ts";
import { keytool } from "./texts/keytool.ts";
import type { TextLine } from "./texts/kind.ts";
import { printOuts } from "./texts/print-out.ts";
import { sClient } from "./texts/s-client.ts";
import { itemsOf, segmentsOf } from "./texts/segments.ts";

/** The first that knows a line takes it: those with lines of their own come first. */
const KINDS = [chromeRootStore, chromeError, sClient, curl, firefoxError, ...printOuts, keytool];

/** How files begin that hold no certificate which anybody could read here. */
const MAGIC: [PartFaultCode, readonly number[]][] = [
  ["compressed", [0x50, 0x4b, 0x03, 0x04]],
  ["compressed", [0x50, 0x4b, 0x05, 0x06]],
  ["compressed", [0x1f, 0x8b]],
  ["compressed", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["compressed", [0x42, 0x5a, 0x68]],
  ["compressed", [0x28, 0xb5, 0x2f, 0xfd]],
  ["compressed", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["compressed", [0x52, 0x61, 0x72, 0x21]],
  ["picture", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", [0xff, 0xd8, 0xff]],
  ["picture", [0x47, 0x49, 0x46, 0x38]],
  ["picture", [0x49, 0x49, 0x2a, 0x00]],
  ["picture", [0x4d, 0x4d, 0x00, 0x2a]],
];
/** RIFF with WebP in it, bitmaps, and the boxes of HEIC and AVIF. */
const PICTURES = /^(?:RIFF.{4}WEBP|BM.{4}\0{4}|.{4}ftyp(?:hei|mif|avi))/s;

/**
 * A file is usually one thing; a pasted text may hold several. Never empty, never throws. `name` is not trusted, and
 * only there for formats that need a hint.
 */
export async function recognise(
  bytes: Bytes,
  _name: string,
  passwords: readonly string[],
): Promise<Recognised[]> {
  if (bytes.length > MAX_BYTES) return [recognised("unknown", { faults: [fault("too-large")] })];
  const magic = magicOf(bytes);
  if (magic) return [recognised("unknown", { faults: [fault(magic)] })];
  if (isJks(bytes)) return [recognised("jks", readJks(bytes))];
  if (isDer(bytes)) return [await recogniseDer(bytes, passwords)];
  const text = decodeText(bytes);
  if (text === null) return [recognised("unknown")];
  return recogniseText(text, passwords);
}

/** Whether a text that begins so is a browser's log. */
export function isLogStart(text: string): boolean {
  return /^\uFEFF?\s{0,100}\{\s{0,100}"constants"\s{0,100}:/.test(text.slice(0, 400));
}

function magicOf(bytes: Bytes): PartFaultCode | null {
  const found = MAGIC.find(([, start]) => start.every((byte, at) => bytes[at] === byte));
  if (found) return found[0];
  return PICTURES.test(String.fromCharCode(...bytes.subarray(0, 16))) ? "picture" : null;
}

async function recogniseDer(bytes: Bytes, passwords: readonly string[]): Promise<Recognised> {
  const { format, ...contents } = readDer(bytes);
  if (format !== "pkcs12") return recognised(format, contents);
  return recognised(format, await readPkcs12(bytes, passwords));
}

async function recogniseText(text: string, passwords: readonly string[]): Promise<Recognised[]> {
  if (isLogStart(text)) return [recognised("browser-log")];
  const shared = sharedIn(text);
  if (shared?.isJson) return [shared.piece];
  const found = await programTexts(text, passwords);
  const kept = shared
    ? found.filter((piece) => !shared.isWhole || piece.certificates.length)
    : found;
  const own = shared && (shared.isWhole || !found.length) ? [shared.piece] : [];
  const all = [...own, ...kept];
  return all.length ? all : [recognised("unknown")];
}

interface Shared {
  piece: Recognised;
  isJson: boolean;
  /** Whether it can be opened; a wrong code only matters if nothing else is there. */
  isWhole: boolean;
}

/** A report, a support code or a reading of ours; null if there is none. */
function sharedIn(text: string): Shared | null {
  const reading: Shared | null = isSharedReading(text.slice(0, REPORT_LIMIT))
    ? { piece: recognised("reading"), isJson: false, isWhole: true }
    : null;
  if (text.length > REPORT_LIMIT) return reading;
  const is = (format: Format, isJson: boolean, isWhole: boolean): Shared => ({
    piece: recognised(format, {}, { shared: text }),
    isJson,
    isWhole,
  });
  if (isReportJson(text)) return is("report", true, true);
  const found = sharedForm(text);
  if (reading && !found?.isWhole) return reading;
  if (!found) return null;
  if (!found.isWhole) {
    const piece = recognised("unknown", { faults: [fault("wrong-code")] });
    return { piece, isJson: false, isWhole: false };
  }
  return is(found.form === "code" ? "support-code" : "report", false, true);
}

async function programTexts(whole: string, passwords: readonly string[]): Promise<Recognised[]> {
  const addresses = findAddresses(whole, lineCounter(whole));
  const text = without(whole, addresses);
  const blocks = findPem(text);
  await openKeystores(blocks, passwords);
  const { segments, rest } = segmentsOf(itemsOf(text, blocks), KINDS);
  const loose = [...rest.blocks];
  const plain: TextLine[] = [...rest.lines];
  const pieces: Recognised[] = [];
  for (const segment of segments) {
    const read = segment.kind.read(segment);
    append(loose, read ? read.loose : segment.blocks);
    if (!read) {
      append(plain, segment.lines);
      continue;
    }
    const facts = textFacts(read.facts);
    pieces.push(recognised(segment.kind.format, read.contents, { text: facts }));
  }
  if (addresses.length) pieces.push(recognised("certificate-address", joined(addresses)));
  const held = joined(loose);
  if (held.certificates.length || held.faults.length)
    pieces.push(recognised(formatOf(loose), held));
  pieces.push(...(await bareBase64(plain, passwords)));
  return pieces;
}

/** The text without addresses, whose base64 would be found again. Lines stay. */
function without(text: string, addresses: readonly { from: number; to: number }[]): string {
  let at = 0;
  const parts = addresses.map(({ from, to }) => {
    const part = text.slice(at, from);
    at = to;
    return part;
  });
  return [...parts, text.slice(at)].join("");
}

/** PKCS #7 or #12 if all blocks are that. */
function formatOf(blocks: readonly PemBlock[]): Format {
  const formats = new Set(blocks.map(({ format }) => format));
  const [only] = formats;
  return formats.size === 1 && only ? only : "pem";
}

async function openKeystores(
  blocks: readonly PemBlock[],
  passwords: readonly string[],
): Promise<void> {
  for (const block of blocks) {
    if (!block.keystore) continue;
    const { certificates, faults } = await readPkcs12(block.keystore, passwords);
    append(
      block.certificates,
      certificates.map((each) => ({ ...each, line: block.line })),
    );
    append(
      block.faults,
      faults.map(({ code }) => fault(code, block.line)),
    );
  }
}

/** Base64 without armour; what it holds may be text again. */
async function bareBase64(
  lines: readonly TextLine[],
  passwords: readonly string[],
): Promise<Recognised[]> {
  const parts: Contents[] = [];
  const formats = new Set<Format>();
  for (const { bytes, line } of findBareBase64(lines)) {
    const inner = isDer(bytes) ? [await recogniseDer(bytes, passwords)] : nestedPem(bytes);
    for (const { format, certificates, faults } of inner) {
      formats.add(format === "der" ? "base64" : format);
      parts.push({
        certificates: certificates.map((each) => ({ ...each, line })),
        faults: faults.map(({ code }) => fault(code, line)),
      });
    }
  }
  const [only] = formats;
  const format = formats.size === 1 && only ? only : "base64";
  return parts.length ? [recognised(format, joined(parts))] : [];
}

function nestedPem(bytes: Bytes): Recognised[] {
  const blocks = findPem(decodeText(bytes) ?? "");
  return blocks.length ? [recognised("base64", joined(blocks))] : [];
}
