/** Takes off what mails, program code, logs and web pages put around the lines of a PEM block. */

/** Quote marks, comment signs and list marks before a line. No character of base64 is among them. */
const LINE_START = /^[\s>|#*;:•]+|^\s*\/\/+\s|^\s*-- /;
/** `12: `, `(12) `, `12 | ` and `12  `. Base64 never has what follows the number. */
const LINE_NUMBER = /^\s*[[(]?\d{1,7}(?:[\])]|[.:|])?[\s|]+/;
const QUOTE = /["'`]/;
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
  yield lines.map((line) => line.slice(prefix.length)).join("\n");
}

function unescaped(body: string): string {
  return body
    .replaceAll(/\\+[rnt]/g, "\n")
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
  let bare = line.replace(LINE_START, "").replace(LINE_NUMBER, "").replace(LINE_START, "");
  const start = bare.search(QUOTE);
  if (start >= 0) {
    const rest = bare.slice(start + 1);
    const end = rest.search(QUOTE);
    // A quotation mark alone may stand at either end.
    if (end >= 0) bare = rest.slice(0, end);
    else bare = start * 2 > bare.length ? bare.slice(0, start) : rest;
  }
  return bare.replace(/[\\,;&_|\s]+$/, "");
}

const lastWord = (line: string): string => /\S+$/.exec(line.trimEnd())?.[0] ?? "";
