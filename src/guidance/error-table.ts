/** The table of known error lines, the browsers' own words included. */
import type { Cause, FailureCode } from "../core/vocabulary.ts";
import { BROWSER_WORDS, type BrowserWords } from "../probe/words.ts";
import data from "./error-lines.json";
import { meaningOfFailure } from "./error-reader/failure-meaning.ts";
import type { SourceId } from "./source.ts";
import type { Topic } from "./repair-cases.ts";

/** Messages `errorMeaning_<meaning>` and `errorDo_<meaning>`. */
export const ERROR_MEANINGS = [
  "bad-certificate",
  "blocked-here",
  "client-file",
  "client-refused",
  "clock",
  "closed",
  "ct-required",
  "date",
  "device-memory",
  "expired",
  "file-is-folder",
  "file-unreadable",
  "handshake",
  "headline",
  "incomplete-chain",
  "interception",
  "name-mismatch",
  "no-answer",
  "no-connection",
  "no-roots",
  "no-starttls",
  "not-tls",
  "not-verified",
  "not-yet-valid",
  "pinned",
  "protocol-version",
  "proxy-certificate",
  "proxy-failed",
  "revocation-unknown",
  "revoked",
  "self-signed",
  "self-signed-root",
  "strict-rules",
  "tls-required",
  "unknown-issuer",
  "weak-certificate",
  "wrong-file",
  "wrong-purpose",
] as const;
export type ErrorMeaning = (typeof ERROR_MEANINGS)[number];

/** Causes that a program's words show, but no check of a browser. */
export const PROGRAM_CAUSES = [
  "bucket-twice",
  "bundle-partial",
  "client-certificate",
  "device-limits",
  "device-root",
  "dotted-bucket",
  "endpoint-setting",
  "idle-connection",
  "iot-endpoint",
  "no-list",
  "no-server-name",
  "old-program",
  "other-authority",
  "own-name",
  "plain-connection",
  "private-authority",
  "unknown-region",
  "wrong-port",
  "zone-for-region",
] as const;
/** Messages `errorCause_<cause>` and `errorTell_<cause>`. */
export type ErrorCause = Cause | (typeof PROGRAM_CAUSES)[number];

export interface ErrorLine {
  id: string;
  program: string;
  /** Alternatives without their variable parts; `…` matches words in between. */
  lines: string[];
  meaning: ErrorMeaning;
  /** The most likely first; empty if a setting of the program is wrong. */
  causes: ErrorCause[];
  /** Where the guide has details. */
  read?: { topic: Topic; detail?: string };
  /** A fallback: shown only if no more specific line stands near. */
  general?: boolean;
  /** The words of a library, which many programs print. */
  library?: boolean;
  /** Whether the line must end its clause: more words change what it means. */
  clause?: boolean;
  /** Says something only of a host of AWS: else it is an ordinary fault of a network. */
  atAws?: boolean;
  sources: SourceId[];
}

/** Codes that Node.js has, too, for something else. */
const NODE_CODES: ReadonlySet<string> = new Set(["ERR_ACCESS_DENIED", "ERR_HTTP2_STREAM_CLOSED"]);

const WRITTEN = data.rows as ErrorLine[];

export const ERROR_LINES: readonly ErrorLine[] = [
  ...WRITTEN,
  ...BROWSER_WORDS.flatMap(browserRows),
];

/** A row for each failure of a browser, with its words that no written row has. */
function browserRows({ family, words }: BrowserWords): ErrorLine[] {
  const written = new Set(WRITTEN.flatMap(({ lines }) => lines));
  const isChromium = family === "chromium";
  const byCode = new Map<FailureCode, string[]>();
  for (const { word, code } of words) {
    if (written.has(word)) continue;
    const own = NODE_CODES.has(word) ? `net::${word}` : word;
    byCode.set(code, [...(byCode.get(code) ?? []), own]);
  }
  return [...byCode].flatMap(([code, own]) => {
    const means = meaningOfFailure(code);
    if (!means) return [];
    return {
      id: `${family}-code-${code}`,
      program: isChromium ? "Chrome, Edge" : "Firefox",
      lines: own,
      ...means,
      sources: [isChromium ? "chromium-net-errors" : "firefox-nss-errors"],
    } satisfies ErrorLine;
  });
}
