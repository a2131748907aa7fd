/** Takes from pasted lines what terminals, builds, logs and pages put around a program's words. */

export interface CleanLine {
  /** 1-based number in the pasted text. */
  number: number;
  /** Without colours and escapes, with straight quotes and single blanks. */
  text: string;
  /** Without frames and the prefixes of logs, too. */
  message: string;
}

/** Longest piece (characters) of one line that is read; a log in one line of JSON may be long. */
const LINE_LIMIT = 200_000;

/** Colours and other control sequences, also those whose escape character was printed or lost. */
const CONTROL_SEQUENCE =
  // oxlint-disable-next-line no-control-regex
  /(?:\u001b|\u241b|\\+(?:u001b|x1b|033|e))(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\n]{0,200}\u0007)|\^\[\[[0-9;]*m/gi;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff]/g;

const ENTITIES: Record<string, string> = {
  quot: '"',
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
  nbsp: " ",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  hellip: "…",
  shy: "",
};
const MOST_ESCAPES = 3;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi;

/** In place of a line break that was escaped: it ends a clause. */
const ESCAPED_BREAK = " ¶ ";

const WINDOWS_PATH = /\b[a-z]:\\/i;

const FRAME = /^[\s\u2500-\u259f|>*]+(?=\S)/;
/** What stands in front of a message; several may follow each other. */
const PREFIXES = [
  FRAME,
  /^#\d+ (?:\d+\.\d+ )?/,
  /^=> (?:=> )?(?:# )?/,
  /^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?\]?:?\s*/,
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,100} [\w./@-]{1,60}(?:\[\d+\])?: /,
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?\s+/,
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w.-]{1,60}:\d+\] /,
  /^\[(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|info|warn|warning|error|debug)\]\s*/,
  /^(?:INFO|WARN|DEBUG|TRACE)\s+(?=\S)/,
  /^[\w.-]{1,60}\s+\| /,
  /^npm (?:ERR!|error|WARN|warn|verb|verbose|notice)\s+/,
  /^E {2,}(?=\S)/,
  /^(?:stdout|stderr) [FP] /,
  /^remote: /,
  /^##\[[a-z]+\]/,
];
/** Only behind the prefix of a log: an error may begin with these words. */
const LEVEL = /^(?:WARNING|ERROR|FATAL)\s+(?=\S)/;
const MOST_PREFIXES = 8;

export function cleanLine(raw: string, number: number): CleanLine {
  const text = plainText(raw.slice(0, LINE_LIMIT))
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/\s+/g, " ");
  return { number, text, message: withoutPrefixes(text) };
}

function plainText(raw: string): string {
  const plain = raw.replaceAll(CONTROL_SEQUENCE, "").replaceAll(CONTROLS, "");
  const decoded = decodeEntities(plain);
  return decoded.includes("\\") ? unescaped(decoded) : decoded;
}

/** Text that was escaped more than once, too. */
function decodeEntities(text: string): string {
  let decoded = text;
  for (let times = 0; times < MOST_ESCAPES && decoded.includes("&"); times += 1)
    decoded = decoded.replaceAll(ENTITY, decodeEntity);
  return decoded;
}

function decodeEntity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
}

/** Escapes of JSON. A path of Windows keeps its backslashes. */
function unescaped(text: string): string {
  const quotes = text.replaceAll(/\\+(["'/])/g, "$1");
  const characters = quotes.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return WINDOWS_PATH.test(text) ? characters : characters.replaceAll(/\\+[nrt]/g, ESCAPED_BREAK);
}

function withoutPrefixes(text: string): string {
  let message = text;
  let isLog = false;
  for (let taken = 0; taken < MOST_PREFIXES; taken += 1) {
    const known: readonly RegExp[] = isLog ? [...PREFIXES, LEVEL] : PREFIXES;
    const prefix = known.find((each) => each.test(message));
    if (!prefix) break;
    isLog ||= prefix !== FRAME;
    message = message.replace(prefix, "");
  }
  return message.replace(/[\s\u2500-\u259f]+$/, "");
}
