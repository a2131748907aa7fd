/** Takes out of a reading what identifies a network, a person or a file. What is not known to be public goes. */
import type { Catalogue } from "../core/catalogue.ts";
import type { AlternativeName, CertificateDetails } from "../core/certificate/details.ts";
import type { CertificatePath, ChainReading } from "../core/paths/path.ts";
import type { Report } from "../core/report.ts";
import type {
  CertificateReading,
  FileReading,
  Reading,
  ReadingFinding,
  TextFacts,
} from "../reading/model.ts";
import { publicHostTest, type Redactions } from "./private.ts";
import { readingWords, type ReadingWords } from "./reading-words.ts";
import { publicHashes, redact } from "./redact.ts";
import { REDACTED } from "./scrub.ts";
import { standIns, withoutNames, type StandIns } from "./stand-in.ts";

interface Known {
  /** Names in it are public. */
  catalogue: Catalogue;
  /** Whether a word stands in the published error messages of programs: all others leave their sentences. */
  isPublicWord(word: string): boolean;
}

/** The same thing gets the same replacement everywhere, as in `redact`. The text that was read is never in the result. */
export function redactReading(reading: Reading, known: Known, redactions: Redactions): Reading {
  if (!Object.values(redactions).includes(true)) return withoutSource(reading);
  const { catalogue, isPublicWord } = known;
  const standIn = standIns(publicHashes(catalogue));
  const all = Object.values(reading.certificates);
  const hosts = [
    ...all
      .flatMap(({ details }) => details.names.filter(({ kind }) => kind === "dns"))
      .map(valueOf),
    ...reading.files.flatMap(({ texts }) => texts.flatMap(({ host }) => host ?? [])),
  ];
  const words = readingWords({
    catalogue,
    isPublicWord,
    isPublicHost: publicHostTest(catalogue),
    redactions,
    standIn,
    certificates: all.map(({ details }) => details),
    hosts,
  });
  const hidden = new Set(
    all.filter((each) => isTelling(each, words, redactions)).map(({ details }) => details.sha256),
  );
  const hash = (sha256: string) => (hidden.has(sha256) ? standIn.hash(sha256) : sha256);
  const cleaning: Cleaning = { words, redactions, standIn, hash, known };
  return {
    files: reading.files.map((file) => cleanFile(file, cleaning)),
    chains: reading.chains.map((chain) => cleanChain(chain, cleaning)),
    certificates: Object.fromEntries(
      Object.entries(reading.certificates).map(([sha256, read]) => [
        hash(sha256),
        hidden.has(sha256) ? { ...read, details: cleanDetails(read.details, cleaning) } : read,
      ]),
    ),
  };
}

function withoutSource(reading: Reading): Reading {
  return { ...reading, files: reading.files.map((file) => ({ ...file, shared: null })) };
}

const valueOf = ({ value }: AlternativeName) => value;

interface Cleaning {
  words: ReadingWords;
  redactions: Redactions;
  standIn: StandIns;
  hash(sha256: string): string;
  known: Known;
}

/** Whether a certificate, its key or one of its names may identify somebody. */
function isTelling(
  { details, role }: CertificateReading,
  words: ReadingWords,
  { authority }: Redactions,
): boolean {
  const isAmazons =
    role.kind === "root" || role.kind === "cross-sign" || ("proven" in role && role.proven);
  if (authority && !isAmazons) return true;
  const { subject, issuer, names, nameConstraints } = details;
  const { permitted = [], excluded = [] } = nameConstraints ?? {};
  return (
    [subject, issuer].some((name) => words.name(name) !== name) ||
    [...names, ...permitted, ...excluded].some((each) => cleanName(each, words) !== each.value)
  );
}

function cleanName({ kind, value }: AlternativeName, words: ReadingWords): string {
  // Addresses that cannot be read stand there in hex.
  if (kind === "dns" || (kind === "ip" && !value.startsWith("#"))) return words.host(value);
  return kind === "directory" ? words.name(value) : REDACTED;
}

