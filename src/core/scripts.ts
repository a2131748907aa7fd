/** Unicode script names. All other letters are treated as one more script. */
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

/** Scripts that one language uses together (UTS #39, "Highly Restrictive"). */
const TOGETHER = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];

/** Finds `аmazon` with a Cyrillic first letter, but not a label wholly in another script that looks Latin. */
export function mixesScripts(label: string): boolean {
  const letters = Array.from(label).filter((char) => /[\p{L}\p{M}]/u.test(char));
  const found = new Set(
    letters
      .filter((char) => !/[\p{Script=Common}\p{Script=Inherited}]/u.test(char))
      .map((char) => SCRIPTS.find(([, script]) => script.test(char))?.[0] ?? "other"),
  );
  return found.size > 1 && !TOGETHER.some((set) => [...found].every((name) => set.includes(name)));
}
