/** Cuts a certificate into its bytes (RFC 5280, 4.1; X.690). Does not validate it: the browser did. */
import type { Bytes } from "../bytes.ts";

/** Each element with its tag and length, except the serial number: only its content. */
export interface CertificateFields {
  serialNumber: Bytes;
  issuer: Bytes;
  /** Ms since the epoch. */
  notBefore: number;
  notAfter: number;
  subject: Bytes;
  subjectPublicKeyInfo: Bytes;
}

/** Tags (X.690, 8.1.2). The last four belong to certificates only (RFC 5280, 4.1). */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  issuerUniqueId: 0x81,
  subjectUniqueId: 0x82,
  extensions: 0xa3,
} as const;

interface Extension {
  critical: boolean;
  value: Bytes;
}

export type Extensions = ReadonlyMap<string, Extension>;

/** Adds the fields that a check of the certificate needs. */
export interface CertificateWithExtensions extends CertificateFields {
  /** 1, 2 or 3. */
  version: number;
  /** Dotted object identifier, like the keys of `extensions`. */
  signatureAlgorithm: string;
  extensions: Extensions;
}

/** Throws a `RangeError` if the bytes are not a certificate. */
export function cutCertificate(der: Bytes): CertificateFields {
  return cut(der).fields;
}

/** Throws a `RangeError` also if an extension occurs twice. */
export function cutWithExtensions(der: Bytes): CertificateWithExtensions {
  const { fields, version, algorithm, behind } = cut(der);
  const signatureAlgorithm = algorithm.objectIdentifier();
  return { ...fields, version, signatureAlgorithm, extensions: extensionsBehind(behind) };
}

/** Like `cutWithExtensions`, but with null for extensions that cannot be cut. */
export function cutTolerantly(
  der: Bytes,
): Omit<CertificateWithExtensions, "extensions"> & { extensions: Extensions | null } {
  const { fields, version, algorithm, behind } = cut(der);
  const signatureAlgorithm = algorithm.objectIdentifier();
  try {
    return { ...fields, version, signatureAlgorithm, extensions: extensionsBehind(behind) };
  } catch {
    return { ...fields, version, signatureAlgorithm, extensions: null };
  }
}

function extensionsBehind(behind: Elements): Extensions {
  for (const tag of [TAG.issuerUniqueId, TAG.subjectUniqueId]) {
    if (behind.nextIs(tag)) behind.take(tag);
  }
  const extensions = behind.isAtEnd ? new Map() : extensionsIn(behind.enter(TAG.extensions));
  if (!behind.isAtEnd) throw new RangeError("something behind the extensions");
  return extensions;
}

function extensionsIn(wrapped: Elements): Map<string, Extension> {
  const found = new Map<string, Extension>();
  const list = wrapped.enter(TAG.sequence);
  while (!list.isAtEnd) {
    const one = list.enter(TAG.sequence);
    const id = one.objectIdentifier();
    const critical = one.nextIs(TAG.boolean) && one.boolean();
    const value = one.take(TAG.octetString).content();
    if (found.has(id) || !one.isAtEnd) throw new RangeError(`no extension: ${id}`);
    found.set(id, { critical, value });
  }
  return found;
}

function cut(der: Bytes) {
  const whole = elementsIn(der).enter(TAG.sequence);
  const toBeSigned = whole.enter(TAG.sequence);
  const version = toBeSigned.nextIs(TAG.version) ? toBeSigned.take(TAG.version).content() : null;
  const serialNumber = toBeSigned.take(TAG.integer).content();
  const algorithm = toBeSigned.enter(TAG.sequence);
  const issuer = toBeSigned.take(TAG.sequence).bytes();
  const validity = toBeSigned.enter(TAG.sequence);
  const [notBefore, notAfter] = [validity.time(), validity.time()];
  const subject = toBeSigned.take(TAG.sequence).bytes();
  const subjectPublicKeyInfo = toBeSigned.take(TAG.sequence).bytes();
  // The signature is not read, but bytes without one are not a certificate.
  whole.take(TAG.sequence);
  whole.take(TAG.bitString);
  const fields = { serialNumber, issuer, notBefore, notAfter, subject, subjectPublicKeyInfo };
  return { fields, version: versionIn(version), algorithm, behind: toBeSigned };
}

/** The wrapped integer counts from 0, and is absent in version 1. Readers of fields alone ignore it. */
function versionIn(wrapped: Bytes | null): number {
  return wrapped === null ? 1 : (wrapped.at(-1) ?? 0) + 1;
}

export function elementsIn(bytes: Bytes): Elements {
  return new Elements(bytes, 0, bytes.length);
}

