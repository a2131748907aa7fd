/** Files as the root programmes and CCADB publish them, made from a catalogue: headings and layout are theirs. */
import { X509Certificate, createHash } from "node:crypto";
import { readRootFiles } from "../../../build/root-files.ts";
import type { CatalogueRoot, StoreRow } from "../../../src/core/catalogue.ts";

export type Row = Record<string, string>;

/** The day of made-up comparisons. */
export const TODAY = "2026-11-30";

const packaged = readRootFiles();
const pems = new Map([...packaged.roots, ...packaged.others].map(({ id, pem }) => [id, pem]));
export const ROOT_FILES = [...packaged.roots, ...packaged.others];

export function pemOf({ id }: CatalogueRoot): string {
  const pem = pems.get(id);
  if (pem === undefined) throw new Error(`no certificate of ${id}`);
  return pem;
}

/** Made up, but the same for the same root. */
export function keyIdOf({ spkiSha256 }: CatalogueRoot): string {
  return Buffer.from(spkiSha256.slice(0, 40), "hex").toString("base64");
}

const WORDS = { included: "Included", "not-included": "Not Included", removed: "Removed" };

function wordOf({ stores }: CatalogueRoot, programme: StoreRow["programme"]): string {
  return WORDS[stores.find((store) => store.programme === programme)!.status];
}

const upper = (sha256: string) => sha256.toUpperCase();
const day = (instant: string) => instant.slice(0, 10);

/** Columns of CCADB's report of all certificate records, as far as they are read, and some that are not. */
const ALL_COLUMNS = [
  "CA Owner",
  "Salesforce Record ID",
  "Certificate Name",
  "Parent Certificate Name",
  "Certificate Record Type",
  "Subordinate CA Owner",
  "Apple Status",
  "Chrome Status",
  "Microsoft Status",
  "Mozilla Status",
  "Status of Root Cert",
  "Revocation Status",
  "SHA-256 Fingerprint",
  "Parent SHA-256 Fingerprint",
  "Valid From (GMT)",
  "Valid To (GMT)",
  "Subject Key Identifier",
  "JSON Array of All Full CRL URLs",
  "Test Website URL - Valid",
  "Test Website URL - Expired",
  "Test Website URL - Revoked",
];

/** The older of both names; `""` for none. */
function testUrl({ tests }: CatalogueRoot, kind: string): string {
  return tests.find((test) => test.kind === kind)?.urls.at(-1) ?? "";
}

/** A root and its cross-certificates. */
export function allRecordsOf(root: CatalogueRoot, roots: readonly CatalogueRoot[]): Row[] {
  const own: Row = {
    "CA Owner": root.owner,
    "Certificate Name": root.name,
    "Parent Certificate Name": root.owner,
    "Certificate Record Type": "Root Certificate",
    "Apple Status": wordOf(root, "apple"),
    "Chrome Status": wordOf(root, "chrome"),
    "Microsoft Status": wordOf(root, "microsoft"),
    "Mozilla Status": wordOf(root, "mozilla"),
    "SHA-256 Fingerprint": upper(root.certificateSha256),
    "Valid From (GMT)": day(root.notBefore),
    "Valid To (GMT)": day(root.notAfter),
    "Subject Key Identifier": keyIdOf(root),
    "JSON Array of All Full CRL URLs": '["http://crl.example/root.crl"]',
    "Test Website URL - Valid": testUrl(root, "valid"),
    "Test Website URL - Expired": testUrl(root, "expired"),
    "Test Website URL - Revoked": testUrl(root, "revoked"),
  };
  const crosses = root.crossSignedBy.map((id) =>
    crossSign(
      root,
      roots.find((each) => each.id === id)!,
    ),
  );
  return [own, ...crosses];
}

export function crossSign(root: CatalogueRoot, issuer: CatalogueRoot, more: Row = {}): Row {
  const sha256 = createHash("sha256").update(`${root.id} by ${issuer.id}`).digest("hex");
  return {
    "CA Owner": root.owner,
    "Certificate Name": root.name,
    "Parent Certificate Name": issuer.name,
    "Certificate Record Type": "Intermediate Certificate",
    "Apple Status": "Trusted",
    "Chrome Status": "Trusted",
    "Microsoft Status": "Trusted",
    "Mozilla Status": "Trusted",
    "Revocation Status": "Not Revoked",
    "SHA-256 Fingerprint": upper(sha256),
    "Parent SHA-256 Fingerprint": upper(issuer.certificateSha256),
    "Valid From (GMT)": "2015-05-25",
    "Valid To (GMT)": "2037-12-31",
    "Subject Key Identifier": keyIdOf(root),
    ...more,
  };
}

