/** docs/support-code.md describes the versions. */
import frozen from "./support-code.json";
import { fieldsOf, type CodeField, type Room } from "./support-code-fields.ts";

/** Characters of the check digits, at the end of a code. */
export const CHECKS = 2;

export interface Format {
  version: number;
  characters: number;
  room: Room;
  fields: readonly CodeField[];
}

export const FORMATS: readonly Format[] = frozen.formats.map((format) => ({
  ...format,
  fields: fieldsOf(format.room),
}));
export const NEWEST = FORMATS.at(-1)!;

export function radicesOf(fields: readonly CodeField[]): number[] {
  return fields.map(({ radix }) => radix);
}
