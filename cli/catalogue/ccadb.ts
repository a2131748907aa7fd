/**
 * The reports of CCADB as CSV (https://www.ccadb.org/resources): all certificate records, the roots of Mozilla and those of
 * Microsoft. Columns are found by their headings, which differ between reports and versions.
 */
import type { StoreRow, TestHosts } from "../../src/core/catalogue.ts";
import type { RootProgramme } from "../../src/core/vocabulary.ts";
import { certificateFacts, dayOf } from "./certificate.ts";
import { csvRows } from "./csv.ts";
import type { ListedCertificate, ListedStatus, Listing } from "./listing.ts";

const FINGERPRINT = "SHA-256 Fingerprint";
const NAME = [
  "Certificate Name",
  "Common Name or Certificate Name",
  "CA Common Name or Certificate Name",
];
const STATUS: [RootProgramme, string[]][] = [
  ["apple", ["Apple Status"]],
  ["chrome", ["Chrome Status", "Google Chrome Status"]],
  ["microsoft", ["Microsoft Status"]],
  ["mozilla", ["Mozilla Status"]],
];
const TESTS: [TestHosts["kind"], string[]][] = [
  ["valid", ["Test Website URL - Valid", "Test Website - Valid"]],
  ["expired", ["Test Website URL - Expired", "Test Website - Expired"]],
  ["revoked", ["Test Website URL - Revoked", "Test Website - Revoked"]],
];

/** Of a root. Intermediates have other words, which say nothing of a store. */
const WORDS: Record<string, StoreRow["status"]> = {
  included: "included",
  "change requested": "included",
  "not included": "not-included",
  "not yet included": "not-included",
  pending: "not-included",
  removed: "removed",
  disabled: "removed",
  blocked: "removed",
};

type Report = "all" | "mozilla" | "microsoft";

const REPORTS: Record<Report, Omit<Listing, "certificates">> = {
  all: { title: "CCADB, all certificate records", wholeStores: [], isComplete: true },
  mozilla: { title: "CCADB, Mozilla's roots", wholeStores: ["mozilla"], isComplete: false },
  microsoft: { title: "CCADB, Microsoft's roots", wholeStores: ["microsoft"], isComplete: false },
};

/** Whether a text begins with the headings of a report that `readCcadb` can read. */
export function isCcadb(start: string): boolean {
  const first = start.slice(0, start.indexOf("\n"));
  return first.includes(FINGERPRINT) && first.includes(",");
}

/** Throws if columns are missing or a row cannot be read. */
export async function readCcadb(chunks: AsyncIterable<string>): Promise<Listing> {
  const rows = csvRows(chunks);
  const first = await rows.next();
  const headings: string[] = first.done ? [] : first.value;
  const columns = new Map(headings.map((name, index) => [name.trim(), index]));
  const report = reportOf(columns);
  const certificates: ListedCertificate[] = [];
  for await (const row of rows) {
    const field = (...names: string[]): string => {
      const name = names.find((each) => columns.has(each));
      return name === undefined ? "" : (row[columns.get(name)!] ?? "").trim();
    };
    const sha256 = hexOf(field(FINGERPRINT));
    if (sha256 === null) {
      const where = field(...NAME) || `row ${certificates.length + 1}`;
      throw new Error(`${where}: no SHA-256 fingerprint`);
    }
    certificates.push(certificateOf(sha256, report, field));
  }
  return { ...REPORTS[report], certificates };
}

function reportOf(columns: ReadonlyMap<string, number>): Report {
  const has = (...names: string[]) => names.every((name) => columns.has(name));
  if (has(FINGERPRINT, "Certificate Record Type", "CA Owner")) return "all";
  if (has(FINGERPRINT, "Trust Bits", "Owner")) return "mozilla";
  if (has(FINGERPRINT, "Microsoft Status", "Microsoft EKUs", "CA Owner")) return "microsoft";
  throw new Error("columns are missing: this is none of the reports that are known here");
}

function certificateOf(
  sha256: string,
  report: Report,
  field: (...names: string[]) => string,
): ListedCertificate {
  const type = field("Certificate Record Type");
  const isRoot = report !== "all" || type === "Root Certificate";
  const certificate: ListedCertificate = {
    kind: isRoot ? "root" : "intermediate",
    name: field(...NAME),
    owner: field("CA Owner", "Owner"),
    sha256,
    isRevoked: /^(?:Parent Cert )?Revoked$/i.test(field("Revocation Status")),
    stores: isRoot ? storesOf(report, field) : {},
    tests: {},
  };
  for (const [kind, names] of TESTS) {
    const url = field(...names);
    if (url !== "") certificate.tests[kind] = url;
  }
  const more = {
    keyId: field("Subject Key Identifier"),
    issuerSha256: hexOf(field("Parent SHA-256 Fingerprint")) ?? "",
    issuerName: field("Parent Certificate Name"),
    notBefore: dayIn(field("Valid From (GMT)", "Valid From [GMT]")),
    notAfter: dayIn(field("Valid To (GMT)", "Valid To [GMT]")),
    spkiSha256: spkiOf(field("PEM Info", "X.509 Certificate (PEM)"), sha256),
  };
  for (const [key, value] of Object.entries(more)) {
    if (value !== "") Object.assign(certificate, { [key]: value });
  }
  return certificate;
}

function storesOf(
  report: Report,
  field: (...names: string[]) => string,
): Partial<Record<RootProgramme, ListedStatus>> {
  if (report === "mozilla") {
    const word = field("Trust Bits");
    const until = dayIn(field("Distrust for TLS After Date"));
    const status = /\bWebsites\b/.test(word) ? "included" : "removed";
    return { mozilla: { status, word, isForTls: true, ...(until === "" ? {} : { until }) } };
  }
  if (report === "microsoft") {
    const { microsoft } = statusesOf(field);
    const isForTls = /\bServer Authentication\b/.test(field("Microsoft EKUs"));
    if (microsoft?.status !== "included") return microsoft ? { microsoft } : {};
    const status = isForTls ? "included" : "removed";
    return { microsoft: { ...microsoft, status, isForTls: true } };
  }
  return statusesOf(field);
}

function statusesOf(
  field: (...names: string[]) => string,
): Partial<Record<RootProgramme, ListedStatus>> {
  const stores: Partial<Record<RootProgramme, ListedStatus>> = {};
  for (const [programme, names] of STATUS) {
    const word = field(...names);
    if (word === "") continue;
    const status = WORDS[word.toLowerCase()] ?? "unclear";
    stores[programme] = { status, word, isForTls: false };
  }
  return stores;
}

/** Null if it is not 64 hex digits, with or without colons between them. */
function hexOf(text: string): string | null {
  const hex = text.replaceAll(":", "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? hex : null;
}

/** `""` for no date. Reports write 2015-05-26, 2015.05.26 or 2015 May 26. */
function dayIn(text: string): string {
  if (text === "") return "";
  const plain = /^(\d{4})[-./](\d{2})[-./](\d{2})/.exec(text);
  if (plain) return plain.slice(1).join("-");
  const ms = Date.parse(`${text} UTC`);
  if (Number.isNaN(ms)) throw new Error(`"${text}" is no date`);
  return dayOf(ms);
}

/** `""` without a certificate. Reports put it in single quotes. Throws if it is another than the fingerprint names. */
function spkiOf(text: string, sha256: string): string {
  const pem = text.replaceAll("'", "").trim();
  if (pem === "") return "";
  const facts = certificateFacts(pem);
  if (facts.sha256 !== sha256) throw new Error(`${facts.name}: fingerprint and PEM differ`);
  return facts.spkiSha256;
}