export function allRecordsCsv(rows: readonly Row[]): string {
  return csv(ALL_COLUMNS, rows);
}

const MOZILLA_COLUMNS = [
  "Owner",
  "Certificate Issuer Organization",
  "Common Name or Certificate Name",
  "SHA-256 Fingerprint",
  "Subject + SPKI SHA256",
  "Valid From [GMT]",
  "Valid To [GMT]",
  "Trust Bits",
  "Distrust for TLS After Date",
  "Test Website - Valid",
  "Test Website - Expired",
  "Test Website - Revoked",
  "PEM Info",
];

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `2015 May 26`. */
function spelledDay(instant: string): string {
  const [year, month, date] = day(instant).split("-");
  return `${year} ${MONTHS[Number(month) - 1]} ${date}`;
}

/** The roots that Mozilla's store holds; those that only lost TLS stay in it. */
export function mozillaRows(roots: readonly CatalogueRoot[]): Row[] {
  return roots
    .filter((root) => wordOf(root, "mozilla") !== "Not Included")
    .map((root) => ({
      Owner: root.owner,
      "Common Name or Certificate Name": root.name,
      "SHA-256 Fingerprint": upper(root.certificateSha256),
      "Valid From [GMT]": spelledDay(root.notBefore),
      "Valid To [GMT]": spelledDay(root.notAfter),
      "Trust Bits": wordOf(root, "mozilla") === "Included" ? "Websites" : "Email",
      "Test Website - Valid": testUrl(root, "valid"),
      "Test Website - Expired": testUrl(root, "expired"),
      "Test Website - Revoked": testUrl(root, "revoked"),
      "PEM Info": `'${pemOf(root)}'`,
    }));
}

export function mozillaCsv(rows: readonly Row[]): string {
  return csv(MOZILLA_COLUMNS, rows);
}

const MICROSOFT_COLUMNS = [
  "Microsoft Status",
  "CA Owner",
  "CA Common Name or Certificate Name",
  "SHA-1 Fingerprint",
  "SHA-256 Fingerprint",
  "Microsoft EKUs",
  "Valid From [GMT]",
  "Valid To [GMT]",
];

export function microsoftRows(roots: readonly CatalogueRoot[]): Row[] {
  return roots.map((root) => ({
    "Microsoft Status": wordOf(root, "microsoft"),
    "CA Owner": root.owner,
    "CA Common Name or Certificate Name": root.name,
    "SHA-256 Fingerprint": upper(root.certificateSha256),
    "Microsoft EKUs": "Server Authentication;Client Authentication",
    "Valid From [GMT]": spelledDay(root.notBefore),
    "Valid To [GMT]": spelledDay(root.notAfter),
  }));
}

export function microsoftCsv(rows: readonly Row[]): string {
  return csv(MICROSOFT_COLUMNS, rows);
}

function csv(columns: readonly string[], rows: readonly Row[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ""))];
  return lines.map((fields) => `${fields.map(quoted).join(",")}\n`).join("");
}

export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const inChrome = (root: CatalogueRoot) => wordOf(root, "chrome") === "Included";

/** The subject with the comma in a value as Chrome's list prints it. */
export function textproto(roots: readonly CatalogueRoot[], more = ""): string {
  const blocks = roots.filter(inChrome).map(
    ({ subject, certificateSha256 }, index) => `
# ${subject.replaceAll("\\,", "").split(",").join(", ")}
# https://test.example/
trust_anchors {
  sha256_hex: "${certificateSha256}"
  crs_root_id: ${index}
  ev_policy_oids: "2.23.140.1.1"
}
`,
  );
  return `# Chrome Root Store.
#
# proto-message: chrome_browser_chrome_root_store.RootStore

# Version # should always be incremented up whenever this is changed.
version_major: 36
${blocks.join("")}${more}`;
}

