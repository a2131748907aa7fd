/** Java's keytool: `-list`, `-list -v`, `-list -rfc`, `-printcert`. Labels are translated; kinds and hashes are not. */
import { clip, type Contents } from "../contents.ts";
import type { PemBlock } from "../containers/pem.ts";
import { MAX_LISTED, MAX_NAME } from "../limits.ts";
import type { TextFacts } from "../model.ts";
import { firstMatch, hasLine, type Mark, type TextKind, type TextLine } from "./kind.ts";

const HASH = /\b((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\b/;
const HASH_LINE = /(?:SHA-?256\)?\s*[:：]\s*)((?:[0-9A-F]{2}:){31}[0-9A-F]{2})\s*$/;
const ENTRY_KIND = /\b(trustedCertEntry|PrivateKeyEntry|SecretKeyEntry)\b/;
/** `-list` without `-v`: alias, date, kind, with a comma behind. */
const SHORT_ENTRY =
  /^(.{1,1024}?), [^,]{1,60}(?:, [^,]{1,60})?, (?:trustedCertEntry|PrivateKeyEntry|SecretKeyEntry),/;
const ALIAS = /^(?:Alias ?name|Aliasname|別名|别名)\s*[:：]\s*(.*)/i;
const STARS = /^\*{30,}$/;
const KEYSTORE =
  /^(?:Keystore type|Keystore-Typ|キーストアのタイプ|密钥库类型)\s*[:：]\s*(?:jks|jceks|pkcs12|dks)/i;
/** Before each certificate that `-printcert -sslserver` got from a server. */
const SENT = /^\S{2,12} #\d{1,3}$/;
const OWNER = /^(?:Owner|Eigentümer|所有者)\s*[:：]\s*(.*)/;
const ISSUER = /^(?:Issuer|Aussteller|発行者|发布者)\s*[:：]\s*(.*)/;

export const keytool: TextKind = {
  format: "keytool",
  mark(line): Mark | null {
    if (KEYSTORE.test(line)) return { isFirst: true };
    if (ALIAS.test(line) || ENTRY_KIND.test(line) || OWNER.test(line) || HASH_LINE.test(line))
      return {};
    return null;
  },
  read(segment) {
    const isKeytool = segment.lines.some(
      ({ text }) => KEYSTORE.test(text) || ENTRY_KIND.test(text) || OWNER.test(text),
    );
    if (!isKeytool) return null;
    const entries = entriesOf(segment.lines);
    const listed = segment.blocks.length ? [] : listedIn(segment.lines, entries);
    const isSent = !entries.length && hasLine(segment, SENT);
    return {
      facts: {
        // Of a server's chain, only the last can be a root.
        listed: isSent ? listed.slice(-1) : listed,
        printedSubject: segment.blocks.length ? null : firstMatch(segment, OWNER),
        printedIssuer: segment.blocks.length ? null : firstMatch(segment, ISSUER),
      },
      contents: contentsOf(segment.blocks, entries),
      loose: [],
    };
  },
};

interface Entry {
  line: number;
  alias: string | null;
  isTrusted: boolean;
}

/** Aliases and kinds of the entries, in order. */
function entriesOf(lines: readonly TextLine[]): Entry[] {
  const entries: Entry[] = [];
  for (const { text, number } of lines) {
    const short = SHORT_ENTRY.exec(text)?.[1];
    const alias = short ?? ALIAS.exec(text)?.[1];
    if (alias !== undefined) entries.push({ line: number, alias: alias.trim(), isTrusted: false });
    const last = entries.at(-1);
    if (last && /\btrustedCertEntry\b/.test(text)) last.isTrusted = true;
  }
  return entries;
}

/** Walks entries and places side by side; both are in order. */
function entryFinder(entries: readonly Entry[]): (line: number) => Entry | null {
  let at = -1;
  return (line) => {
    while (at + 1 < entries.length && entries[at + 1]!.line <= line) at += 1;
    return entries[at] ?? null;
  };
}

function contentsOf(blocks: readonly PemBlock[], entries: readonly Entry[]): Contents {
  const entryAt = entryFinder(entries);
  return {
    faults: blocks.flatMap(({ faults }) => faults),
    certificates: blocks.flatMap(({ certificates, line }) => {
      const entry = entryAt(line);
      const alias = entry?.alias == null ? null : clip(entry.alias);
      return certificates.map((certificate) => ({
        ...certificate,
        alias,
        use: entry?.isTrusted ? ("trusted" as const) : null,
      }));
    }),
  };
}

function listedIn(lines: readonly TextLine[], entries: readonly Entry[]): TextFacts["listed"] {
  const entryAt = entryFinder(entries);
  const listed: TextFacts["listed"] = [];
  let owner = "";
  for (const { text, number } of lines) {
    if (STARS.test(text)) owner = "";
    owner = OWNER.exec(text)?.[1]?.trim() ?? owner;
    const hash = HASH_LINE.test(text) ? HASH.exec(text)?.[1] : undefined;
    if (hash === undefined || listed.length >= MAX_LISTED) continue;
    const entry = entryAt(number);
    // The chain of a key is not trusted for that.
    if (entry && !entry.isTrusted) continue;
    const name = (owner || entry?.alias) ?? "";
    listed.push({
      sha256: hash.replaceAll(":", "").toLowerCase(),
      name: name.slice(0, MAX_NAME),
      line: number,
    });
  }
  return listed;
}
