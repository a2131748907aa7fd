/** UTF-16, which some Windows programs write, begins with one of these marks. */
const ENCODINGS = [
  { label: "utf-16le", mark: [0xff, 0xfe] },
  { label: "utf-16be", mark: [0xfe, 0xff] },
];

/** The text of a file: UTF-16 if its first bytes say so, otherwise UTF-8. */
export function fileText(bytes: Uint8Array): string {
  const found = ENCODINGS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  return new TextDecoder(found?.label ?? "utf-8").decode(bytes);
}