export function markdown(roots: readonly CatalogueRoot[]): string {
  const lines = roots
    .filter(inChrome)
    .map(
      ({ certificateSha256, subject, notBefore, notAfter }) =>
        `${certificateSha256} | ${subject} | ${day(notBefore)} | ${day(notAfter)}`,
    );
  return `<!-- mdformat off(generated) -->
# Chrome Root Store
Version: 36

[TOC]

## Trusted Roots
SHA 256 Hash | Subject | NotBefore | NotAfter
---|---|---|---
${lines.join("\n")}
`;
}

const octals = new Map<string, string>();

function octal(bytes: Uint8Array): string {
  const key = Buffer.from(bytes).toString("latin1");
  const known = octals.get(key) ?? octalOf(bytes);
  octals.set(key, known);
  return known;
}

function octalOf(bytes: Uint8Array): string {
  const words = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  const lines = Array.from({ length: Math.ceil(words.length / 16) }, (_, index) =>
    words.slice(index * 16, index * 16 + 16).join(""),
  );
  return `MULTILINE_OCTAL\n${lines.join("\n")}\nEND`;
}

/** `distrustAfter`: `YYMMDDHHMMSSZ` by root id. */
export function certdata(
  roots: readonly CatalogueRoot[],
  distrustAfter: Record<string, string> = {},
): string {
  const objects = roots
    .filter((root) => wordOf(root, "mozilla") !== "Not Included")
    .map((root) => {
      const der = new X509Certificate(pemOf(root)).raw;
      const sha1 = createHash("sha1").update(der).digest();
      const after = distrustAfter[root.id];
      const trust =
        wordOf(root, "mozilla") === "Included"
          ? "CKT_NSS_TRUSTED_DELEGATOR"
          : "CKT_NSS_MUST_VERIFY_TRUST";
      return `
# Certificate "${root.name}"
CKA_CLASS CK_OBJECT_CLASS CKO_CERTIFICATE
CKA_TOKEN CK_BBOOL CK_TRUE
CKA_LABEL UTF8 "${root.name}"
CKA_CERTIFICATE_TYPE CK_CERTIFICATE_TYPE CKC_X_509
CKA_VALUE ${octal(der)}
CKA_NSS_MOZILLA_CA_POLICY CK_BBOOL CK_TRUE
CKA_NSS_SERVER_DISTRUST_AFTER ${after ? octal(Buffer.from(after)) : "CK_BBOOL CK_FALSE"}
CKA_NSS_EMAIL_DISTRUST_AFTER CK_BBOOL CK_FALSE

# Trust for "${root.name}"
CKA_CLASS CK_OBJECT_CLASS CKO_NSS_TRUST
CKA_LABEL UTF8 "${root.name}"
CKA_CERT_SHA1_HASH ${octal(sha1)}
CKA_TRUST_SERVER_AUTH CK_TRUST ${trust}
CKA_TRUST_EMAIL_PROTECTION CK_TRUST CKT_NSS_MUST_VERIFY_TRUST
`;
    });
  return `#
# certdata.txt
#
BEGINDATA
CKA_CLASS CK_OBJECT_CLASS CKO_NSS_BUILTIN_ROOT_LIST
CKA_TOKEN CK_BBOOL CK_TRUE
CKA_LABEL UTF8 "Mozilla Builtin Roots"
${objects.join("")}`;
}

/** A JKS keystore. Its digest is wrong: it protects with a password that everybody knows. */
export function javaKeystore(roots: readonly CatalogueRoot[]): Uint8Array {
  const utf = (text: string) => [0, text.length, ...Buffer.from(text)];
  const uint32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return [...bytes];
  };
  const inJava = roots.filter((root) => wordOf(root, "java") === "Included");
  const entries = inJava.flatMap((root) => {
    const der = new X509Certificate(pemOf(root)).raw;
    const date = Array<number>(8).fill(0);
    const trusted = [...uint32(2), ...utf(root.id), ...date, ...utf("X.509")];
    return [...trusted, ...uint32(der.length), ...der];
  });
  const digest = Array<number>(20).fill(0);
  return Uint8Array.from([
    ...uint32(0xfeedfeed),
    ...uint32(2),
    ...uint32(inJava.length),
    ...entries,
    ...digest,
  ]);
}
