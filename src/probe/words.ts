/** The browsers' own words for failures, for the guide: the one door through which it sees them. */
import type { BrowserFamily, FailureCode } from "../core/vocabulary.ts";
import { codes } from "./chromium-errors.json";
import { symbols } from "./firefox-errors.json";
import { codes as nssCodes } from "./nss-errors.json";

export interface BrowserWords {
  family: BrowserFamily;
  words: readonly { word: string; code: FailureCode }[];
}

function wordsOf(table: Record<string, string>): BrowserWords["words"] {
  return Object.entries(table).map(([word, code]) => ({
    word: word.replace(/^net::/, ""),
    code: code as FailureCode,
  }));
}

export const BROWSER_WORDS: readonly BrowserWords[] = [
  { family: "chromium", words: wordsOf(codes) },
  { family: "firefox", words: wordsOf({ ...symbols, ...nssCodes }) },
];
