/** Compares names as a hasty reader sees them (after Unicode's UTS #39, for Latin text). */

/** Letters and digits that look alike: each stands for the first of its group. */
const LOOK_ALIKES = [
  "aаαɑ",
  "bЬвβ",
  "cсϲ",
  "dԁ",
  "eеεҽ",
  "fϝ",
  "gɡ",
  "hһнη",
  "kкκ",
  "lіιıӏ1i|ǀ",
  "mмμ",
  "nпո",
  "oоο0օ",
  "pрρ",
  "qԛ",
  "rгʀ",
  "sѕ5ʂ",
  "tтτ",
  "uυսʋ",
  "vѵν",
  "wԝω",
  "xхχ",
  "yуγү",
  "zᴢζ",
];

const FIRST = new Map(
  LOOK_ALIKES.flatMap((group) => Array.from(group.toLowerCase(), (char) => [char, group[0]!])),
);

/** The same for names that differ only in case, accents, blanks, punctuation and letters that look alike. */
export function skeletonOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}|ǀ]/gu, "");
  const letters = Array.from(plain, (char) => FIRST.get(char) ?? char).join("");
  return letters.replaceAll("rn", "m").replaceAll("vv", "w");
}