/** Anybody may register object identifiers outside of the standard's own, in their own name. */
function cleanIdentifier(id: string): string {
  return /^\d+(?:\.\d+)+$/.test(id) && !/^2\.5\.29\.\d+(?:\.0)?$/.test(id) ? REDACTED : id;
}

function cleanDetails(
  details: CertificateDetails,
  { words, standIn }: Cleaning,
): CertificateDetails {
  const { subject, issuer, name, issuerName, issuerOrganization, nameConstraints } = details;
  const { names, extKeyUsage, subjectKeyIdentifier, authorityKeyIdentifier } = details;
  const named = (all: readonly AlternativeName[]) =>
    all.map((each) => ({ ...each, value: cleanName(each, words) }));
  const bare = withoutNames(details, { standIn, scrub: cleanIdentifier, issuerToo: false });
  return {
    ...details,
    ...bare,
    readable: true,
    subject: words.name(subject),
    issuer: words.name(issuer),
    name: words.name(name),
    issuerName: words.name(issuerName),
    issuerOrganization: issuerOrganization && words.name(issuerOrganization),
    signatureAlgorithm: cleanIdentifier(details.signatureAlgorithm),
    sha1: "",
    spkiSha256Base64: "",
    names: named(names),
    nameConstraints: nameConstraints && {
      permitted: named(nameConstraints.permitted),
      excluded: named(nameConstraints.excluded),
    },
    extKeyUsage: extKeyUsage?.map(cleanIdentifier) ?? null,
    subjectKeyIdentifier: subjectKeyIdentifier && REDACTED,
    authorityKeyIdentifier: authorityKeyIdentifier && REDACTED,
    unknownCritical: details.unknownCritical.map(cleanIdentifier),
    malformed: details.malformed.map(cleanIdentifier),
  };
}

function cleanChain(chain: ChainReading, { hash, words }: Cleaning): ChainReading {
  const cleanPath = ({ certificates, end, faults }: CertificatePath): CertificatePath => ({
    certificates: certificates.map(hash),
    end: end.kind === "missing" ? { ...end, issuer: words.name(end.issuer) } : end,
    faults,
  });
  return { ...chain, leaf: hash(chain.leaf), paths: chain.paths.map(cleanPath) };
}

function cleanFile(file: FileReading, cleaning: Cleaning): FileReading {
  const { words, hash } = cleaning;
  const { audit, log, report } = file;
  return {
    ...file,
    name: words.file(file.name),
    shared: null,
    findings: file.findings.map((found) => ({
      ...found,
      values: cleanValues(found, words),
      certificate: found.certificate === null ? null : hash(found.certificate),
    })),
    texts: file.texts.map((text) => cleanText(text, cleaning)),
    certificates: file.certificates.map((given) => ({
      ...given,
      alias: given.alias && REDACTED,
      sha256: given.sha256 === null ? null : hash(given.sha256),
    })),
    audit: audit && {
      ...audit,
      roots: audit.roots.map((root) => ({ ...root, certificates: root.certificates.map(hash) })),
      duplicates: audit.duplicates.map((each) => ({ ...each, sha256: hash(each.sha256) })),
    },
    log: log && cleanLog(log, cleaning),
    report: report && cleanReport(report, cleaning),
  };
}

type Log = NonNullable<FileReading["log"]>;

function cleanLog(log: Log, { words, redactions, standIn }: Cleaning): Log {
  const { browser, requests, added, resumed, captureMode } = log;
  const key = (hash: string | null) => (redactions.authority ? hash && standIn.hash(hash) : hash);
  return {
    ...log,
    // Systems are named by whoever made them.
    browser: {
      ...cleanBrowser(browser),
      os: "",
    },
    requests: requests.map(({ url, startedAt, pathErrors }) => ({
      url: words.host(new URL(url).hostname) === new URL(url).hostname ? url : standIn.url(url),
      startedAt,
      pathErrors: pathErrors.map(words.sentence),
    })),
    added: added.map(({ sha256, spkiSha256, trust }) => ({
      sha256: key(sha256),
      spkiSha256: key(spkiSha256),
      trust: words.sentence(trust),
    })),
    resumed: resumed.map(words.host),
    captureMode: captureMode && (CAPTURE_MODES.test(captureMode) ? captureMode : REDACTED),
  };
}

