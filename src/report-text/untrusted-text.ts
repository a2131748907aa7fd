/**
 * Text of strangers (certificates, browsers, networks), made safe to read: what would hide or reorder the
 * text around it is written out, and what is long is cut. The report keeps all of it, unchanged.
 */

/** Longest text that is shown, in characters; of a longer one, how much stays of its start and its end. */
const LIMIT = 200;
const START = 130;
const END = 60;

/**
 * Controls, bidirectional overrides and isolates, zero-width and other invisible characters, lone
 * surrogates, what this browser's Unicode does not know; and the brackets of our own escapes, so that
 * nobody can forge one.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u27E8\u27E9]/u;

/** Marks that stack on the letter before them; a heap of them paints over other lines. */
const MARK = /\p{M}/u;
const MARKS_IN_A_ROW = 4;

/** The text with everything hidden as `⟨U+202E⟩`, cut in its middle where it is longer than 200 characters. */
export function visible(text: string): string {
  if (text.length <= LIMIT) {
    const whole = pieces(text).join("");
    if (whole.length <= LIMIT) return whole;
  }
  const start = fitting(pieces(text.slice(0, LIMIT)), START);
  const end = fitting(pieces(text.slice(-LIMIT)).toReversed(), END).toReversed();
  return [...start, "⟨…⟩", ...end].join("");
}

/** The same for the middle of a sentence, whose direction it cannot change. */
export function isolated(text: string): string {
  return `\u2068${visible(text)}\u2069`;
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
