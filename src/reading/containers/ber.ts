/** Walks BER (X.690), of which DER is a part: PKCS #7 and #12 files may have indefinite lengths. Never throws. */
import type { Bytes } from "../../core/bytes.ts";
import { MAX_CHILDREN, MAX_DEPTH } from "../limits.ts";

/** An element's place in the bytes. Its content goes from `from` to `to`. */
export interface BerElement {
  tag: number;
  start: number;
  from: number;
  to: number;
  end: number;
}

const CONSTRUCTED = 0x20;
const INDEFINITE = -1;

interface Header {
  tag: number;
  from: number;
  /** `INDEFINITE`: up to two zero bytes. */
  length: number;
}

function headerAt(bytes: Bytes, at: number): Header | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // Tags of several bytes do not occur in these formats.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  if (first < 0x80) return { tag, from: at + 2, length: first };
  if (first === 0x80) return tag & CONSTRUCTED ? { tag, from: at + 2, length: INDEFINITE } : null;
  const count = first - 0x80;
  if (count > 4 || at + 2 + count > bytes.length) return null;
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + bytes[at + 2 + i]!;
  return { tag, from: at + 2 + count, length };
}

/** The element at a place; null if it is malformed or ends behind `limit`. */
export function elementAt(
  bytes: Bytes,
  at: number,
  limit = bytes.length,
  depth = 0,
): BerElement | null {
  const header = at < limit ? headerAt(bytes, at) : null;
  if (!header || header.from > limit) return null;
  const { tag, from, length } = header;
  if (length !== INDEFINITE) {
    const end = from + length;
    return end <= limit ? { tag, start: at, from, to: end, end } : null;
  }
  if (depth >= MAX_DEPTH) return null;
  let to = from;
  while (to + 1 < limit) {
    if (bytes[to] === 0 && bytes[to + 1] === 0) return { tag, start: at, from, to, end: to + 2 };
    const child = elementAt(bytes, to, limit, depth + 1);
    if (!child) return null;
    to = child.end;
  }
  return null;
}

/** Whether an element begins here whose end is missing. */
export function isCutOff(bytes: Bytes, at: number): boolean {
  const header = headerAt(bytes, at);
  if (!header) return bytes.length - at < 6;
  return header.length === INDEFINITE || header.from + header.length > bytes.length;
}

/** The elements within one; those before the first malformed one. */
export function childrenOf(
  bytes: Bytes,
  element: BerElement | null | undefined,
  most = MAX_CHILDREN,
): BerElement[] {
  const children: BerElement[] = [];
  if (!element || !(element.tag & CONSTRUCTED)) return children;
  let at = element.from;
  while (at < element.to && children.length < most) {
    const child = elementAt(bytes, at, element.to);
    if (!child) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** The whole element, or its content. */
export const bytesOf = (bytes: Bytes, { start, end }: BerElement): Bytes => bytes.slice(start, end);
export const contentOf = (bytes: Bytes, { from, to }: BerElement): Bytes => bytes.slice(from, to);

/** Content of an octet string, which BER may cut into several. */
export function octetsOf(bytes: Bytes, element: BerElement, depth = 0): Bytes {
  if (!(element.tag & CONSTRUCTED)) return contentOf(bytes, element);
  if (depth >= MAX_DEPTH) return new Uint8Array();
  const parts = childrenOf(bytes, element).map((child) => octetsOf(bytes, child, depth + 1));
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Dotted object identifier; null if the element is none. */
export function objectIdOf(bytes: Bytes, element: BerElement | null | undefined): string | null {
  if (element?.tag !== 0x06 || element.to - element.from > 40) return null;
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of contentOf(bytes, element)) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join(".");
}

/** A small integer; null if the element is none. */
export function integerOf(bytes: Bytes, element: BerElement | null | undefined): number | null {
  if (element?.tag !== 0x02 || element.to - element.from > 6) return null;
  return contentOf(bytes, element).reduce((value, byte) => value * 256 + byte, 0);
}
