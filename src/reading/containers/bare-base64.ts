/** Finds certificates in base64 without PEM's armour: in lines of their own, or quoted in JSON and YAML. */
import type { Bytes } from "../../core/bytes.ts";
import type { TextLine } from "../texts/kind.ts";
import { MAX_CERTIFICATES } from "../limits.ts";
import { isBase64, readBase64 } from "./base64.ts";
import { withoutEnd } from "./undecorate.ts";

export interface BareBase64 {
  bytes: Bytes;
  line: number;
}

/** How DER with a long length, or with an indefinite one, begins; and PEM, as Kubernetes stores it. */
const START = /^(?:MI[GHIA-F]|LS0tLS1CRUdJTi)/;
/** Characters of the shortest certificate; other texts have such words too. */
const SHORTEST = 120;
/** Quotation marks and other signs around a line. */
const BEFORE = /^[\s"'`>|,;[\]{}()]+/;
const BEHIND = /[\s"'`|,;[\]{}()\\]/;
const NOT_BASE64 = /[^A-Za-z0-9+/=]+/;

/** `lines`: outside of PEM blocks. */
export function findBareBase64(lines: readonly TextLine[]): BareBase64[] {
  const found: BareBase64[] = [];
  let run: { parts: string[]; line: number } | null = null;
  const close = (): void => {
    if (run) take(run.parts.join(""), run.line, found);
    run = null;
  };
  let previous = 0;
  for (const { whole: text, number } of lines) {
    if (found.length > MAX_CERTIFICATES) break;
    const bare = withoutEnd(text.replace(BEFORE, ""), BEHIND);
    const isPart = bare !== "" && isBase64(bare);
    if (number !== previous + 1 || !isPart) close();
    previous = number;
    if (!isPart) {
      if (text.length >= SHORTEST) takeWords(text, number, found);
      continue;
    }
    if (!run && START.test(bare)) run = { parts: [], line: number };
    run?.parts.push(bare);
    if (bare.endsWith("=")) close();
  }
  close();
  return found;
}

function takeWords(text: string, line: number, found: BareBase64[]): void {
  for (const word of text
    .replaceAll("\\/", "/")
    .replaceAll(/\\[nr]/g, "")
    .split(NOT_BASE64))
    take(withoutName(word), line, found);
}

/** `CERTIFICATE=MII…` is one word. */
function withoutName(word: string): string {
  const equals = word.indexOf("=");
  return equals < 0 || equals > word.length - 4 ? word : word.slice(equals + 1);
}

function take(base64: string, line: number, found: BareBase64[]): void {
  if (base64.length >= SHORTEST && START.test(base64))
    found.push({ bytes: readBase64(base64).bytes, line });
}
