/** Print-outs of `openssl s_client`, from 1.0.2 to 3.x. */
import {
  contentsOfBlocks,
  firstMatch,
  hasLine,
  hostIn,
  lastMatch,
  type Mark,
  type Segment,
  type TextKind,
} from "./kind.ts";

const INSIDE =
  /^(?:depth=\d+ |verify (?:error:num=|return:)\d|Certificate chain$|\s{0,3}\d+ s:|Server certificate$|no peer certificate available|No client certificate CA names sent|SSL handshake has read |SSL-Session:$|Verification(?:: OK$| error: )|Connecting to [\w.:[\]]+$|CONNECTION ESTABLISHED|Protocol version: TLS|.{0,200}\bopenssl s_client\b|verify depth is \d)/;
const RETURN_CODE = /^\s*Verify return code: (\d+) \((.*)\)/;
const ERROR = /^verify error:num=(\d+):(.*)/;

export const sClient: TextKind = {
  format: "s-client",
  mark(line): Mark | null {
    if (line.startsWith("CONNECTED(")) return { isFirst: true };
    if (RETURN_CODE.test(line)) return { closes: true };
    if (/^(?:depth=|Connecting to )|\bopenssl s_client\b/.test(line) && INSIDE.test(line))
      return { reopens: true };
    return INSIDE.test(line) ? {} : null;
  },
  read(segment) {
    const end = segment.lines.find(({ text }) => RETURN_CODE.test(text))?.number ?? Infinity;
    const own = segment.blocks.filter(({ line }) => line < end);
    return {
      facts: { host: hostOf(segment), ...verification(segment), ...printedNames(segment) },
      contents: contentsOfBlocks(own, "sent"),
      loose: segment.blocks.filter(({ line }) => line > end),
    };
  },
};

function verification(segment: Segment) {
  const returned = lastMatch(segment, RETURN_CODE);
  const error = lastMatch(segment, ERROR);
  const worded = lastMatch(segment, /^Verification error: (.*)/)?.[1];
  // Without a certificate, OpenSSL reports `0 (ok)` all the same.
  const isEmpty = hasLine(segment, /^no peer certificate available/);
  const [, code, text] = returned && returned[1] !== "0" ? returned : (error ?? []);
  if (code !== undefined) return { verified: false, errorCode: code, errorText: text ?? null };
  if (worded) return { verified: false, errorCode: null, errorText: worded };
  if (isEmpty) return { verified: null, errorCode: null, errorText: null };
  const isOk = returned !== null || hasLine(segment, /^Verification: OK/);
  return { verified: isOk ? true : null, errorCode: null, errorText: null };
}

function printedNames(segment: Segment) {
  return {
    printedSubject:
      firstMatch(segment, /^\s{0,3}0 s:(.*)/) ??
      firstMatch(segment, /^subject=(.*)/) ??
      firstMatch(segment, /^Peer certificate: (.*)/),
    printedIssuer: firstMatch(segment, /^\s{2,4}i:(.*)/) ?? firstMatch(segment, /^issuer=(.*)/),
  };
}

/** The command is the only place that names the host, if it was copied too. */
function hostOf(segment: Segment): string | null {
  const command = /\bopenssl s_client\b/;
  const line = segment.lines.find(({ text }) => command.test(text))?.text ?? "";
  const named = /\s-servername\s+(\S+)/.exec(line) ?? /\s-connect\s+(\S+)/.exec(line);
  const peer = firstMatch(segment, /^Verified peername: (\S+)/);
  return hostIn(named?.[1]) ?? hostIn(peer) ?? hostIn(/s_client\s+([^\s-]\S*)/.exec(line)?.[1]);
}
