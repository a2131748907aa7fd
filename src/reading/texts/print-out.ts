/** Print-outs of GnuTLS, wget, `openssl verify`, `openssl x509 -text`, and lists of certificates on Windows and macOS. */
import { contentsWith } from "../contents.ts";
import { MAX_LISTED } from "../limits.ts";
import type { TextFacts } from "../model.ts";
import {
  contentsOfBlocks,
  firstMatch,
  hasLine,
  hostIn,
  lastMatch,
  type Mark,
  type Segment,
  type TextKind,
  type TextReading,
} from "./kind.ts";

/** Reads a segment's facts, and says whose its blocks are. */
interface Program {
  lines: RegExp;
  begins?: RegExp;
  read(segment: Segment): Partial<TextFacts>;
  /** Whether it prints the server's certificates in PEM. */
  printsPem?: boolean;
}

const gnutls: Program = {
  begins: /^Processed \d+ CA certificate/,
  lines:
    /^(?:Processed \d+ CA certificate|Resolving '\S+'\.\.\.|Connecting to '\S+'\.\.\.|- (?:Certificate type: |Got a certificate list|Certificate\[\d+\] info|Status: |Description: \(TLS|Session ID: )|\*\*\* (?:PKI verification|Fatal error)|- Server has requested a certificate)/,
  printsPem: true,
  read(segment) {
    const status = firstMatch(segment, /^- Status: (.*)/);
    const names = lastNames(segment);
    return {
      host: hostIn(firstMatch(segment, /^Resolving '([^':]+)/)),
      errorText: status && /NOT trusted/.test(status) ? status : null,
      verified: status === null ? null : /is trusted\.?/.test(status) && !/NOT/.test(status),
      ...names,
    };
  },
};

