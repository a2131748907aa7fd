/** How print-outs of programs are found in a text: by lines that only they have. */
import type { Contents } from "../contents.ts";
import type { PemBlock } from "../containers/pem.ts";
import type { Format, TextFacts } from "../model.ts";

/** What a line says of the text around it. */
export interface Mark {
  /** A print-out has one such line, so a second one begins another. Errors may be printed before it. */
  isFirst?: boolean;
  /** A print-out has one of these; another value begins another print-out. */
  identity?: string;
  /** The print-out is complete. */
  closes?: boolean;
  /** Never behind a line that closes: begins another print-out there. */
  reopens?: boolean;
}

export interface TextLine {
  /** 1-based. */
  number: number;
  /** Without quote marks of mails; cut to `MAX_LINE`. */
  text: string;
  /** The same, however long. */
  whole: string;
}

export interface Segment {
  lines: TextLine[];
  blocks: PemBlock[];
}

export interface TextReading {
  format?: Format;
  facts: Partial<TextFacts>;
  contents: Contents;
  /** Blocks of the segment that do not belong to the print-out. */
  loose: PemBlock[];
}

export interface TextKind {
  format: Format;
  /** Whether lines before the first marked one belong to it, as those of an error page do. */
  hasLead?: boolean;
  mark(line: string): Mark | null;
  /** Null if the segment turns out to be something else. */
  read(segment: Segment): TextReading | null;
}

/** First capture of the first line that fits. */
export function firstMatch(segment: Segment, pattern: RegExp): string | null {
  for (const { text } of segment.lines) {
    const match = pattern.exec(text)?.[1]?.trim();
    if (match) return match;
  }
  return null;
}

export function lastMatch(segment: Segment, pattern: RegExp): RegExpExecArray | null {
  for (let at = segment.lines.length - 1; at >= 0; at -= 1) {
    const match = pattern.exec(segment.lines[at]!.text);
    if (match) return match;
  }
  return null;
}

export const hasLine = (segment: Segment, pattern: RegExp): boolean =>
  segment.lines.some(({ text }) => pattern.test(text));

/** All certificates of the segment's blocks, with what the text says of them. */
export function contentsOfBlocks(
  blocks: readonly PemBlock[],
  use: "sent" | "trusted" | null,
): Contents {
  return {
    certificates: blocks.flatMap(({ certificates }) =>
      certificates.map((certificate) => ({ ...certificate, use: certificate.use ?? use })),
    ),
    faults: blocks.flatMap(({ faults }) => faults),
  };
}

const HOST = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.){1,20}(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/i;
/** Characters of an address with its path. */
const LONGEST_WORD = 500;
const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const IPV6 = /^[0-9a-f:.]{2,45}$/i;

/** A host's name or address as it may stand in a text, in lower case; null if it is none. */
export function hostIn(word: string | null | undefined): string | null {
  if (!word || word.length > LONGEST_WORD) return null;
  const bare = word
    .replace(/^[a-z]{2,10}:\/\//i, "")
    .replace(/^[[("'`‘’“”«„]+|[\])"'`‘’“”»,;:.?!。、]+$/g, "")
    .replace(/[/:?#].*$/, "")
    .toLowerCase();
  if (HOST.test(bare) || IPV4.test(bare) || bare === "localhost") return bare;
  return word.includes(":") && IPV6.test(word) ? word.toLowerCase() : null;
}

/** Hosts of the browsers' makers, which their error pages link. */
const MAKERS = /(?:^|\.)(?:mozilla\.org|google\.com|microsoft\.com|badssl\.com)$/;
const WORD_BREAK = /[\s<>()（）「」«»“”„]+/;
const MOST_LINES = 60;

/** The host that a page's sentences name most often; an address in a line of its own comes first. */
export function hostNamed(lines: readonly TextLine[]): string | null {
  const counts = new Map<string, number>();
  for (const { text } of lines.slice(0, MOST_LINES)) {
    if (/^https?:\/\/\S+$/.test(text.trim())) return hostIn(text.trim());
    for (const word of text.split(WORD_BREAK)) {
      const host = hostIn(asciiPart(word));
      if (host && !MAKERS.test(host)) counts.set(host, (counts.get(host) ?? 0) + 1);
    }
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

/** Japanese and Chinese write no space around a name. */
function asciiPart(word: string): string {
  const parts = word.match(/[\w.:/[\]-]+/g) ?? [];
  return parts.find((part) => part.includes(".")) ?? word;
}
