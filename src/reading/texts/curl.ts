/** What `curl -v` prints with OpenSSL, GnuTLS, Schannel, Secure Transport and other libraries, and its error lines. */
import { contentsWith } from "../contents.ts";
import {
  firstMatch,
  hasLine,
  hostIn,
  lastMatch,
  type Mark,
  type Segment,
  type TextKind,
} from "./kind.ts";

const ERROR = /^(?:.{0,60}\b)?curl: \((\d{1,3})\) (.*)/;
/** Lines with curl's star. A list in Markdown has them too, so they need a word of curl's. */
const STAR =
  /^\*\s+(?:Trying |Host \S+ was resolved|IPv[46]: |Connected to |Rebuilt URL|Added \S+ to DNS|Uses proxy|CONNECT |ALPN|TLSv1|SSL |SSLv3|OpenSSL|schannel|Server certificate|Server did |subject|issuer|start date|expire date|CAfile|CApath|found \d|successfully set|server certificate|NPN|Closing connection|Certificate level|TLS |NSS |CN = |using HTTP|using |Connection #|Cipher selection|common name|error setting certificate|SNI|certificate public key)/i;
/** Those that no list has. */
const SURE =
  /^\*\s+(?:Trying [\d[]|Connected to \S+ \(|TLSv1\.\d|SSL (?:connection using|certificate)|schannel: |CAfile: |CApath: |Server certificate:$|ALPN[,:]|server certificate verif|Host \S+ was resolved)/;
const BAD_RESULT = /SSL certificate verify result: (.*?) ?\((\d+)\)/;
const GNUTLS_BAD = /server certificate verification failed\.? ?(.*)/i;
const SCHANNEL = /(schannel: .{0,200}?\b(SEC_E_[A-Z_]+|CRYPT_E_[A-Z_]+|CERT_[A-Z_]+).*)/;
/** Exit codes about the server's certificate: docs/libcurl/libcurl-errors of curl. */
const ABOUT_CERTIFICATES = new Set(["51", "60"]);

export const curl: TextKind = {
  format: "curl",
  mark(line): Mark | null {
    const code = ERROR.exec(line)?.[1];
    if (code) return { closes: true };
    return STAR.test(line) || isCommand(line) ? { reopens: true } : null;
  },
  read(segment) {
    if (!segment.lines.some(({ text }) => SURE.test(text) || ERROR.test(text))) return null;
    const error = lastMatch(segment, ERROR);
    const result = lastMatch(segment, BAD_RESULT);
    const other = lastMatch(segment, SCHANNEL)?.[1] ?? lastMatch(segment, GNUTLS_BAD)?.[0] ?? null;
    return {
      facts: {
        host: hostOf(segment),
        errorCode: error?.[1] ?? result?.[2] ?? null,
        errorText: error?.[2] ?? result?.[1] ?? other,
        verified: isVerified(segment, error?.[1], result !== null || other !== null),
        printedSubject: firstMatch(segment, /^\*\s+subject: ?(.*)/),
        printedIssuer: firstMatch(segment, /^\*\s+issuer: ?(.*)/),
      },
      // curl prints no certificates: those below its lines were pasted beside them.
      contents: contentsWith([]),
      loose: segment.blocks,
    };
  },
};

const isCommand = (line: string): boolean =>
  /^(?:.{0,80}[$#>%] ?)?curl(?:\.exe)? /.test(line) && line.includes(" https://");

const VERIFIED =
  /SSL certificate verify ok|SSL certificate verified via|server certificate verification OK/i;

function isVerified(segment: Segment, code: string | undefined, isBad: boolean): boolean | null {
  if (isBad || (code !== undefined && ABOUT_CERTIFICATES.has(code))) return false;
  return hasLine(segment, VERIFIED) ? true : null;
}

function hostOf(segment: Segment): string | null {
  const patterns = [
    /^\*\s+Host (\S+?)(?::\d+)? was resolved/,
    /target host name '([^']+)'/,
    /^\*\s+Connected to (\S+) \(/,
    /connection to (\S+?):\d+/,
    /^\*\s+Establish HTTP proxy tunnel to (\S+?):\d+/,
    /^\*.* host "([^"]+)" matched/,
    /^Host: (\S+)/,
  ];
  for (const pattern of patterns) {
    const host = hostIn(firstMatch(segment, pattern));
    if (host) return host;
  }
  const command = segment.lines.find(({ text }) => isCommand(text));
  return hostIn(/\s(https:\/\/\S+)/.exec(command?.text ?? "")?.[1]);
}
