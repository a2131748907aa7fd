/** Types of `catalogue.json`, and the checks that no JSON schema can express. */
import { SHA256_HEX } from "./bytes.ts";
import { coversUrl } from "./match-pattern.ts";
import {
  ROOT_PROGRAMMES,
  type BrowserFamily,
  type ProbeKind,
  type RootAdvice,
  type RootProgramme,
  type RootRole,
} from "./vocabulary.ts";

/** Where the facts were read, and when (`YYYY-MM-DD`). */
export interface Sourced {
  source: string;
  date: string;
}

export interface TestHosts extends Sourced {
  kind: Extract<ProbeKind, "valid" | "expired" | "revoked">;
  urls: string[];
  /** False if the names were read in one place only and never answered. */
  confirmed: boolean;
}

export interface StoreRow extends Sourced {
  programme: RootProgramme;
  status: "included" | "not-included" | "removed";
  /** Last day of TLS trust (`YYYY-MM-DD`), if it was published. */
  until?: string;
}

export interface Download {
  url: string;
  format: "der" | "pem";
}

export interface CatalogueRoot extends Sourced {
  id: string;
  name: string;
  /** As in CCADB: `CN=…,O=…,C=…`. */
  subject: string;
  owner: string;
  key: { algorithm: "RSA"; bits: number } | { algorithm: "ECDSA"; curve: "P-256" | "P-384" };
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  /** Hashes in lower-case hex; the second over the DER SubjectPublicKeyInfo. */
  certificateSha256: string;
  spkiSha256: string;
  /** Whether the verdict depends on this root. */
  decides: boolean;
  role: RootRole;
  advice: RootAdvice;
  /** Ids of roots whose cross-certificates let this root's chains verify where this root is missing. */
  crossSignedBy: string[];
  tests: TestHosts[];
  stores: StoreRow[];
  downloads: Download[];
  /** Where Amazon's certificates say this issuer can be downloaded (http); absent if none does. */
  issuerUrl?: string;
}

export type RootName = Pick<CatalogueRoot, "id" | "name" | "decides">;

/** A host that does not use Amazon's roots: it separates a broken network from a missing root. */
export interface Baseline extends Sourced {
  url: string;
}

/** Asked only by browsers of this root programme: a host of the browser's own maker. */
export interface MakerBaseline extends Baseline {
  programme: RootProgramme;
}

export interface Release {
  major: number;
  date: string;
}

export interface BrowserReleases extends Sourced {
  family: BrowserFamily;
  outdatedAfterDays: number;
  /** Oldest first, without gaps. The first is outdated, and so is every version below it. */
  releases: Release[];
}

export interface Catalogue {
  version: 1;
  date: string;
  /** `built-in`, or who made the replacement (such as `lab`). */
  edition: string;
  baseline: Baseline;
  /** Further baselines: if a network blocks one, another still shows that the network works. */
  makerBaselines?: MakerBaseline[];
  browsers: BrowserReleases[];
  roots: CatalogueRoot[];
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** One sentence per fault. `permitted`: host patterns that the browser lets probes reach. */
export function catalogueFaults(catalogue: Catalogue, permitted: readonly string[]): string[] {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const once = (value: string, where: string) => {
    const first = seen.get(value);
    if (first) faults.push(`${where}: "${value}" already stands in ${first}`);
    else seen.set(value, where);
  };
  const ids = new Set(catalogue.roots.map((root) => root.id));

  for (const root of catalogue.roots) {
    if (!ID.test(root.id))
      faults.push(`${root.id}: an id has lower-case letters, digits and hyphens`);
    once(root.id, `${root.id}.id`);
    for (const field of ["certificateSha256", "spkiSha256"] as const) {
      if (!SHA256_HEX.test(root[field]))
        faults.push(`${root.id}.${field}: not 64 lower-case hex digits`);
      once(root[field], `${root.id}.${field}`);
    }
    if (!(Date.parse(root.notBefore) < Date.parse(root.notAfter))) {
      faults.push(`${root.id}: notBefore is not before notAfter`);
    }
    for (const other of root.crossSignedBy) {
      if (!ids.has(other)) faults.push(`${root.id}.crossSignedBy: no root "${other}"`);
    }
    for (const test of root.tests) {
      for (const url of test.urls) {
        once(url, `${root.id}.tests.${test.kind}`);
        if (!permitted.some((pattern) => coversUrl(pattern, url))) {
          faults.push(`${root.id}.tests.${test.kind}: ${url} is outside ${permitted.join(", ")}`);
        }
      }
    }
    const programmes = root.stores.map((row) => row.programme);
    if (new Set(programmes).size !== programmes.length)
      faults.push(`${root.id}.stores: a programme stands twice`);
    const missing = ROOT_PROGRAMMES.filter((programme) => !programmes.includes(programme));
    if (missing.length) faults.push(`${root.id}.stores: nothing on ${missing.join(", ")}`);
    if (root.decides && !root.tests.some((test) => test.kind === "valid")) {
      faults.push(`${root.id}: decides, but has no valid test URL`);
    }
  }
  for (const { family, releases } of catalogue.browsers) {
    const inOrder = releases.every((release, index) => {
      const before = releases[index - 1];
      return !before || (before.major + 1 === release.major && before.date < release.date);
    });
    if (!inOrder) faults.push(`browsers.${family}.releases: not in order, or with a gap`);
  }
  for (const { id, decides, role } of catalogue.roots) {
    if (decides && role === "foreign") faults.push(`${id}: decides, but is somebody else's`);
  }
  if (!catalogue.roots.some((root) => root.decides)) faults.push("roots: none decides");
  for (const { url } of [catalogue.baseline, ...(catalogue.makerBaselines ?? [])]) {
    if (permitted.some((pattern) => coversUrl(pattern, url))) {
      faults.push(`baseline: ${url} is one of the tested hosts`);
    }
  }
  return faults;
}

export function decidingIds({ roots }: Catalogue): Set<string> {
  return new Set(roots.flatMap(({ id, decides }) => (decides ? [id] : [])));
}

export function rootBySpki(catalogue: Catalogue, spkiSha256: string): CatalogueRoot | undefined {
  return catalogue.roots.find((root) => root.spkiSha256 === spkiSha256);
}

export function testHosts(root: CatalogueRoot, kind: TestHosts["kind"]): TestHosts | undefined {
  return root.tests.find((test) => test.kind === kind);
}