/** The choices of `chrome://net-export`. */
const CAPTURE_MODES = /^(?:Default|IncludeSensitive|Everything)$/;

const BROWSERS =
  /^(?:(?:Google |Headless)?Chrome|Chromium|(?:Microsoft )?Edge|Brave|Opera|Vivaldi)$/;

/** A log may have any text here. */
function cleanBrowser<Browser extends { name: string; version: string }>(
  browser: Browser,
): Browser {
  const { name, version } = browser;
  return {
    ...browser,
    name: BROWSERS.test(name) ? name : "Chromium",
    version: /^[\d.]{1,30}/.exec(version)?.[0] ?? "",
  };
}

function cleanReport(report: Report, { known, redactions, standIn }: Cleaning): Report {
  const cleaned = redact(report, known.catalogue, redactions, standIn);
  return { ...cleaned, browser: cleanBrowser(cleaned.browser) };
}

const HALF_A_DAY_MS = 43_200_000;

/** Only the day, because a page may print anything in its place. */
function cleanDate(printed: string): string {
  const noon = new Date(Date.parse(printed) + HALF_A_DAY_MS);
  return Number.isNaN(noon.getTime()) ? REDACTED : noon.toISOString().slice(0, 10);
}

function cleanText(text: TextFacts, { words, known, redactions, standIn }: Cleaning): TextFacts {
  const { host, errorCode, errorText, currentDate, printedSubject, printedIssuer } = text;
  const roots = new Map(
    known.catalogue.roots.map(({ certificateSha256, name }) => [certificateSha256, name]),
  );
  return {
    ...text,
    host: host && words.host(host),
    errorCode: errorCode && words.sentence(errorCode),
    errorText: errorText && words.sentence(errorText),
    currentDate: currentDate && cleanDate(currentDate),
    printedSubject: printedSubject && words.name(printedSubject),
    printedIssuer: printedIssuer && words.name(printedIssuer),
    listed: text.listed.map(({ sha256, line }) => {
      const root = roots.get(sha256);
      if (root !== undefined) return { sha256, line, name: root };
      return { sha256: redactions.authority ? standIn.hash(sha256) : sha256, line, name: REDACTED };
    }),
    listVersion: text.listVersion && words.sentence(text.listVersion),
  };
}

/** What a value is: `id` of ours, a date or a count; a certificate's `name`; one host, or several in a list. */
type ValueKind = "id" | "name" | "file" | "hosts" | "sentence";

/** By finding; the last kind is that of all further values. */
const VALUES: [codes: RegExp, kinds: readonly ValueKind[]][] = [
  [/^(?:bundle|log)-/, ["id"]],
  [
    /^(?:product|has-expired|is-not-yet-valid|strict-.*|chain-accepted|chain-dates)$/,
    ["name", "id"],
  ],
  [/^list-/, ["name", "file", "name"]],
  [/^error-line$/, ["id", "id", "id", "hosts", "id"]],
  [/^tool-/, ["hosts", "sentence"]],
  [/^wrong-host$/, ["hosts"]],
  [/./, ["name", "name", "id"]],
];

function cleanValues({ code, values }: ReadingFinding, words: ReadingWords): string[] {
  const [, kinds] = VALUES.find(([codes]) => codes.test(code))!;
  return values.map((value, at) => {
    const kind = value === "" ? "id" : (kinds[at] ?? kinds.at(-1)!);
    return kind === "id" ? value : words[kind](value);
  });
}
