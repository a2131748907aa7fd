/** Distinguished names as text (RFC 4514), in the certificate's own order. */
import { hexOf, type Bytes } from "../bytes.ts";
import { elementsIn, TAG } from "./der.ts";

interface NameField {
  type: string;
  /** Unescaped, hostile text: show it inert. */
  value: string;
  /** Whether `value` is not text but `#` and DER in hex. */
  isEncoded: boolean;
}

export type NameParts = readonly (readonly NameField[])[];

const SHORT_NAMES: Record<string, string> = {
  "2.5.4.3": "CN",
  "2.5.4.4": "SN",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.12": "T",
  "2.5.4.42": "G",
  "2.5.4.43": "I",
  "0.9.2342.19200300.100.1.25": "DC",
  "1.2.840.113549.1.9.1": "E",
};

const DECODERS: Record<number, (bytes: Bytes) => string | null> = {
  [TAG.utf8String]: (bytes) => {
    try {
      return UTF8.decode(bytes);
    } catch {
      // Old authorities labelled Latin-1 as UTF-8.
      return decodeCharacters(bytes, 1);
    }
  },
  [TAG.printableString]: (bytes) => decodeCharacters(bytes, 1),
  [TAG.teletexString]: (bytes) => decodeCharacters(bytes, 1),
  [TAG.ia5String]: (bytes) => decodeCharacters(bytes, 1),
  [TAG.bmpString]: (bytes) => decodeCharacters(bytes, 2),
  [TAG.universalString]: (bytes) => decodeCharacters(bytes, 4),
};

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Throws a `RangeError` if the bytes are not a `Name` (RFC 5280, 4.1.2.4). */
export function readName(der: Bytes): NameParts {
  const parts: NameField[][] = [];
  const sequence = elementsIn(der).enter(TAG.sequence);
  while (!sequence.isAtEnd) {
    const set = sequence.enter(TAG.set);
    const fields: NameField[] = [];
    while (!set.isAtEnd) {
      const field = set.enter(TAG.sequence);
      const id = field.objectIdentifier();
      const tag = field.nextTag;
      if (tag === undefined) throw new RangeError(`no value of ${id}`);
      const value = field.take(tag);
      const text = DECODERS[tag]?.(value.content()) ?? null;
      fields.push({
        type: SHORT_NAMES[id] ?? id,
        value: text ?? `#${hexOf(value.bytes())}`,
        isEncoded: text === null,
      });
    }
    parts.push(fields);
  }
  return parts;
}

export function nameText(parts: NameParts): string {
  return parts.map((fields) => fields.map(fieldText).join("+")).join(", ");
}

/** Undefined if the name lacks the field or the value is empty. */
export function fieldOf(parts: NameParts, type: string): string | undefined {
  return parts.flat().find((field) => field.type === type)?.value || undefined;
}

function fieldText({ type, value, isEncoded }: NameField): string {
  return `${type}=${isEncoded ? value : escapeValue(value)}`;
}

/** RFC 4514, 2.4. Escapes control characters too, as hex. */
function escapeValue(value: string): string {
  return value
    .replaceAll(/[,+"\\<>;]|^[ #]|(?<!^) $/g, "\\$&")
    .replaceAll(
      /\p{Cc}/gu,
      (char) => `\\${hexOf(new TextEncoder().encode(char)).toUpperCase().match(/../g)!.join("\\")}`,
    );
}

/** `size`: bytes per character, big-endian. Null if the text is cut short or out of range. */
function decodeCharacters(bytes: Bytes, size: 1 | 2 | 4): string | null {
  if (bytes.length % size !== 0) return null;
  let text = "";
  for (let at = 0; at < bytes.length; at += size) {
    let code = 0;
    for (let i = 0; i < size; i += 1) code = code * 256 + bytes[at + i]!;
    if (code > 0x10ffff) return null;
    text += size === 4 ? String.fromCodePoint(code) : String.fromCharCode(code);
  }
  return text;
}