/** Reads one element after the other. Throws a `RangeError` if bytes are malformed. */
export class Elements {
  readonly #all: Bytes;
  readonly #end: number;
  #at: number;

  constructor(all: Bytes, start: number, end: number) {
    this.#all = all;
    this.#at = start;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#end;
  }

  get nextTag(): number | undefined {
    return this.isAtEnd ? undefined : this.#all[this.#at];
  }

  nextIs(tag: number): boolean {
    return this.#at < this.#end && this.#all[this.#at] === tag;
  }

  take(tag: number): { content(): Bytes; bytes(): Bytes } {
    const [start, from, end] = this.#pass(tag);
    return {
      content: () => this.#all.slice(from, end),
      bytes: () => this.#all.slice(start, end),
    };
  }

  enter(tag: number): Elements {
    const [, from, end] = this.#pass(tag);
    return new Elements(this.#all, from, end);
  }

  /** DER has one value for true. False may be written out although it is the default. */
  boolean(): boolean {
    const [value, ...more] = this.take(TAG.boolean).content();
    if ((value !== 0 && value !== 0xff) || more.length) throw new RangeError("no boolean");
    return value !== 0;
  }

  objectIdentifier(): string {
    const bytes = this.take(TAG.objectIdentifier).content();
    const arcs: number[] = [];
    let arc = 0;
    for (const byte of bytes) {
      arc = arc * 128 + (byte & 0x7f);
      if (arc > Number.MAX_SAFE_INTEGER / 128)
        throw new RangeError("an object identifier too long");
      if (byte >= 0x80) continue;
      arcs.push(arc);
      arc = 0;
    }
    const [first, ...rest] = arcs;
    if (first === undefined || bytes.at(-1)! >= 0x80) throw new RangeError("no object identifier");
    const top = Math.min(2, Math.floor(first / 40));
    return [top, first - top * 40, ...rest].join(".");
  }

  /** UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5), in ms since the epoch. */
  time(): number {
    const tag = this.nextIs(TAG.utcTime) ? TAG.utcTime : TAG.generalizedTime;
    const text = String.fromCharCode(...this.take(tag).content().subarray(0, 40));
    const parts = (tag === TAG.utcTime ? UTC_TIME : GENERALIZED_TIME).exec(text);
    const time = parts ? timeOf(parts) : NaN;
    if (!(time >= EARLIEST && time <= LATEST)) throw new RangeError(`no time: ${text}`);
    return time;
  }

  #pass(tag: number): [start: number, from: number, end: number] {
    const start = this.#at;
    if (!this.nextIs(tag)) throw new RangeError(`no element ${tag.toString(16)} at ${start}`);
    let from = start + 2;
    let length = this.#byte(start + 1);
    if (length >= 0x80) {
      const count = length - 0x80;
      // Four length bytes exceed any memory. None means an indefinite length, which DER forbids.
      if (count < 1 || count > 4) throw new RangeError(`no length at ${start + 1}`);
      length = 0;
      for (let i = 0; i < count; i += 1) length = length * 256 + this.#byte(from + i);
      from += count;
    }
    const end = from + length;
    if (end > this.#end) throw new RangeError(`an element at ${start} ends behind the bytes`);
    this.#at = end;
    return [start, from, end];
  }

  #byte(at: number): number {
    if (at >= this.#end) throw new RangeError(`nothing at ${at}`);
    return this.#all[at]!;
  }
}

const UTC_TIME = /^(\d{2})(\d{8}(?:\d{2})?)(?:Z|([+-])(\d{2})(\d{2}))$/;
const GENERALIZED_TIME = /^(\d{4})(\d{8}(?:\d{2})?)(?:[.,]\d+)?(?:Z|([+-])(\d{2})(\d{2}))$/;

/** ISO 8601 writes other years in another form. */
const EARLIEST = Date.parse("0000-01-01T00:00:00Z");
const LATEST = Date.parse("9999-12-31T23:59:59Z");

/** Ms since the epoch; NaN if there is no such day or hour. */
function timeOf([, years = "", rest = "", sign, hours, minutes]: readonly string[]): number {
  const century = years.length === 4 ? 0 : Number(years) < 50 ? 2000 : 1900;
  const [month, day, hour, minute, second = 0] = (rest.match(/../g) ?? []).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(century + Number(years), month! - 1, day!);
  date.setUTCHours(hour!, minute!, second);
  const stands =
    date.getUTCMonth() === month! - 1 &&
    date.getUTCDate() === day! &&
    hour! < 24 &&
    minute! < 60 &&
    second < 60;
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return stands ? date.getTime() + (sign === "-" ? offset : -offset) : NaN;
}
