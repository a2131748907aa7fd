/** Firefox's error pages, by their symbols, which no language translates, and the text that their details copy. */
import {
  contentsOfBlocks,
  firstMatch,
  hostIn,
  hostNamed,
  type Mark,
  type Segment,
  type TextKind,
} from "./kind.ts";

const CODE = /\b((?:SEC_ERROR|SSL_ERROR|MOZILLA_PKIX_ERROR)_[A-Z0-9_]+)/;
/** Of OpenSSL, whose programs print them. */
const OF_OPENSSL = /^SSL_ERROR_(?:SYSCALL|SSL|ZERO_RETURN|WANT_[A-Z_]+|EOF|NONE)$/;
const DETAIL =
  /^HTTP (?:Strict Transport Security|Public Key Pinning): (?:true|false)\b|^[^\n]{0,80}\bHTTP Public Key Pinning\b/;
const ADDRESS = /^https:\/\/\S+$/;

export const firefoxError: TextKind = {
  format: "firefox-error",
  hasLead: true,
  mark(line): Mark | null {
    // Lines of curl and git begin with their names, and may hold symbols of NSS.
    if (/^(?:\* |curl: |fatal: )/.test(line)) return null;
    const code = codeIn(line);
    if (code) return { identity: code };
    return DETAIL.test(line) ? {} : null;
  },
  read(segment) {
    const { lines, blocks } = segment;
    const address = firstMatch(segment, /^\s*(https:\/\/\S+)\s*$/);
    return {
      facts: {
        host: address ? hostIn(address) : hostNamed(lines),
        errorCode: lines.map(({ text }) => codeIn(text)).find(Boolean) ?? null,
        errorText: sentenceOf(segment),
        currentDate: dateOf(segment),
        verified: false,
      },
      contents: contentsOfBlocks(blocks, "sent"),
      loose: [],
    };
  },
};

function codeIn(line: string): string | null {
  const code = CODE.exec(line)?.[1];
  return code && !OF_OPENSSL.test(code) ? code : null;
}

const DATE = /\d{4}.*\d{1,2}:\d{2}|\d{1,2}:\d{2}.*\d{4}/;

/** The line below the symbol, in whatever form the language writes dates. */
function dateOf({ lines }: Segment): string | null {
  const filled = lines.map(({ text }) => text.trim()).filter((text) => text !== "");
  const below = filled[filled.findIndex((text) => codeIn(text)) + 1] ?? "";
  return below.length < 100 && DATE.test(below) ? below : null;
}

/** The line below the address in the details, else the one above the symbol. */
function sentenceOf({ lines }: Segment): string | null {
  const filled = lines.map(({ text }) => text.trim()).filter((text) => text !== "");
  const address = filled.findIndex((text) => ADDRESS.test(text));
  if (address >= 0 && filled[address + 1] !== undefined) return filled[address + 1]!;
  const code = filled.findIndex((text) => codeIn(text));
  return filled[code - 1] ?? null;
}
