/** Compares the catalogue's roots with what a source lists. */
import type { Catalogue, CatalogueRoot, StoreRow } from "../../src/core/catalogue.ts";
import { ROOT_PROGRAMMES, type RootProgramme } from "../../src/core/vocabulary.ts";
import { bySeverity, type Difference, type DifferenceCode, type Severity } from "./difference.ts";
import type { ListedCertificate, ListedStatus, Listing } from "./listing.ts";

const FILE = "src/core/catalogue.json";

interface Around {
  listing: Listing;
  roots: readonly CatalogueRoot[];
  /** Listed certificates by SHA-256. */
  bySha256: ReadonlyMap<string, ListedCertificate>;
  /** `YYYY-MM-DD`. */
  today: string;
}

/** The severest difference first. `today`: `YYYY-MM-DD`. */
export function compareRoots(
  { roots }: Pick<Catalogue, "roots">,
  listing: Listing,
  today: string,
): Difference[] {
  const bySha256 = new Map(listing.certificates.map((each) => [each.sha256, each]));
  const around: Around = { listing, roots, bySha256, today };
  return bySeverity([
    ...roots.flatMap((root) => rootDifferences(root, around)),
    ...newRoots(around),
  ]);
}

function rootDifferences(root: CatalogueRoot, around: Around): Difference[] {
  const { listing, bySha256 } = around;
  const found = bySha256.get(root.certificateSha256) ?? null;
  return [
    ...namesakes(root, around),
    ...(found ? [] : goneDifferences(root, listing)),
    ...ROOT_PROGRAMMES.flatMap((programme) => storeDifferences(root, programme, found, around)),
    ...(found ? certificateDifferences(root, found) : []),
    ...(found ? testDifferences(root, found) : []),
    ...(listing.isComplete && found ? crossSignDifferences(root, found, around) : []),
  ];
}

function goneDifferences(root: CatalogueRoot, { isComplete }: Listing): Difference[] {
  if (!isComplete) return [];
  return [difference(gravity(root), "root-gone", root, `${root.name} is not listed any more`)];
}

/** Other roots with the name of this one. Cross-certificates are intermediates, and share name and key. */
function namesakes(root: CatalogueRoot, { listing, roots }: Around): Difference[] {
  const known = new Set(roots.map(({ certificateSha256 }) => certificateSha256));
  return listing.certificates.flatMap(({ kind, name, sha256, spkiSha256 }) => {
    if (kind !== "root" || name !== root.name || known.has(sha256)) return [];
    const another = `Another root is called ${name}: its certificate has the SHA-256 ${sha256}`;
    if (spkiSha256 === undefined) {
      const message = `${another}; the source does not show its key`;
      return [difference(gravity(root), "certificate-differs", root, message)];
    }
    if (spkiSha256 !== root.spkiSha256) {
      return [difference("alarm", "key-differs", root, `${another} and another key`)];
    }
    return [difference("change", "certificate-differs", root, `${another} and the same key`)];
  });
}

function storeDifferences(
  root: CatalogueRoot,
  programme: RootProgramme,
  found: ListedCertificate | null,
  { listing, today }: Around,
): Difference[] {
  const row = root.stores.find((each) => each.programme === programme);
  if (!row) return [];
  const listed = found?.stores[programme] ?? absence(row, listing);
  if (!listed) return [];
  return [
    ...statusDifferences(root, row, listed, today),
    ...distrustDifferences(root, row, listed),
  ];
}

/** Whoever is not in a whole store may never have been in it, or not any more. */
function absence({ programme, status }: StoreRow, { wholeStores }: Listing): ListedStatus | null {
  if (!wholeStores.includes(programme)) return null;
  const absent = status === "included" ? "not-included" : status;
  return { status: absent, word: "not listed", isForTls: true };
}

function statusDifferences(
  root: CatalogueRoot,
  { programme, status, until }: StoreRow,
  listed: ListedStatus,
  today: string,
): Difference[] {
  if (listed.status === status) return [];
  const change = `${root.name}, ${programme}: "${listed.word}", in the catalogue ${status}`;
  if (listed.status === "unclear") {
    const message = `${change}; this word is not known here: read it yourself`;
    return [difference("change", "store-unclear", root, message)];
  }
  const isOutEitherWay = listed.status !== "included" && status !== "included";
  if (isOutEitherWay) return [difference("note", "store-changed", root, change)];
  // Mozilla keeps roots that no longer vouch for websites, and CCADB calls them included.
  const mayLackTls = !listed.isForTls && until !== undefined && until <= today;
  if (listed.status === "included" && mayLackTls) {
    return [difference("note", "store-changed", root, `${change}; perhaps not for websites`)];
  }
  const severity = listed.status === "included" ? "change" : gravity(root);
  return [difference(severity, "store-changed", root, change)];
}

/** A source that has no day yet does not deny one that was announced. */
function distrustDifferences(
  root: CatalogueRoot,
  { programme, until }: StoreRow,
  listed: ListedStatus,
): Difference[] {
  if (listed.until === undefined || listed.until === until) return [];
  const message = `${root.name}, ${programme}: certificates issued after ${listed.until} are not trusted; the catalogue says ${until ?? "nothing of it"}`;
  return [difference(gravity(root), "distrust-dated", root, message)];
}

