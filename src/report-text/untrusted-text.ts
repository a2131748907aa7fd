/** Makes other people's text safe to read: shows hidden characters and cuts long text. Reports keep the original. */

/** In characters: the longest text shown, and the start and end of a longer one. */
const LIMIT = 200;
const START = 130;
const END = 60;

/** Characters that hide or reorder text, are unknown to this browser's Unicode, or could forge our escapes. */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u27E8\u27E9]/u;

/** Marks stack on the letter before them; many of them cover other lines. */
const MARK = /\p{M}/u;
const MARKS_IN_A_ROW = 4;

/** Hidden characters become `⟨U+202E⟩`; long text is cut in the middle. */
export function visible(text: string): string {
  if (text.length <= LIMIT) {
    const all = pieces(text).join("");
    if (all.length <= LIMIT) return all;
  }
  const start = fitting(pieces(text.slice(0, LIMIT)), START);
  const end = fitting(pieces(text.slice(-LIMIT)).toReversed(), END).toReversed();
  return [...start, "⟨…⟩", ...end].join("");
}

/** Also isolates the text, so that it cannot change the direction of the sentence around it. */
export function isolated(text: string): string {
  return isolate(visible(text));
}

/** For text that is already visible. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/g;
/** Scripts written from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Removes isolates around words that cannot change the direction. */
export function withoutNeedlessIsolates(text: string): string {
  return text.replaceAll(ISOLATED, (piece, inner: string) =>
    RIGHT_TO_LEFT.test(inner) ? piece : inner,
  );
}

export function splitIsolated(text: string): { text: string; isIsolated: boolean }[] {
  return text
    .split(ISOLATED)
    .map((piece, index) => ({ text: piece, isIsolated: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

function pieces(text: string): string[] {
  let marks = 0;
  return Array.from(text, (char) => {
    marks = MARK.test(char) ? marks + 1 : 0;
    return HIDDEN.test(char) || marks > MARKS_IN_A_ROW ? escaped(char) : char;
  });
}

function escaped(char: string): string {
  return `⟨U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

function fitting(all: readonly string[], length: number): string[] {
  let left = length;
  const first = all.findIndex((piece) => (left -= piece.length) < 0);
  return all.slice(0, first === -1 ? all.length : first);
}
