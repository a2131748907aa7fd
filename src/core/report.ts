/** `public/report.schema.json` describes the report. */
import { standingOf } from "./browser-release.ts";
import type { Catalogue, CatalogueRoot } from "./catalogue.ts";
import type { EndpointFinding } from "./endpoint-finding.ts";
import { controlSign } from "./control-sign.ts";
import { evidenceOf, evidenceOn, type CheckEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { findRoot, isCarried, originOf, type CheckContext } from "./finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";
import { isClockOff, readClock, type ClockReading } from "./clock.ts";
import { explainFailures, provenByControls } from "./compare.ts";
import { inspectorOf, type Inspector } from "./inspector.ts";
import { decide, signOf, type Sign } from "./verdict.ts";
import {
  EVIDENCE,
  isTrusted,
  type BrowserFamily,
  type Cause,
  type ControlResult,
  type Evidence,
  type Finding,
  type RootProgramme,
  type VerdictCode,
} from "./vocabulary.ts";

export const REPORT_FORMAT = "trust-ready-report";
export const REPORT_VERSION = 1;

export interface BrowserInfo {
  family: BrowserFamily;
  name: string;
  version: string;
  /** Whose roots it uses. */
  programme: RootProgramme;
  /** `runtime.PlatformOs`: `win`, `mac`, `linux`, `android`, `cros`, … */
  os: string;
  /** UI language, BCP 47. */
  language: string;
  /** Whether an administrator's policy installed the extension. */
  managed: boolean;
}

export interface RootResult {
  id: string;
  name: string;
  decides: boolean;
  finding: Finding;
  evidence: Evidence;
  /** Id of the catalogued root at the end of the verified chain; null if not seen. */
  anchor: string | null;
  /** Index in `observations`; null if there was no probe. */
  observation: number | null;
  /** From the catalogue, not observed. */
  expected: Pick<
    CatalogueRoot,
    "subject" | "owner" | "key" | "notBefore" | "notAfter" | "certificateSha256" | "spkiSha256"
  > & { crossSignedBy: string[]; carried: boolean };
}

interface ControlOutcome {
  kind: "expired" | "revoked";
  root: string;
  result: ControlResult;
  observation: number;
}

interface EndpointOutcome extends EndpointFinding {
  observation: number;
  /** When the test ended (ISO 8601, UTC). */
  testedAt: string;
}

interface Verdict {
  code: VerdictCode;
  cause: Cause;
  /** The weakest of the deciding roots; `none` unless `ready`. */
  evidence: Evidence;
  /** Ids of the deciding roots that the cause concerns. */
  roots: string[];
}

export interface Report {
  format: typeof REPORT_FORMAT;
  version: typeof REPORT_VERSION;
  id: string;
  /** ISO 8601, UTC, by this machine's clock. */
  startedAt: string;
  finishedAt: string;
  tool: { name: "Trust Ready"; version: string };
  catalogue: { date: string; edition: string };
  /** Made up for training. */
  training: boolean;
  browser: BrowserInfo;
  online: boolean;
  verdict: Verdict;
  roots: RootResult[];
  controls: ControlOutcome[];
  baseline: { loaded: boolean; observation: number | null };
  /** Null if no chain showed who signed in Amazon's place. */
  inspector: Inspector | null;
  clock: ClockReading | null;
  observations: Observation[];
  /** Empty in a check's own report; see `withEndpoints`. */
  endpoints: EndpointOutcome[];
  certificates: CertificateTable;
}

export interface Gathered {
  id: string;
  startedAt: string;
  finishedAt: string;
  toolVersion: string;
  browser: BrowserInfo;
  online: boolean;
  observations: Observation[];
  certificates: CertificateTable;
  training?: boolean;
  /** SPKI SHA-256 (hex). */
  approvedInspectors?: readonly string[];
}

export function makeReport(catalogue: Catalogue, gathered: Gathered): Report {
  const { certificates, browser, online } = gathered;
  const observations = explainFailures(gathered.observations);
  const places = new Map(observations.map((seen, index) => [seen, index]));
  const placeOf = (seen: Observation | undefined) => (seen && places.get(seen)) ?? null;
  const evidence = evidenceOf(observations);
  const { baseline } = evidence;
  const baselineLoaded = baseline?.outcome === "loaded";
  const around: CheckContext = {
    catalogue,
    certificates,
    programme: browser.programme,
    baselineLoaded,
  };

  const tested = catalogue.roots.map((root) => ({ root, evidence: evidenceOn(root.id, evidence) }));
  const control = controlSign(tested, around);
  // If an expired certificate passes, a page that loads proves nothing.
  const loadsProve = control !== "accepted" && control !== "replaced";
  const signs = new Map<string, Sign>();
  const roots = tested.map(({ root, evidence: own }): RootResult => {
    const { valid } = own;
    const proven = provenByControls(own, around);
    const { finding, anchor } = findRoot(root, valid, around, proven);
    if (root.decides)
      signs.set(root.id, signOf(finding, valid, { family: browser.family, proven }));
    const strength = strengthOf(finding, valid);
    return {
      id: root.id,
      name: root.name,
      decides: root.decides,
      ...(loadsProve || (strength !== "load" && strength !== "control")
        ? { finding, evidence: strength }
        : { finding: "inconclusive", evidence: valid?.evidence ?? "none" }),
      anchor,
      observation: placeOf(valid),
      expected: expectedOf(root, browser.programme),
    };
  });

  const clock = readClock(observations);
  const decision = decide({
    signs: [...signs.values()],
    baselineLoaded,
    control,
    online,
    clock: clock === null ? "unknown" : isClockOff(clock) ? "off" : "right",
    outdated: isOutdated(catalogue, browser),
  });
  const concerned = [...signs.keys()].filter((id) => signs.get(id) === decision.sign);
  const good = decision.verdict === "ready";

  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    id: gathered.id,
    startedAt: gathered.startedAt,
    finishedAt: gathered.finishedAt,
    tool: { name: "Trust Ready", version: gathered.toolVersion },
    catalogue: { date: catalogue.date, edition: catalogue.edition },
    training: gathered.training ?? false,
    browser,
    online,
    verdict: {
      code: decision.verdict,
      cause: decision.cause,
      evidence: good ? weakest(roots.filter((root) => root.decides)) : "none",
      roots: good ? [] : concerned,
    },
    roots,
    controls: controlsOf(observations, evidence),
    baseline: { loaded: baselineLoaded, observation: placeOf(baseline) },
    inspector: inspectorIn(observations, gathered, around),
    clock,
    observations,
    endpoints: [],
    certificates,
  };
}

