/** Reads names of a subject or of a constraint (RFC 5280, 4.2.1.6 and 4.2.1.10). */
import { hexOf, type Bytes } from "../bytes.ts";
import { elementsIn, TAG, type Elements } from "./der.ts";
import { nameText, readName } from "./name.ts";

export type NameKind = "dns" | "ip" | "email" | "uri" | "directory" | "other";

export interface GeneralName {
  kind: NameKind;
  /** The content. Of `directory`: the whole name. Of `other`: with its tag. */
  bytes: Bytes;
}

const KINDS: Record<number, NameKind> = {
  0x81: "email",
  0x82: "dns",
  0x86: "uri",
  0x87: "ip",
  0xa4: "directory",
};

/** The names of a subject; after `limit` names it only counts them. Throws a `RangeError` if malformed. */
export function readGeneralNames(
  subjectAltName: Bytes,
  limit = Number.POSITIVE_INFINITY,
): { names: GeneralName[]; leftOut: number } {
  const names: GeneralName[] = [];
  const sequence = elementsIn(subjectAltName).enter(TAG.sequence);
  let leftOut = 0;
  while (!sequence.isAtEnd) {
    const name = nextGeneralName(sequence);
    if (names.length < limit) names.push(name);
    else leftOut += 1;
  }
  return { names, leftOut };
}

/** Throws a `RangeError` if there is none. */
export function nextGeneralName(elements: Elements): GeneralName {
  const tag = elements.nextTag;
  if (tag === undefined) throw new RangeError("no name");
  const kind = KINDS[tag] ?? "other";
  if (kind !== "directory") {
    const taken = elements.take(tag);
    return { kind, bytes: kind === "other" ? taken.bytes() : taken.content() };
  }
  const wrapped = elements.enter(tag);
  const bytes = wrapped.take(TAG.sequence).bytes();
  if (!wrapped.isAtEnd) throw new RangeError("something behind a directory name");
  return { kind, bytes };
}

/** For people; `#` and hex if the content has no text. Throws a `RangeError` if a directory name is malformed. */
export function generalNameText({ kind, bytes }: GeneralName): string {
  if (kind === "directory") return nameText(readName(bytes));
  if (kind === "ip") return addressText(bytes) ?? `#${hexOf(bytes)}`;
  return kind === "other" ? `#${hexOf(bytes)}` : latin1Text(bytes);
}

/** Certificates may hold any bytes where ASCII belongs. */
export function latin1Text(bytes: Bytes): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** An address, or a range: an address and its mask, half of the bytes each. */
function addressText(bytes: Bytes): string | null {
  if (bytes.length === 4) return [...bytes].join(".");
  if (bytes.length === 16) return version6Text(bytes);
  if (bytes.length !== 8 && bytes.length !== 32) return null;
  const [address, mask] = [bytes.slice(0, bytes.length / 2), bytes.slice(bytes.length / 2)];
  const bits = [...mask].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const prefix = /^1*/.exec(bits)![0].length;
  const isPrefix = !bits.includes("1", prefix);
  return `${addressText(address)}/${isPrefix ? prefix : addressText(mask)}`;
}

/** RFC 5952: lower case, the longest run of zero groups shortened. */
function version6Text(bytes: Bytes): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    (bytes[at * 2]! * 256 + bytes[at * 2 + 1]!).toString(16),
  );
  const text = groups.join(":");
  const runs = text.match(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (!longest) return text;
  const at = text.search(new RegExp(`(?<![0-9a-f])${longest}(?![0-9a-f])`));
  return `${text.slice(0, at).replace(/:$/, "")}::${text.slice(at + longest.length).replace(/^:/, "")}`;
}
