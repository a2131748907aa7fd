/** Which scripts a name is written in. */

/** Scripts by their Unicode names; all other letters are one more script. */
const SCRIPTS = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Armenian",
  "Georgian",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Bengali",
  "Tamil",
  "Thai",
  "Cherokee",
  "Han",
  "Hiragana",
  "Katakana",
  "Bopomofo",
  "Hangul",
].map((name): [string, RegExp] => [name, new RegExp(`\\p{Script=${name}}`, "u")]);

/** Scripts that one language writes together (UTS #39, "Highly Restrictive"). */
const TOGETHER = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];

/**
 * Whether a label mixes scripts that no language writes together, as `аmazon` with a Cyrillic first letter
 * does. A label that is wholly in another script may look like a Latin one too: that is not seen here.
 */
export function mixesScripts(label: string): boolean {
  const letters = Array.from(label).filter((char) => /[\p{L}\p{M}]/u.test(char));
  const found = new Set(
    letters
      .filter((char) => !/[\p{Script=Common}\p{Script=Inherited}]/u.test(char))
      .map((char) => SCRIPTS.find(([, script]) => script.test(char))?.[0] ?? "other"),
  );
  return found.size > 1 && !TOGETHER.some((set) => [...found].every((name) => set.includes(name)));
}
