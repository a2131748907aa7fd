/** Takes off what mails, program code, logs and web pages put around the lines of a PEM block. */
import { isBase64 } from "./base64.ts";

/** Quote marks, comment signs and list marks before a line. No character of base64 is among them. */
const LINE_START = /^[\s>|#*;:•]+|^\s*\/\/+\s|^\s*-- /;
/** `12: `, `(12) `, `12 | ` and `12  `. Base64 never has what follows the number. */
const LINE_NUMBER = /^\s*[[(]?\d{1,7}(?:[\]).:|]+\s*|\s+)/;
const QUOTE = /["'`]/;
const LINE_END = /[\\,;&_|\s]/;
const ESCAPED_CHARACTER = /\\u([0-9a-f]{4})|&#x0*([0-9a-f]{1,6});|%([0-9a-f]{2})/gi;

/** Texts that may be the block's base64, the most likely first. `prefix`: what stands before its first line. */
export function* undecorated(body: string, prefix: string): Generator<string> {
  const plain = unescaped(body);
  const lines = plain.split("\n");
  yield lines.map(bareLine).join("\n");
  if (prefix !== "") {
    yield lines
      .map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : line))
      .join("\n");
  }
  yield lines.map((line) => lastWord(bareLine(line))).join("\n");
  // Lines that were joined: the marks stand between the words.
  const marks = new Set(prefix.split(/\s+/));
  yield plain
    .split(/\s+/)
    .map(bareLine)
    .filter((word) => isBase64(word) && !marks.has(word))
    .join("\n");
  yield lines.map((line) => line.slice(prefix.length)).join("\n");
}

function unescaped(body: string): string {
  return body
    .replaceAll(/\\{1,8}[rnt]/g, "\n")
    .replaceAll("\\/", "/")
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/gi, "\n")
    .replaceAll(/&#(\d{1,7});/g, (_, digits: string) => characterOf(Number(digits)))
    .replaceAll(ESCAPED_CHARACTER, (_, ...hex: (string | undefined)[]) =>
      characterOf(Number.parseInt(hex[0] ?? hex[1] ?? hex[2] ?? "", 16)),
    )
    .replaceAll(/&(?:nbsp|quot|apos|gt|lt|amp|NewLine);/g, "\n")
    .replaceAll("&plus;", "+")
    .replaceAll("&sol;", "/")
    .replaceAll("&equals;", "=");
}

const characterOf = (code: number): string => (code < 0x80 ? String.fromCharCode(code) : "");

/** The line without marks and numbers before it, and without the quotation marks around it. */
function bareLine(line: string): string {
  const bare = line.replace(LINE_START, "").replace(LINE_NUMBER, "").replace(LINE_START, "");
  const parts = bare.split(QUOTE);
  const quoted = parts.length === 1 ? bare : longestBase64(parts);
  return withoutEnd(quoted, LINE_END);
}

/** A regular expression for the end of a line would try every run of these characters again and again. */
export function withoutEnd(text: string, characters: RegExp): string {
  let end = text.length;
  while (end > 0 && characters.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** One line of such a block. */
export const bareText = (line: string): string => bareLine(unescaped(line));

/** The longest part; a part may begin or end in mid-string. */
const longestBase64 = (parts: readonly string[]): string =>
  parts
    .filter((part) => isBase64(part) && part.trim() !== "+")
    .reduce((one, other) => (other.length > one.length ? other : one), "");

function lastWord(line: string): string {
  const bare = line.trimEnd();
  return bare.slice(Math.max(bare.lastIndexOf(" "), bare.lastIndexOf("\t")) + 1);
}
