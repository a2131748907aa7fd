import type { Failure } from "../core/failure.ts";
import type { FailureCode } from "../core/vocabulary.ts";
import { codes } from "./chromium-errors.json";

/** Reads Chromium's error word, such as `net::ERR_CERT_AUTHORITY_INVALID`. */
export function explainChromium(word: string): Failure {
  const known: Record<string, string> = codes;
  const code = Object.hasOwn(known, word) ? (known[word] as FailureCode) : "unknown";
  return { code, raw: word, symbol: word };
}
