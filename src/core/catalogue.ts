/**
 * The catalogue: the roots of Amazon Trust Services, the hosts that test them, and the baseline, as one
 * data file (`catalogue.json`) with a source and a date per row. This module gives it its types and the
 * checks that no JSON schema can express.
 */
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

/** Where a row's facts were read, and when (`YYYY-MM-DD`). */
export interface Sourced {
  source: string;
  date: string;
}

/** Test hosts of one root for one purpose; `urls` in the order in which they are tried. */
export interface TestHosts extends Sourced {
  kind: Extract<ProbeKind, "valid" | "expired" | "revoked">;
  urls: string[];
  /** False where the names were only read in one place and never seen to answer. */
  confirmed: boolean;
}

/** Whether a root programme carries a root, for TLS. */
export interface StoreRow extends Sourced {
  programme: RootProgramme;
  status: "included" | "not-included" | "removed";
  /** Last day of TLS trust, where a date was published (`YYYY-MM-DD`). */
  until?: string;
}

export interface Download {
  url: string;
  format: "der" | "pem";
}

export interface CatalogueRoot extends Sourced {
  /** Stable id, used in the report and as `data-root`: lower case, hyphens. */
  id: string;
  /** Common name; organisational unit where the subject has none. */
  name: string;
  /** Distinguished name as in CCADB: `CN=…,O=…,C=…`. */
  subject: string;
  owner: string;
  key: { algorithm: "RSA"; bits: number } | { algorithm: "ECDSA"; curve: "P-256" | "P-384" };
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  /** Lower-case hex, 64 characters. */
  certificateSha256: string;
  /** Lower-case hex, 64 characters: SHA-256 of the DER SubjectPublicKeyInfo. */
  spkiSha256: string;
  /** True for the roots that alone decide the verdict. */
  decides: boolean;
  role: RootRole;
  advice: RootAdvice;
  /** Roots (by id) whose cross-certificates let this root's chains verify where this root is absent. */
  crossSignedBy: string[];
  tests: TestHosts[];
  stores: StoreRow[];
  downloads: Download[];
  /** The plain-HTTP address that Amazon's certificates name for this issuer; absent where none was seen. */
  issuerUrl?: string;
}

/** What is known of a root before it is tested. */
export type RootName = Pick<CatalogueRoot, "id" | "name" | "decides">;

/** A host that does not use Amazon Trust Services: tells a broken network from a missing root. */
export interface Baseline extends Sourced {
  url: string;
}

/** A baseline that only browsers of one root programme are asked for: a host of the browser's own maker. */
export interface MakerBaseline extends Baseline {
  programme: RootProgramme;
}

/** A major version and the day on which it came out. */
export interface Release {
  major: number;
  date: string;
}

/** The releases of one kind of browser, as known on `date`. */
export interface BrowserReleases extends Sourced {
  family: BrowserFamily;
  /** A version released longer before `date` than this is called outdated. */
  outdatedAfterDays: number;
  /** Oldest first, without a gap; the first one is outdated, so that all below it are. */
  releases: Release[];
}

export interface Catalogue {
  version: 1;
  /** When the whole was last reviewed (`YYYY-MM-DD`). */
  date: string;
  /** `built-in`, or who made the replacement (for example `lab`). */
  edition: string;
  baseline: Baseline;
  /** Asked beside the baseline, so that a network that blocks one of the two still shows that it works. */
  makerBaselines?: MakerBaseline[];
  browsers: BrowserReleases[];
  roots: CatalogueRoot[];
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Faults of a catalogue that its schema cannot see, one sentence each; empty when it is sound.
 * `permitted` are host patterns (`https://*.example.org/*`) that every test URL must fall under,
 * because a probe elsewhere would get no answer from the browser.
 */
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

/** The root whose key has this SPKI SHA-256 (lower-case hex), whichever certificate carried it. */
export function rootBySpki(catalogue: Catalogue, spkiSha256: string): CatalogueRoot | undefined {
  return catalogue.roots.find((root) => root.spkiSha256 === spkiSha256);
}

/** Test hosts of a root for one kind of probe, if it has any. */
export function testHosts(root: CatalogueRoot, kind: TestHosts["kind"]): TestHosts | undefined {
  return root.tests.find((test) => test.kind === kind);
}
