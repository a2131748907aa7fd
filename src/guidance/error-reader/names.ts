/** What an error names: the host that was asked, the certificate's names, a file, dates. */
import { hostName } from "../../core/host.ts";
import { parseUrl } from "../../core/parse-url.ts";
import { awsHost } from "../../core/zones.ts";

/** Hostile text, as the program printed it. */
export interface NamedFacts {
  host: string | null;
  /** Names that the certificate is for. */
  certificateNames: string[];
  /** A file of roots, or of the program's own certificate. */
  file: string | null;
  /** Who issued the certificate. */
  issuer: string | null;
  /** A setting that the text names. */
  setting: string | null;
  /** As printed. */
  dates: string[];
}

const TEXT_LIMIT = 6000;
const MOST_NAMES = 50;
const MOST_DATES = 6;

const HOST = "(?:\\*\\.)?[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_-]+)+\\.?";
const QUOTE = "[\"'`‘’“”<\\\\]*";

/** Where programs print the host that they asked for; the most certain first. */
const ASKED = [
  `\\bHost: (${HOST}) is not in the cert`,
  `\\bHost: (${HOST})`,
  `certificate is valid for .{0,2000}?, not (${HOST})`,
  `wanted to match (${HOST})`,
  `Certificate for <(${HOST})> doesn.?t match`,
  `hostname in certificate didn.?t match: <(${HOST})>`,
  `(?:target|requested) host name ${QUOTE}(${HOST})`,
  `certificate is not valid for ${QUOTE}(${HOST})`,
  `certificate not valid for name ${QUOTE}(${HOST})`,
  `host ?name ${QUOTE}(${HOST})${QUOTE} doesn.?t match`,
  `host name ${QUOTE}(${HOST})${QUOTE} does not match`,
  `hostname ${QUOTE}(${HOST})${QUOTE} does not match`,
  `DNS name matching (${HOST}) found`,
  `No name matching (${HOST}) found`,
  `Hostname (${HOST}) not verified`,
  `does not match host name ${QUOTE}(${HOST})`,
  `requested,${QUOTE}(${HOST})`,
  `cannot validate certificate for (${HOST})`,
  `\\bhost=${QUOTE}(${HOST})`,
  `verification failed for (${HOST})\\[`,
  `connection to (${HOST})[:[ ]`,
  `SSL_connect error to (${HOST})`,
  `cannot verify (${HOST})`,
  `server name ${QUOTE}(${HOST})`,
  `-connect (${HOST})`,
].map((pattern) => new RegExp(pattern, "i"));

/** Lists of the certificate's names. */
const NAME_LISTS = [
  /altnames: (?!.*altnames: )(.{1,3000})/i,
  /certificate is valid for (.{1,3000}?), not /i,
  /subject ?alt(?:ernative )?names: \[([^\]]{1,3000})\]/i,
  /didn.?t match: <[^>]*> != (.{1,3000})/i,
  /doesn.?t match either of (.{1,3000})/i,
  /hostname ["'].{1,255}?["'] doesn.?t match (["'].{1,300}?["'])/i,
  /only valid for (.{1,3000})/i,
  /received,\[?(.{1,3000})/i,
  /certificate common name (\S{1,300})/i,
  /server certificate for (\S{1,300}) does not match/i,
  /certificate subject name (\S{1,300}) does not match/i,
  /provided by the peer \(CN=([^,)]{1,300})/i,
  /Peer certificate CN=?\s?(\S{1,300}) did not match/i,
];
const ANY_NAME = new RegExp(HOST, "gi");

const URL_IN_TEXT = /\b(?:https?|wss|postgres|mysql):\/\/[^\s"'`<>\\)]+/gi;

const PATH = "[^\\s\"'`<>(){},;]+";
const FILES = [
  `No such file or directory:? ${QUOTE}(${PATH})`,
  `invalid path: (${PATH})`,
  `\\bopen (${PATH}): (?:no such file|permission denied|is a directory|The system)`,
  `CAfile: (${PATH})`,
  `(?:certificate|cafile|CA cert(?:ificate)?) file:? ${QUOTE}(${PATH})`,
  `extra certs from ${QUOTE}(${PATH})`,
  `file ${QUOTE}(${PATH})${QUOTE} does not exist`,
  `(?:AWS|REQUESTS|CURL)_CA_BUNDLE[=: ]+${QUOTE}(${PATH})`,
  `ca_bundle *[=:] *${QUOTE}(${PATH})`,
  `(?:smtp_tls_CAfile|cacertfile)[^/~]{0,5}(${PATH})`,
  `(?:unable to read|failed to load|cannot load|could not read)[^/~]{0,60}?([~/]${PATH})`,
].map((pattern) => new RegExp(pattern, "i"));
const NO_FILE = /^(?:none|null|undefined|nil)$/i;

const ISSUERS = [
  /issued by ["'‘’“”`]([^"'‘’“”`]{1,200})/i,
  /untrusted issuer (\S[^\n]{0,200})/i,
  /\bissuer[=:] ?(\S[^\n;]{0,200})/i,
];

const SETTING =
  /\b(AWS_CA_BUNDLE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS|PIP_CERT|DENO_CERT|PGSSLROOTCERT|GIT_SSL_CAINFO|custom_ca_bundle|ca_bundle|sslrootcert|smtp_tls_CAfile|cacertfile)\b/;

const DATE =
  /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z| ?[+-]\d\d:?\d\d| UTC| GMT)?|\b\d{8}T\d{6}Z\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:[A-Z]{2,5} )?\d{4}\b|\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} GMT\b/g;

