/** Java keystores, JKS and JCEKS. Certificates stand in them in the clear; passwords protect keys and integrity. */
import type { Bytes } from "../../core/bytes.ts";
import { contentsWith, fault, foundCertificate, type Contents } from "../contents.ts";
import { MAX_CERTIFICATES } from "../limits.ts";
import { elementAt } from "./ber.ts";
import { kindOf } from "./kind.ts";

const JKS = 0xfeedfeed;
const JCEKS = 0xcececece;
const TAG = { key: 1, trusted: 2, secret: 3 } as const;
/** Bytes of the digest over the whole, at the end. */
const DIGEST = 20;
/** Certificates in one chain; a longer one is a misread number. */
const LONGEST_CHAIN = 1000;

export function isJks(bytes: Bytes): boolean {
  if (bytes.length < 12) return false;
  const view = viewOf(bytes);
  return [JKS, JCEKS].includes(view.getUint32(0)) && [1, 2].includes(view.getUint32(4));
}

/** Keystores that are cut off give the certificates before the cut. */
export function readJks(bytes: Bytes): Contents {
  const view = viewOf(bytes);
  const [version, count] = [view.getUint32(4), view.getUint32(8)];
  const found = contentsWith([]);
  let hasKey = false;
  let at = 12;
  for (let entry = 0; entry < count; entry += 1) {
    if (found.certificates.length > MAX_CERTIFICATES) break;
    const read = entryAt(bytes, at, version) ?? null;
    if (!read) {
      found.faults.push(fault("truncated"));
      break;
    }
    found.certificates.push(...read.certificates);
    found.faults.push(...read.faults);
    hasKey ||= read.hasKey;
    if (read.isCut) break;
    at = read.end;
  }
  if (hasKey) found.faults.push(fault("private-key"));
  return found;
}

interface Entry extends Contents {
  hasKey: boolean;
  isCut: boolean;
  end: number;
}

/** Reads numbers and texts one after the other; null where the bytes end. */
class Fields {
  readonly #bytes: Bytes;
  readonly #view: DataView;
  at: number;

  constructor(bytes: Bytes, at: number) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.at = at;
  }

  number(): number | null {
    if (this.at + 4 > this.#bytes.length) return null;
    this.at += 4;
    return this.#view.getUint32(this.at - 4);
  }

  /** With its length before it in two bytes. */
  text(): string | null {
    if (this.at + 2 > this.#bytes.length) return null;
    const bytes = this.#take(this.#view.getUint16(this.at), 2);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** With its length before it in four bytes. */
  block(): Bytes | null {
    if (this.at + 4 > this.#bytes.length) return null;
    return this.#take(this.#view.getUint32(this.at), 4);
  }

  skip(size: number): void {
    this.at += size;
  }

  #take(length: number, before: number): Bytes | null {
    const from = this.at + before;
    if (from + length > this.#bytes.length) return null;
    this.at = from + length;
    return this.#bytes.slice(from, this.at);
  }
}

const DATE = 8;

/** Null if the bytes end before the entry's first certificate. */
function entryAt(bytes: Bytes, start: number, version: number): Entry | null {
  const fields = new Fields(bytes, start);
  const tag = fields.number();
  const alias = fields.text();
  fields.skip(DATE);
  if (tag === null || alias === null) return null;
  const entry: Entry = { ...contentsWith([]), hasKey: tag !== TAG.trusted, isCut: false, end: 0 };
  if (tag === TAG.secret) return { ...entry, ...behindSecret(bytes, fields.at) };
  if (tag === TAG.key && fields.block() === null) return null;
  if (tag !== TAG.key && tag !== TAG.trusted) return null;
  const length = tag === TAG.key ? fields.number() : 1;
  if (length === null || length > LONGEST_CHAIN) return null;
  for (let i = 0; i < length; i += 1) {
    const type = version === 2 ? fields.text() : "X.509";
    const der = type === null ? null : fields.block();
    if (der === null) return { ...entry, ...cutAfter(entry) };
    const use = tag === TAG.trusted ? "trusted" : null;
    const element = elementAt(der, 0);
    if (element && kindOf(der, element) === "certificate")
      entry.certificates.push(foundCertificate(der, null, { alias, use }));
    else entry.faults.push(fault("broken-der"));
  }
  return { ...entry, end: fields.at };
}

const cutAfter = (entry: Entry): Partial<Entry> => ({
  isCut: true,
  faults: [...entry.faults, fault("truncated")],
});

/** A secret key is a Java object of unknown length: the next entry is looked for by its form. */
function behindSecret(bytes: Bytes, from: number): Partial<Entry> {
  const view = viewOf(bytes);
  for (let at = from; at + 6 < bytes.length; at += 1) {
    // Every entry begins with three zeros and its tag.
    if (bytes[at] !== 0 || view.getUint32(at) > TAG.secret || view.getUint32(at) < TAG.key)
      continue;
    if (isEntryAt(bytes, at)) return { end: at };
  }
  return { end: bytes.length - DIGEST, isCut: true };
}

/** Whether an entry's alias and a date of our time stand here. */
function isEntryAt(bytes: Bytes, at: number): boolean {
  const view = viewOf(bytes);
  const length = view.getUint16(at + 4);
  const date = at + 6 + length;
  if (length === 0 || length > 512 || date + DATE > bytes.length) return false;
  const ms = view.getUint32(date) * 2 ** 32 + view.getUint32(date + 4);
  return ms > Date.UTC(1995) && ms < Date.UTC(2200);
}

const viewOf = (bytes: Bytes): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
