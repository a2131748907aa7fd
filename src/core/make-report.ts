/** Draws every conclusion from what a check gathered. */
import { standingOf } from "./browser-release.ts";
import { decidingIds, type Catalogue, type CatalogueRoot } from "./catalogue.ts";
import { castsDoubt, controlPart, controlSign } from "./control-sign.ts";
import { evidenceOf, evidenceOn, type CheckEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { isCarried, isSentByAnother, originOf, type CheckContext } from "./finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";
import { clockSign, readClock } from "./clock.ts";
import { explainFailures } from "./compare.ts";
import { inspectorOf, type Inspector } from "./inspector.ts";
import { inDoubt, judgeRoot } from "./judge-root.ts";
import {
  REPORT_FORMAT,
  REPORT_VERSION,
  type BrowserInfo,
  type ControlOutcome,
  type Report,
  type RootResult,
} from "./report.ts";
import { decide, type Sign } from "./verdict.ts";
import { EVIDENCE, type Evidence, type RootProgramme } from "./vocabulary.ts";

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
  const control = controlSign(tested.map((each) => controlPart(each.root, each.evidence, around)));
  const isDoubted = castsDoubt(control);
  const signs = new Map<string, Sign>();
  const roots = tested.map(({ root, evidence: own }): RootResult => {
    const { valid } = own;
    const judged = judgeRoot(root, own, around, browser.family);
    const { finding, evidence: strength } = isDoubted ? inDoubt(judged, valid) : judged;
    if (root.decides) signs.set(root.id, judged.sign);
    return {
      id: root.id,
      name: root.name,
      decides: root.decides,
      finding,
      evidence: strength,
      anchor: judged.anchor,
      observation: placeOf(valid),
      expected: expectedOf(root, browser.programme),
    };
  });

  const clock = readClock(observations, decidingIds(catalogue));
  const decision = decide({
    signs: [...signs.values()],
    baselineLoaded,
    control,
    online,
    clock: clockSign(clock),
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

/** From a chain that loaded; else from one that the browser refused. */
export function inspectorIn(
  observations: readonly Observation[],
  roots: readonly RootResult[],
  { certificates, approvedInspectors = [] }: Pick<Gathered, "certificates" | "approvedInspectors">,
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

export function isOutdated(catalogue: Catalogue, browser: BrowserInfo): boolean {
  const row = catalogue.browsers.find(({ family }) => family === browser.family);
  return row !== undefined && standingOf(browser.version, row) === "far-behind";
}

function weakest(roots: readonly RootResult[]): Evidence {
  const rank = Math.max(...roots.map((root) => EVIDENCE.indexOf(root.evidence)));
  return EVIDENCE[rank] ?? "none";
}
