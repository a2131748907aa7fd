/** A report as a sheet of sections: the same content for every form that a person reads. */

/** Strings are texts of ours; a stranger's words stand in them between isolates (`quoted`). */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "bullets"; items: string[] }
  | { kind: "facts"; facts: Fact[] }
  /** The first cell of a row names it. */
  | { kind: "table"; columns: string[]; rows: string[][] };

/** A label and its value. */
export type Fact = [label: string, value: string];

export interface Section {
  heading: string;
  blocks: Block[];
}

export interface Sheet {
  title: string;
  /** What must stand above and below everything else; null where nothing must. */
  mark: string | null;
  sections: Section[];
}

const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/g;
/** Scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A text without the isolates around what could not disturb its order anyway. */
export function plain(text: string): string {
  return text.replaceAll(ISOLATED, (whole, inner: string) =>
    RIGHT_TO_LEFT.test(inner) ? whole : inner,
  );
}

/** A text cut into our words and a stranger's. */
export function pieces(text: string): { text: string; foreign: boolean }[] {
  return text
    .split(ISOLATED)
    .map((piece, index) => ({ text: piece, foreign: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
