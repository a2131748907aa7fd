/**
 * Makes text from certificates, browsers and networks safe to read: writes out characters that hide or reorder
 * the text around them, and cuts long text. The report itself holds the text unchanged.
 */

/** Longest text shown, and how much of a longer one is shown of its start and its end: characters. */
const LIMIT = 200;
const START = 130;
const END = 60;

/**
 * Controls, bidirectional overrides and isolates, invisible characters, lone surrogates, characters unknown to
 * this browser's Unicode; and the brackets of our own escapes, so that nobody can forge one.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u27E8\u27E9]/u;

/** Marks that stack on the letter before them; many of them cover other lines. */
const MARK = /\p{M}/u;
const MARKS_IN_A_ROW = 4;

/** The text with hidden characters as `⟨U+202E⟩`, cut in the middle if longer than 200 characters. */
export function visible(text: string): string {
  if (text.length <= LIMIT) {
    const all = pieces(text).join("");
    if (all.length <= LIMIT) return all;
  }
  const start = fitting(pieces(text.slice(0, LIMIT)), START);
  const end = fitting(pieces(text.slice(-LIMIT)).toReversed(), END).toReversed();
  return [...start, "⟨…⟩", ...end].join("");
}

/** The same between isolates, so that it cannot change the direction of the sentence around it. */
export function isolated(text: string): string {
  return isolate(visible(text));
}

/** Puts isolates around a text that is visible already. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/g;
/** Scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The text without isolates around words that cannot change its direction. */
export function withoutNeedlessIsolates(text: string): string {
  return text.replaceAll(ISOLATED, (piece, inner: string) =>
    RIGHT_TO_LEFT.test(inner) ? piece : inner,
  );
}

/** The text cut into our words and isolated ones. */
export function splitIsolated(text: string): { text: string; isIsolated: boolean }[] {
  return text
    .split(ISOLATED)
    .map((piece, index) => ({ text: piece, isIsolated: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/** The characters of a text, each as it is shown. */
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

/** As many of the pieces, from the first on, as fit into a length. */
function fitting(all: readonly string[], length: number): string[] {
  let left = length;
  const first = all.findIndex((piece) => (left -= piece.length) < 0);
  return all.slice(0, first === -1 ? all.length : first);
}
