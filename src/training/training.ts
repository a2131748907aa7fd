/** Reports of made-up situations for practice without any network. Their verdicts are really computed. */
import { findOrThrow } from "../core/find.ts";
import { newestRelease, outdatedBelow } from "../core/browser-release.ts";
import type { Catalogue, CatalogueRoot } from "../core/catalogue.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import { planCheck, type PlannedProbe } from "../core/plan.ts";
import { makeReport } from "../core/make-report.ts";
import type { BrowserInfo, Report } from "../core/report.ts";
import type {
  BrowserFamily,
  Cause,
  FailureCode,
  ProbeKind,
  VerdictCode,
} from "../core/vocabulary.ts";
import { amazonChain, inspectorChain, INSPECTOR_KEY } from "./certificates.ts";
import table from "./situations.json";

/** Which probes a rule is about: all given fields must fit; without fields, every probe. */
interface Match {
  kind?: ProbeKind | ProbeKind[];
  root?: string;
  /** Probes of roots that decide. */
  decides?: true;
  /** Probes that test a root; not the baseline. */
  amazon?: true;
}

/** The outcome of a probe; without `fails`, it loads. */
interface Answer {
  fails?: FailureCode;
  status?: number;
  /** Whose chain Firefox shows; Chromium shows none. */
  chain?: "own" | "inspector";
  exception?: "untrusted-issuer";
}

export interface TrainingSituation {
  id: string;
  /** Kind of fault; several situations may share it, each with another browser. */
  situation: string;
  browser: keyof typeof table.browsers;
  /** A version that the catalogue calls outdated. */
  outdated?: boolean;
  /** The browser believes that it has no network. */
  offline?: boolean;
  /** An administrator approved the inspecting key. */
  approved?: boolean;
  clockBehindMinutes?: number;
  rules: { when: Match; then: Answer }[];
  expected: { verdict: VerdictCode; cause: Cause };
}

export const TRAINING_SITUATIONS = table.situations as TrainingSituation[];

/** The browser and system that a situation is in, by the names that a report has for them. */
export function trainingBrowser({ browser }: TrainingSituation) {
  return table.browsers[browser] as Pick<BrowserInfo, "family" | "programme" | "name" | "os">;
}

const TOOK_MS = 640;
const PROBE_MS = 90;

/** The report of a situation, as if a check had ended at `at` (ms since the epoch). Throws at an unknown id. */
export function trainingReport(id: string, catalogue: Catalogue, at: number): Report {
  const situation = findOrThrow(TRAINING_SITUATIONS, (row) => row.id === id, `situation ${id}`);
  const index = TRAINING_SITUATIONS.indexOf(situation);
  const shown = trainingBrowser(situation);
  const certificates: CertificateTable = {};
  const observations = planCheck(catalogue).map((probe, place) =>
    observe(probe, place, { situation, catalogue, at, certificates }),
  );
  return makeReport(catalogue, {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    startedAt: new Date(at - TOOK_MS).toISOString(),
    finishedAt: new Date(at).toISOString(),
    toolVersion: "0",
    browser: {
      ...shown,
      version: versionOf(catalogue, shown.family, situation.outdated ?? false),
      language: "en",
      managed: false,
    },
    online: !situation.offline,
    observations,
    certificates,
    training: true,
    approvedInspectors: situation.approved ? [INSPECTOR_KEY] : [],
  });
}

interface Scene {
  situation: TrainingSituation;
  catalogue: Catalogue;
  at: number;
  /** Collects every certificate that is shown. */
  certificates: CertificateTable;
}

function observe(
  { kind, root: id, urls }: PlannedProbe,
  place: number,
  { situation, catalogue, at, certificates }: Scene,
): Observation {
  const { family } = trainingBrowser(situation);
  const url = urls[0] ?? "";
  const root = catalogue.roots.find((row) => row.id === id) ?? null;
  const rule = situation.rules.findLast(({ when }) => matches(when, kind, root));
  const answer = rule?.then ?? usual(family, kind);
  const timing = { startedMs: 1, durationMs: PROBE_MS + ((place * 37) % 120) };
  const probe = { kind, root: id, url, ip: null, ...timing };
  if (answer.fails) {
    const word = (table.words[family] as Partial<Record<FailureCode, string>>)[answer.fails];
    return {
      ...probe,
      outcome: "failed",
      status: null,
      serverTime: null,
      failure: {
        code: answer.fails,
        raw: word ?? answer.fails,
        symbol: family === "firefox" ? (word ?? null) : null,
      },
      evidence: "none",
      tls: null,
      chain: [],
    };
  }
  const chain =
    family === "chromium" || !root
      ? []
      : answer.chain === "inspector"
        ? inspectorChain(new URL(url).hostname, at)
        : amazonChain(new URL(url).hostname, anchorOf(root, catalogue), at);
  for (const certificate of chain) certificates[certificate.sha256] = certificate;
  const server = new Date(at + (situation.clockBehindMinutes ?? 0) * 60_000).toISOString();
  return {
    ...probe,
    outcome: "loaded",
    status: answer.status ?? (kind === "baseline" ? null : 200),
    serverTime: { server, local: new Date(at).toISOString() },
    failure: null,
    evidence: chain.length ? "anchor" : "load",
    tls: chain.length ? { ...TLS, exception: answer.exception ?? null } : null,
    chain: chain.map(({ sha256 }) => sha256),
  };
}

const TLS = {
  state: "secure",
  protocol: "TLSv1.3",
  cipherSuite: "TLS_AES_128_GCM_SHA256",
  keyExchange: "x25519",
  signatureScheme: "RSA-PSS-SHA256",
  certificateTransparency: null,
};

/** The answer if all is well: Chromium rarely checks revocation. */
function usual(family: BrowserFamily, kind: ProbeKind): Answer {
  if (kind === "expired") return { fails: "date-invalid" };
  return kind === "revoked" && family === "firefox" ? { fails: "revoked" } : {};
}

/** Roots that no store carries end at the one that cross-signed them. */
function anchorOf(root: CatalogueRoot, { roots }: Catalogue): CatalogueRoot {
  const carried = root.stores.some(({ status }) => status === "included");
  return carried ? root : (roots.find(({ id }) => id === root.crossSignedBy[0]) ?? root);
}

function matches(when: Match, kind: ProbeKind, root: CatalogueRoot | null): boolean {
  return (
    (when.kind === undefined || [when.kind].flat().includes(kind)) &&
    (when.root === undefined || when.root === root?.id) &&
    (when.decides === undefined || root?.decides === true) &&
    (when.amazon === undefined || root !== null)
  );
}

function versionOf({ browsers }: Catalogue, family: BrowserFamily, outdated: boolean): string {
  const release = browsers.find((row) => row.family === family);
  if (!release) return "";
  return `${outdated ? outdatedBelow(release) - 1 : newestRelease(release).major}.0`;
}