/** `message`: the error, on one line. `context`: the lines around it. */
export function namedIn(message: string, context: string): NamedFacts {
  const text = message.slice(0, TEXT_LIMIT);
  const around = context.slice(0, TEXT_LIMIT);
  const own = namesIn(text);
  const certificateNames = own.length > 0 ? own : namesIn(around);
  return {
    host: askedHost(text, certificateNames) ?? askedHost(around, certificateNames),
    certificateNames,
    file: fileIn(text) ?? fileIn(around),
    issuer: issuerIn(text) ?? issuerIn(around),
    setting: SETTING.exec(text)?.[1] ?? SETTING.exec(around)?.[1] ?? null,
    dates: [...text.matchAll(DATE)].slice(0, MOST_DATES).map(([date]) => date),
  };
}

function askedHost(text: string, certificateNames: readonly string[]): string | null {
  for (const pattern of ASKED) {
    const host = plain(pattern.exec(text)?.[1]);
    if (host !== null) return host;
  }
  for (const [address] of text.matchAll(URL_IN_TEXT)) {
    const host = plain(parseUrl(address)?.hostname);
    if (host !== null && !isHelpPage(host)) return host;
  }
  const others = [...text.matchAll(ANY_NAME)].map(([name]) => plain(name));
  return (
    others.find(
      (name) => name !== null && !certificateNames.includes(name) && awsHost(name) !== null,
    ) ?? null
  );
}

/** Everything that may be the name of a host. */
export function hostsIn(text: string): string[] {
  return [...text.matchAll(ANY_NAME)].flatMap(([name]) => plain(name) ?? []);
}

/** Pages that error messages point to. */
function isHelpPage(host: string): boolean {
  return /(?:^|\.)(?:curl\.se|curl\.haxx\.se|docs\.aws\.amazon\.com|urllib3\.readthedocs\.io|aka\.ms|go\.microsoft\.com|nodejs\.org|github\.com)$/.test(
    host,
  );
}

/** Domains that no server has: what is left of a host after its owner hid the rest; and names of classes. */
const NO_HOST = /^(?:amazonaws\.com(?:\.cn)?|api\.aws|aws)$|\.\w+(?:error|exception)$/i;

function plain(name: string | undefined): string | null {
  if (!name || name.startsWith("*.") || NO_HOST.test(name)) return null;
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) ? name : hostName(name.toLowerCase());
}

function namesIn(text: string): string[] {
  const list = NAME_LISTS.map((pattern) => pattern.exec(text)?.[1]).find(Boolean);
  const names = [...(list ?? "").matchAll(ANY_NAME)].map(([name]) =>
    name.toLowerCase().replace(/\.$/, ""),
  );
  return [...new Set(names)].slice(0, MOST_NAMES);
}

function issuerIn(text: string): string | null {
  return ISSUERS.map((pattern) => pattern.exec(text)?.[1]?.trim()).find(Boolean) ?? null;
}

function fileIn(text: string): string | null {
  for (const pattern of FILES) {
    const file = pattern.exec(text)?.[1]?.replace(/[.:\\]+$/, "");
    if (file && !NO_FILE.test(file)) return file;
  }
  return null;
}