/** `control` if the root is trusted although its valid host failed. */
function strengthOf(finding: Finding, seen: Observation | undefined): Evidence {
  if (!seen) return "none";
  return seen.outcome === "failed" && isTrusted(finding) ? "control" : seen.evidence;
}

function inspectorIn(
  observations: readonly Observation[],
  { certificates, approvedInspectors = [] }: Gathered,
  around: CheckContext,
): Inspector | null {
  const foreign = observations.filter(
    (seen) =>
      seen.root !== null &&
      seen.outcome === "loaded" &&
      !seen.tls?.exception &&
      originOf(seen, around).whose === "foreign",
  );
  for (const seen of foreign) {
    const inspector = inspectorOf(seen, certificates, approvedInspectors);
    if (inspector) return inspector;
  }
  return null;
}

/** What the catalogue says of a root. */
export function expectedOf(root: CatalogueRoot, programme: RootProgramme): RootResult["expected"] {
  const { subject, owner, key, notBefore, notAfter, certificateSha256, spkiSha256 } = root;
  const rest = { crossSignedBy: root.crossSignedBy, carried: isCarried(root, programme) };
  return { subject, owner, key, notBefore, notAfter, certificateSha256, spkiSha256, ...rest };
}

function controlsOf(
  observations: readonly Observation[],
  evidence: CheckEvidence,
): ControlOutcome[] {
  return observations.flatMap((seen, observation) => {
    const { kind, root } = seen;
    if ((kind !== "expired" && kind !== "revoked") || root === null) return [];
    if (evidenceOn(root, evidence)[kind] !== seen) return [];
    return [{ kind, root, result: controlResult(seen), observation }];
  });
}

function isOutdated(catalogue: Catalogue, browser: BrowserInfo): boolean {
  const row = catalogue.browsers.find(({ family }) => family === browser.family);
  return row !== undefined && standingOf(browser.version, row) === "far-behind";
}

function weakest(roots: readonly RootResult[]): Evidence {
  const rank = Math.max(...roots.map((root) => EVIDENCE.indexOf(root.evidence)));
  return EVIDENCE[rank] ?? "none";
}