/** GnuTLS writes `subject `CN=…', issuer `CN=…'`. */
function lastNames(segment: Segment) {
  const line = firstMatch(segment, /^\s*-\s+subject (`.*)/) ?? "";
  const [, printedSubject = null, printedIssuer = null] =
    /^`([^']*)', issuer `([^']*)'/.exec(line) ?? [];
  return { printedSubject, printedIssuer };
}

const wget: Program = {
  begins: /^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--\s/,
  lines:
    /^(?:--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--\s|Resolving \S+ \(|Resolving \S+\.\.\. |Connecting to \S+ \(|(?:ERROR|WARNING): (?:cannot verify|The certificate of|no certificate|certificate common name)|\s{2}Unable to locally verify|To connect to \S+ insecurely|The certificate's owner does not match hostname |Loaded CA certificate ')/,
  read(segment) {
    const error =
      lastMatch(segment, /^(?:ERROR|WARNING): (.*)/)?.[1] ??
      firstMatch(segment, /^(The certificate's owner does not match hostname .*)/);
    const reason = firstMatch(segment, /^\s{2}(Unable to .*|Self-signed .*|Issued certificate .*)/);
    const host =
      hostIn(
        /(?:verify|certificate of) [‘'"]?([^\s‘’'"]+?)[’'"]?(?:'s|’s)? /.exec(error ?? "")?.[1],
      ) ?? hostIn(firstMatch(segment, /^--\S+ \S+--\s+(\S+)/));
    return {
      host,
      errorText: reason ?? error,
      verified: error ? false : null,
      printedIssuer: /issued by [‘'"](.*?)[’'"]:?/.exec(error ?? "")?.[1] ?? null,
    };
  },
};

const verify: Program = {
  lines:
    /^(?:error (?:\d+ at \d+ depth lookup|.{1,300}: verification failed)|C = .*|.{0,300}: OK$)/,
  read(segment) {
    const [, code, text] = lastMatch(segment, /^error (\d+) at \d+ depth lookup: ?(.*)/) ?? [];
    return { errorCode: code ?? null, errorText: text ?? null, verified: code === undefined };
  },
};

const x509: Program = {
  lines:
    /^(?:Certificate:$|\s{4}Data:$|\s{8}(?:Version: \d \(0x|Serial Number:|Signature Algorithm: |Issuer: |Subject: |X509v3 extensions:)|\s{4}Signature Algorithm: |X\.509 Certificate Information:|\tSubject: |\tIssuer: |\tOutput: |Chain verification output: )/,
  read(segment) {
    const verified = verifiedByCerttool(segment);
    // certtool goes through a chain from its root, and comes to the leaf last.
    const valueOf = (pattern: RegExp): string | null =>
      (verified === null ? firstMatch(segment, pattern) : lastMatch(segment, pattern)?.[1]) ?? null;
    return {
      printedSubject: valueOf(/^\s+Subject: (.*)/),
      printedIssuer: valueOf(/^\s+Issuer: (.*)/),
      verified,
    };
  },
};

function verifiedByCerttool(segment: Segment): boolean | null {
  const output = lastMatch(segment, /^Chain verification output: (.*)/)?.[1];
  return output === undefined ? null : output.startsWith("Verified");
}

/** `security find-certificate -Z` on macOS: hashes, then attributes with the name. */
const macOs: Program = {
  lines:
    /^(?:SHA-256 hash: [0-9A-F]{64}|SHA-1 hash: [0-9A-F]{40}|keychain: ".*|\s+"labl"<blob>=.*)$/,
  read: ({ lines }) => ({ listed: macOsList(lines) }),
};

function macOsList(lines: Segment["lines"]): TextFacts["listed"] {
  const listed: TextFacts["listed"] = [];
  for (const { text, number } of lines) {
    const hash = /^SHA-256 hash: ([0-9A-F]{64})/.exec(text)?.[1];
    if (hash && listed.length < MAX_LISTED)
      listed.push({ sha256: hash.toLowerCase(), name: "", line: number });
    const name = /^\s+"labl"<blob>=(?:0x[0-9A-F]+\s+)?"(.*)"/.exec(text)?.[1];
    const last = listed.at(-1);
    if (name && last && last.name === "") last.name = name;
  }
  return listed;
}

/** Windows' certutil, `-dump` and `-store -v`: the name, and behind it the hashes. */
const windows: Program = {
  lines:
    /^\s*(?:={8,} Certificate \d+ ={8,}|X509 Certificate:|Cert Hash\((?:md5|sha1|sha256)\): [0-9a-f ]+)$/,
  read: ({ lines }) => ({ listed: windowsList(lines) }),
};

function windowsList(lines: Segment["lines"]): TextFacts["listed"] {
  const listed: TextFacts["listed"] = [];
  let name = "";
  for (const [at, { text, number }] of lines.entries()) {
    const [, subject] = /^\s*Subject:\s?(.*)/.exec(text) ?? [];
    if (subject !== undefined) name = subject.trim() || (lines[at + 1]?.text.trim() ?? "");
    const hash = /^\s*Cert Hash\(sha256\): ([0-9a-f ]+)$/.exec(text)?.[1]?.replaceAll(" ", "");
    if (hash?.length === 64 && listed.length < MAX_LISTED)
      listed.push({ sha256: hash, name, line: number });
  }
  return listed;
}

/** Only `lines` that no other text has decide, so the plainest come last. */
const PROGRAMS: Program[] = [gnutls, wget, macOs, windows, x509];

function printOut({ lines, begins, read, printsPem = false }: Program): TextKind {
  return {
    format: "print-out",
    mark: (line): Mark | null => {
      if (begins?.test(line)) return { isFirst: true };
      return lines.test(line) ? {} : null;
    },
    read: (segment): TextReading => ({
      facts: read(segment),
      contents: printsPem ? contentsOfBlocks(segment.blocks, "sent") : contentsWith([]),
      loose: printsPem ? [] : segment.blocks,
    }),
  };
}

/** A text form before PEM blocks is their comment, not a print-out of its own. */
const x509Text: TextKind = {
  ...printOut(x509),
  read: (segment) =>
    segment.blocks.length || !hasLine(segment, /^\s+Issuer: /)
      ? null
      : printOut(x509).read(segment),
};

/** `file.pem: OK` alone is too common to be OpenSSL's. */
const opensslVerify: TextKind = {
  ...printOut(verify),
  mark: (line) => (/^error \d+ at \d+ depth lookup/.test(line) ? {} : null),
};

export const printOuts: TextKind[] = [
  ...PROGRAMS.filter((program) => program !== x509).map(printOut),
  opensslVerify,
  x509Text,
];
