/** Finds PEM blocks (RFC 7468) in any text, as people paste them. */
import { contentsWith, fault, type Contents } from "../contents.ts";
import type { Bytes } from "../../core/bytes.ts";
import { MAX_MARKERS } from "../limits.ts";
import { countLines, lineCounter } from "../lines.ts";
import type { PartFault } from "../model.ts";
import { elementAt } from "./ber.ts";
import { isBase64, readBase64 } from "./base64.ts";
import { readDer } from "./der.ts";
import { kindOf } from "./kind.ts";
import { bareText, undecorated } from "./undecorate.ts";

export interface PemBlock extends Contents {
  label: string;
  format: "pem" | "pkcs7" | "pkcs12";
  /** 1-based lines of its first and last line. */
  line: number;
  endLine: number;
  /** Set if it is a keystore, which needs a password. */
  keystore: Bytes | null;
}

interface Marker {
  kind: "BEGIN" | "END";
  label: string;
  from: number;
  to: number;
  line: number;
}

/** Hyphens, and the dashes that word processors make of them. */
const DASH = /[-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/;
/** Dashes before and behind a label: five, but word processors join some of them. */
const MOST_DASHES = 12;
const LONGEST_LABEL = 60;
/** Bytes or characters. What is shorter and on one line is a sentence about PEM. */
const SHORTEST = 30;

/** Labels that hold no certificate. */
const OTHER_LABELS: [
  RegExp,
  "private-key" | "certificate-request" | "revocation-list" | "public-key",
][] = [
  [/PRIVATE KEY(?: BLOCK)?$/, "private-key"],
  [/CERTIFICATE REQUEST$/, "certificate-request"],
  [/CRL$/, "revocation-list"],
  [/PUBLIC KEY(?: BLOCK)?$/, "public-key"],
];
const CERTIFICATE_LABEL = /CERTIFICATE|PKCS ?#?7|PKCS ?#?12|^CMS$/;

/** The blocks in their order. Blocks with unknown labels, such as parameters, are empty. `text`: with `\n` alone. */
export function findPem(text: string): PemBlock[] {
  const markers = markersIn(text);
  const blocks = markers.flatMap((marker, at) => {
    if (marker.kind === "END") return [];
    const block = blockAt(text, marker, markers[at + 1]);
    return block ? [block] : [];
  });
  const last = blocks.at(-1);
  if (markers.length === MAX_MARKERS) last?.faults.push(fault("too-many", last.line));
  return blocks;
}

function markersIn(text: string): Marker[] {
  const found: Marker[] = [];
  const lineAt = lineCounter(text);
  let at = nextWord(text, 0);
  while (at && found.length < MAX_MARKERS) {
    const marker = markerAt(text, at.place, at.kind);
    if (marker) found.push({ ...marker, line: lineAt(at.place) });
    // On one line, the dashes of an end and of the next beginning are one.
    at = nextWord(text, at.place + 1);
  }
  return found;
}

interface Word {
  kind: Marker["kind"];
  place: number;
}

const WORDS = /[-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D](BEGIN|END)/g;

function nextWord(text: string, from: number): Word | null {
  WORDS.lastIndex = from;
  const match = WORDS.exec(text);
  return match ? { kind: match[1] as Marker["kind"], place: match.index + 1 } : null;
}

function markerAt(text: string, place: number, kind: Marker["kind"]): Omit<Marker, "line"> | null {
  const start = place + kind.length;
  const rest = text.slice(start, start + LONGEST_LABEL + MOST_DASHES);
  const end = rest.search(DASH);
  if (end < 0) return null;
  const label = rest
    .slice(0, end)
    .replaceAll(/%20|[+\u00A0]/g, " ")
    .trim();
  if (!/^[A-Z0-9#. ]*$/.test(label)) return null;
  let from = place;
  while (from > 0 && place - from < MOST_DASHES && DASH.test(text[from - 1]!)) from -= 1;
  let to = start + end;
  while (to < start + end + MOST_DASHES && DASH.test(text[to] ?? "")) to += 1;
  return { kind, label, from, to };
}

function blockAt(text: string, begin: Marker, next: Marker | undefined): PemBlock | null {
  const isEnded = next?.kind === "END";
  // On one line, the dashes of an end may belong to the beginning as well.
  const limit = Math.max(begin.to, next?.from ?? text.length);
  const to = isEnded ? limit : endOfRun(text, begin.to, limit);
  const endLine = isEnded ? next.line : begin.line + countLines(text, begin.to, to);
  const block = { label: begin.label, line: begin.line, endLine, format: "pem" as const };
  const empty = { ...block, ...contentsWith([]), keystore: null };
  const other = OTHER_LABELS.find(([pattern]) => pattern.test(begin.label));
  if (other) return { ...empty, faults: [fault(other[1], begin.line)] };
  if (!CERTIFICATE_LABEL.test(begin.label)) return empty;

  const { bytes, foreignAt } = bodyOf(text, begin, to);
  if (bytes.length < SHORTEST && endLine === begin.line) return null;
  const foreignLine =
    foreignAt === null ? null : begin.line + countLines(text, begin.to, foreignAt);
  const isWrongEnd = isEnded && next.label !== begin.label;
  const broken = foreignLine ?? (!isEnded || isWrongEnd ? begin.line : null);
  return { ...block, ...contentsOf(bytes, begin, { brokenLine: broken, isEnded }) };
}

function contentsOf(
  bytes: Bytes,
  { label, line }: Marker,
  { brokenLine, isEnded }: { brokenLine: number | null; isEnded: boolean },
): Contents & Pick<PemBlock, "keystore" | "format"> {
  const read = readDer(bytes, line);
  const isPkcs7 = read.format === "pkcs7";
  const hasTrust = label.startsWith("TRUSTED") && read.certificates.length === 1;
  // OpenSSL's trust settings follow the certificate.
  const own = hasTrust ? [] : read.faults.map((each) => (isEnded ? damaged(each) : each));
  const misplaced = isPkcs7 && label.endsWith("CERTIFICATE");
  const behind = read.trailing > 0 && !hasTrust && own.length === 0;
  const empty = bytes.length === 0;
  const broken = brokenLine ?? (misplaced || empty ? line : null);
  const isSaid = own.some(({ code }) => code === "truncated" || code === "broken-pem");
  const faults = [
    ...(broken === null || isSaid ? [] : [fault("broken-pem", broken)]),
    ...own,
    ...(behind ? [fault("broken-der", line)] : []),
  ];
  return {
    certificates: read.certificates,
    faults,
    format: read.format === "der" ? "pem" : read.format,
    keystore: read.format === "pkcs12" ? bytes : null,
  };
}

/** What is missing from a block with an end is missing in its middle. */
function damaged(found: PartFault): PartFault {
  return found.code === "truncated" ? { ...found, code: "broken-pem" } : found;
}

/** The block's bytes; if the plain reading is not whole, those of the first reading without decoration that is. */
function bodyOf(
  text: string,
  begin: Marker,
  to: number,
): { bytes: Bytes; foreignAt: number | null } {
  const direct = readBase64(text, begin.to, to);
  if (direct.foreignAt === null && isWhole(direct.bytes)) return direct;
  if (to - begin.to < SHORTEST) return direct;
  const prefix = text.slice(lineStart(text, begin.from), begin.from);
  for (const candidate of undecorated(withoutHeaders(text.slice(begin.to, to)), prefix)) {
    const { bytes, foreignAt } = readBase64(candidate);
    if (foreignAt === null && isWhole(bytes)) return { bytes, foreignAt: null };
  }
  return direct;
}

/** Marks before a line are shorter than that: characters. */
const LONGEST_PREFIX = 200;

function lineStart(text: string, at: number): number {
  const start = Math.max(0, at - LONGEST_PREFIX);
  const newline = text.slice(start, at).lastIndexOf("\n");
  return newline < 0 ? start : start + newline + 1;
}

/** Whether the bytes are one element of a known kind. */
function isWhole(bytes: Bytes): boolean {
  const element = elementAt(bytes, 0);
  return element?.end === bytes.length && kindOf(bytes, element) !== null;
}

/** `Proc-Type: 4,ENCRYPTED` and such lines before the base64 (RFC 1421). */
function withoutHeaders(body: string): string {
  return body.replace(/^(?:\n[A-Za-z][A-Za-z0-9-]{1,40}: [^\n]*)+\n/, "\n");
}

/** Where the base64 of a block without an end stops: before the first line that is something else. */
function endOfRun(text: string, from: number, limit: number): number {
  const part = text.slice(from, limit);
  let at = 0;
  let hasBase64 = false;
  while (at < part.length) {
    const newline = part.indexOf("\n", at);
    const end = newline < 0 ? part.length : newline;
    const line = part.slice(at, end);
    const bare = isBase64(line) ? line : bareText(line).trim();
    if (bare === "" ? hasBase64 : !isBase64(bare)) return from + at;
    hasBase64 ||= bare !== "";
    at = end + 1;
  }
  return limit;
}
