/** The versions of the support code; docs/support-code.md describes them. */
import frozen from "./support-code.json";
import { fieldsOf, type CodeField, type Room } from "./support-code-fields.ts";

/** The characters of the two check digits, at the end of a code. */
export const CHECKS = 2;

/** One version of the code. */
export interface Format {
  version: number;
  characters: number;
  /** How many words of each list the version has room for. */
  room: Room;
  /** In the order of the digits. */
  fields: readonly CodeField[];
}

export const FORMATS: readonly Format[] = frozen.formats.map((format) => ({
  ...format,
  fields: fieldsOf(format.room),
}));
/** The version that new codes have. */
export const NEWEST = FORMATS.at(-1)!;

export function radicesOf(fields: readonly CodeField[]): number[] {
  return fields.map(({ radix }) => radix);
}
