/** Draws every conclusion from what a check gathered. */
import { standingOf } from "./browser-release.ts";
import type { Catalogue, CatalogueRoot } from "./catalogue.ts";
import { controlSign } from "./control-sign.ts";
import { evidenceOf, evidenceOn, type CheckEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { findRoot, isCarried, isSentByAnother, originOf, type CheckContext } from "./finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";
import { isClockOff, readClock } from "./clock.ts";
import { explainFailures, provenByControls } from "./compare.ts";
import { inspectorOf, type Inspector } from "./inspector.ts";
import {
  REPORT_FORMAT,
  REPORT_VERSION,
  type BrowserInfo,
  type ControlOutcome,
  type Report,
  type RootResult,
} from "./report.ts";
import { decide, signOf, type Sign } from "./verdict.ts";
import {
  EVIDENCE,
  isTrusted,
  type Evidence,
  type Finding,
  type RootProgramme,
} from "./vocabulary.ts";

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
    inspector: inspectorIn(observations, roots, gathered, around),
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

/** From a chain that loaded; else from one that the browser refused. */
function inspectorIn(
  observations: readonly Observation[],
  roots: readonly RootResult[],
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
  const inspected = new Set(roots.flatMap((root) => (root.finding === "inspected" ? root.id : [])));
  const refused = observations.filter(
    (seen) => inspected.has(seen.root ?? "") && isSentByAnother(seen, around),
  );
  for (const seen of [...foreign, ...refused]) {
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