function certificateDifferences(root: CatalogueRoot, found: ListedCertificate): Difference[] {
  const differences: Difference[] = [];
  if (found.spkiSha256 !== undefined && found.spkiSha256 !== root.spkiSha256) {
    const message = `${root.name}: the SHA-256 of its key is ${found.spkiSha256}`;
    differences.push(difference("alarm", "key-differs", root, message));
  }
  if (found.isRevoked) {
    differences.push(
      difference(gravity(root), "root-revoked", root, `${root.name} is listed as revoked`),
    );
  }
  for (const field of ["notBefore", "notAfter"] as const) {
    const day = found[field];
    if (day === undefined || day === root[field].slice(0, 10)) continue;
    const message = `${root.name}: ${field} is ${day}, in the catalogue ${root[field]}`;
    differences.push(difference("change", "validity-differs", root, message));
  }
  return differences;
}

/** An authority lists one address of a kind; the catalogue has its new and its old name. */
function testDifferences(root: CatalogueRoot, { tests }: ListedCertificate): Difference[] {
  return (["valid", "expired", "revoked"] as const).flatMap((kind) => {
    const urls = root.tests.find((test) => test.kind === kind)?.urls ?? [];
    const listed = tests[kind];
    if (listed === undefined) {
      // Most formats list no test pages at all.
      if (!urls.length || !Object.keys(tests).length) return [];
      const message = `${root.name}: no test page "${kind}" is listed`;
      return [difference("note", "tests-missing", root, message)];
    }
    if (root.role === "foreign" || urls.some((url) => bare(url) === bare(listed))) return [];
    const message = `${root.name}: the test page "${kind}" is ${listed}, which the catalogue does not have`;
    return [difference("change", "tests-changed", root, message)];
  });
}

function bare(url: string): string {
  return url.toLowerCase().replace(/\/$/, "");
}

/** Cross-certificates are intermediates with a root's key, issued by another root. */
function crossSignDifferences(
  root: CatalogueRoot,
  found: ListedCertificate,
  { listing, roots, today }: Around,
): Difference[] {
  const nameOf = (id: string) => roots.find((each) => each.id === id)?.name ?? id;
  const ids = new Map(roots.map(({ id, certificateSha256 }) => [certificateSha256, id]));
  const signers = new Map<string, string>();
  for (const each of listing.certificates) {
    const isCross =
      each.kind === "intermediate" && found.keyId !== undefined && each.keyId === found.keyId;
    if (!isCross || !isInForce(each, today)) continue;
    const issuer = each.issuerSha256 ?? "";
    // Issued by the root itself under its own name: no other root vouches for it.
    if (issuer === root.certificateSha256) continue;
    signers.set(ids.get(issuer) ?? issuer, each.issuerName ?? issuer);
  }
  const unknown = [...signers].filter(([signer]) => !root.crossSignedBy.includes(signer));
  const gone = root.crossSignedBy.filter((id) => !signers.has(id));
  return [
    ...unknown.map(([, name]) =>
      difference("change", "cross-sign-new", root, `${root.name} is cross-signed by ${name}`),
    ),
    ...gone.map((id) =>
      difference(
        "change",
        "cross-sign-gone",
        root,
        `${root.name}: no cross-certificate of ${nameOf(id)} is in force`,
      ),
    ),
  ];
}

function isInForce({ isRevoked, notAfter = "9999" }: ListedCertificate, today: string): boolean {
  return !isRevoked && notAfter >= today;
}

/** Roots of Amazon that the catalogue does not have. */
function newRoots({ listing, roots, today }: Around): Difference[] {
  const owners = new Set(roots.filter(({ role }) => role !== "foreign").map(({ owner }) => owner));
  const known = new Set(roots.map(({ certificateSha256 }) => certificateSha256));
  const names = new Set(roots.map(({ name }) => name));
  return listing.certificates.flatMap((each): Difference[] => {
    const { kind, name, owner, sha256, stores } = each;
    const isOurs = owners.has(owner) || owner === "Amazon";
    if (kind !== "root" || !isOurs || known.has(sha256) || names.has(name)) return [];
    const listed = ROOT_PROGRAMMES.flatMap((programme) => stores[programme] ?? []);
    const isIncluded = listed.some(({ status }) => status === "included" || status === "unclear");
    const isOver = listed.some(({ status }) => status === "removed") && !isIncluded;
    const isPast = isOver || !isInForce(each, today);
    const message = isPast
      ? `${name} is a root of ${owner} that no programme trusts any more`
      : `${name} is a root of ${owner} that the catalogue does not have`;
    const severity = isPast ? "note" : "change";
    return [{ severity, code: "root-new", about: sha256, message, file: FILE }];
  });
}

/** How bad it is to lose this root. */
function gravity({ decides }: CatalogueRoot): Severity {
  return decides ? "alarm" : "change";
}

function difference(
  severity: Severity,
  code: DifferenceCode,
  { id }: CatalogueRoot,
  message: string,
): Difference {
  return { severity, code, about: id, message, file: FILE };
}
