/**
 * Whether a check's result is certain before all probes have ended: whatever the open ones will bring, the card says the
 * same. Nothing here knows the rules of a verdict. It tries what each open probe may bring on the code that concludes.
 */
import { decidingIds, type Catalogue, type CatalogueRoot } from "./catalogue.ts";
import type { Certificate } from "./certificate.ts";
import { clockSign, readDecidingClock } from "./clock.ts";
import { explainFailures } from "./compare.ts";
import {
  castsDoubt,
  controlPart,
  controlSign,
  type ControlPart,
  type ControlSign,
} from "./control-sign.ts";
import { evidenceOf, evidenceOn, type CheckEvidence, type RootEvidence } from "./evidence.ts";
import { isUnread } from "./failure.ts";
import type { CheckContext } from "./finding.ts";
import { inDoubt, judgeRoot, type RootJudgement } from "./judge-root.ts";
import { inspectorIn, isOutdated, makeReport, type Gathered } from "./make-report.ts";
import { NOTHING_SEEN, type CertificateTable, type Observation } from "./observation.ts";
import { wantsFreshLook, type PlannedProbe } from "./plan.ts";
import type { Report, RootResult } from "./report.ts";
import { CLOCK_SIGNS, possibleDecisions, type Decision, type Sign } from "./verdict.ts";
import type { FailureCode } from "./vocabulary.ts";

/** The result of a check whose last probes are still open. */
export interface EarlyResult {
  /** What has been seen so far. Its verdict is final. */
  report: Report;
  /** Ids of the roots whose finding is final too. */
  settled: string[];
}

export interface Underway {
  plan: readonly PlannedProbe[];
  open: ReadonlySet<PlannedProbe>;
}

type ControlKind = "expired" | "revoked";

/** Null until the result is certain. */
export function earlyResult(
  catalogue: Catalogue,
  gathered: Gathered,
  { plan, open }: Underway,
): EarlyResult | null {
  // An open valid host of a root that decides may still show anything.
  const deciding = decidingIds(catalogue);
  for (const { kind, root } of open)
    if (kind === "valid" && root !== null && deciding.has(root)) return null;
  const openUrls = new Set([...open].flatMap(({ urls }) => urls));
  // A probe that tries an older name has ended with neither.
  const ended = gathered.observations.filter(({ url }) => !openUrls.has(url));
  const seen = { ...gathered, observations: ended };
  const world = worldOf(catalogue, seen, plan, open);
  const decision = certainDecision(world);
  if (!decision) return null;
  const report = makeReport(catalogue, seen);
  const { verdict, roots } = report;
  if (verdict.code !== decision.verdict || verdict.cause !== decision.cause) return null;
  const isCertain =
    isCardCertain(decision, world) &&
    (verdict.code !== "inspected" || isInspectorCertain(world, plan, openUrls));
  if (!isCertain) return null;
  const settled = roots.filter((root) => isSettled(root, world)).map(({ id }) => id);
  return { report, settled };
}

/** What one root may still turn out to be. */
interface PossibleRoot {
  root: CatalogueRoot;
  judgements: RootJudgement[];
  /** As above, if an expired certificate passed. */
  doubted: Pick<RootJudgement, "finding" | "evidence">[];
  signs: readonly Sign[];
  controls: ControlPart[];
  /** Whether the valid host is open: then nothing is said of the root. */
  isOpen: boolean;
}

interface World {
  catalogue: Catalogue;
  seen: Gathered;
  roots: PossibleRoot[];
  deciding: PossibleRoot[];
  baselineLoaded: boolean[];
  control: readonly ControlSign[];
}

function worldOf(
  catalogue: Catalogue,
  seen: Gathered,
  plan: readonly PlannedProbe[],
  open: ReadonlySet<PlannedProbe>,
): World {
  const evidence = evidenceOf(explainFailures(seen.observations));
  const isBaselineOpen = [...open].some(({ kind }) => kind === "baseline");
  const baselineLoaded =
    evidence.baseline?.outcome === "loaded" ? [true] : isBaselineOpen ? [true, false] : [false];
  const bench: Bench = { catalogue, seen, plan, open, evidence, baselineLoaded };
  const roots = catalogue.roots.map((root) => possibleRoot(root, bench));
  const control = possibleControls(roots);
  const deciding = roots.filter(({ root }) => root.decides);
  return { catalogue, seen, roots, deciding, baselineLoaded, control };
}

interface Bench extends Omit<World, "roots" | "deciding" | "control"> {
  plan: readonly PlannedProbe[];
  open: ReadonlySet<PlannedProbe>;
  evidence: CheckEvidence;
}

/** Tries what the open probes of a root may bring. */
function possibleRoot(root: CatalogueRoot, bench: Bench): PossibleRoot {
  const { catalogue, seen, plan, open, evidence, baselineLoaded } = bench;
  const probeOf = (kind: "valid" | ControlKind) =>
    plan.find((planned) => planned.kind === kind && planned.root === root.id);
  const isOpen = (kind: "valid" | ControlKind) => {
    const planned = probeOf(kind);
    return planned !== undefined && open.has(planned);
  };
  const own = evidenceOn(root.id, evidence);
  const shown = showsCertificates(seen);
  const outcomesOf = (kind: ControlKind) =>
    isOpen(kind) ? openControl(kind, root.id, own.valid, shown) : codesOf(own[kind], seen);
  const certificates = { ...seen.certificates, ...LEAF_TABLE };
  const mayAskAgain = probeOf("valid")?.urls.some((url) =>
    seen.observations.every((each) => each.url !== url),
  );
  const result: PossibleRoot = {
    root,
    judgements: [],
    doubted: [],
    signs: [],
    controls: [],
    isOpen: isOpen("valid"),
  };
  if (result.isOpen) return result;
  const signs = new Set<Sign>();
  for (const expired of outcomesOf("expired")) {
    const valids = codesOf(own.valid, seen);
    if (own.valid && mayAskAgain && wantsFreshLook(evidenceFrom(own.valid, expired, undefined)))
      valids.push(failing(own.valid, "untrusted-issuer"));
    for (const revoked of outcomesOf("revoked")) {
      for (const valid of valids) {
        const tried = evidenceFrom(valid, expired, revoked);
        for (const loaded of baselineLoaded) {
          const around: CheckContext = {
            catalogue,
            certificates,
            programme: seen.browser.programme,
            baselineLoaded: loaded,
          };
          const judged = judgeRoot(root, tried, around, seen.browser.family);
          signs.add(judged.sign);
          result.judgements.push(judged);
          result.doubted.push(inDoubt(judged, valid));
          result.controls.push(controlPart(root, tried, around));
        }
      }
    }
  }
  return { ...result, signs: [...signs] };
}

function evidenceFrom(
  valid: Observation | undefined,
  expired: Observation | undefined,
  revoked: Observation | undefined,
): RootEvidence {
  return {
    ...(valid && { valid }),
    ...(expired && { expired }),
    ...(revoked && { revoked }),
  };
}

/** All codes that an ended probe may get: unread words are explained by comparing them with those of other hosts. */
function codesOf(
  judged: Observation | undefined,
  { observations }: Gathered,
): (Observation | undefined)[] {
  if (!judged?.failure) return [judged];
  const raw = observations.find(({ url }) => url === judged.url)?.failure;
  if (!raw || !isUnread(raw)) return [judged];
  const codes: FailureCode[] = [raw.code, "date-invalid", "revoked", "untrusted-issuer"];
  return codes.map((code) => failing(judged, code));
}

/**
 * What a control may bring: one outcome of each kind that the conclusions tell apart. `test/core/decided.walk.test.ts` tries
 * all outcomes against these.
 */
function openControl(
  kind: ControlKind,
  root: string,
  valid: Observation | undefined,
  shown: boolean,
): Observation[] {
  const status = valid?.status ?? null;
  const loaded: Observation = { ...BLANK, kind, root, outcome: "loaded", evidence: "load", status };
  const shownLeaf = (leaf: Certificate): Observation => {
    return { ...loaded, evidence: "issuer", chain: [leaf.sha256] };
  };
  const outcomes = [
    failing(loaded, kind === "expired" ? "date-invalid" : "revoked"),
    failing(loaded, "timeout"),
    loaded,
  ];
  if (kind === "expired")
    outcomes.push(failing(loaded, "untrusted-issuer"), {
      ...loaded,
      status: status === null ? 200 : null,
    });
  if (shown) outcomes.push(...LEAVES.map(shownLeaf), { ...loaded, tls: EXCEPTION });
  return outcomes;
}

/** Chromium shows certificates of all hosts or of none (`src/probe/chromium.ts`), and no exceptions unless it does. */
function showsCertificates({ browser, observations }: Gathered): boolean {
  if (browser.family !== "chromium") return true;
  const loads = observations.filter(({ root, outcome }) => root !== null && outcome === "loaded");
  return loads.length === 0 || loads.some(({ chain }) => chain.length > 0);
}

function possibleControls(roots: readonly PossibleRoot[]): ControlSign[] {
  const places = new Map<string, number>();
  // By which different parts a combination has: the order of the roots and repetitions change nothing.
  let combined = new Map<number, ControlPart[]>([[0, []]]);
  for (const { controls } of roots) {
    if (controls.length === 0) continue;
    const parts = new Map(controls.map((part) => [JSON.stringify(part), part]));
    for (const key of parts.keys()) if (!places.has(key)) places.set(key, places.size);
    const next = new Map<number, ControlPart[]>();
    for (const [mask, before] of combined) {
      for (const [key, part] of parts) next.set(mask | (1 << places.get(key)!), [...before, part]);
    }
    combined = next;
  }
  return [...new Set([...combined.values()].map(controlSign))];
}

function certainDecision(world: World): Decision | null {
  const { catalogue, seen, deciding, baselineLoaded, control } = world;
  const clock = certainClock(world);
  const [first, ...others] = possibleDecisions({
    signs: deciding.map(({ signs }) => signs),
    baselineLoaded,
    control,
    // Asked once more when the check ends.
    online: [true, false],
    clock: clock === undefined ? CLOCK_SIGNS : [clockSign(clock)],
    outdated: isOutdated(catalogue, seen.browser),
  });
  const isSame = ({ verdict, cause, sign }: Decision) =>
    verdict === first!.verdict && cause === first!.cause && sign === first!.sign;
  return others.every(isSame) ? first! : null;
}

/** Undefined unless the reading is final. */
function certainClock({ catalogue, seen }: World): Report["clock"] | undefined {
  return readDecidingClock(seen.observations, decidingIds(catalogue)) ?? undefined;
}

/** Whether all else that the card says beside verdict, cause and inspector is final. */
function isCardCertain({ verdict, cause, sign }: Decision, world: World): boolean {
  const { deciding } = world;
  if (verdict === "ready") {
    const isSame = ({ judgements }: PossibleRoot) =>
      judgements.every(({ evidence }) => evidence === judgements[0]!.evidence);
    return certainClock(world) !== undefined && deciding.every(isSame);
  }
  // The title names the roots that have the sign.
  const areConcerned = deciding.every(
    ({ signs }) => sign === null || signs.every((one) => one === sign) || !signs.includes(sign),
  );
  if (!areConcerned) return false;
  return cause !== "wrong-clock" || certainClock(world) !== undefined;
}

/** The first foreign chain in the order of the plan names the inspector. */
function isInspectorCertain(
  { catalogue, seen }: World,
  plan: readonly PlannedProbe[],
  openUrls: ReadonlySet<string>,
): boolean {
  // Sites to compare with name nobody.
  const order = plan.flatMap(({ root, urls }) => (root === null ? [] : urls));
  const firstOpen = order.findIndex((url) => openUrls.has(url));
  const before = new Set(firstOpen < 0 ? order : order.slice(0, firstOpen));
  const around = {
    catalogue,
    certificates: seen.certificates,
    programme: seen.browser.programme,
    baselineLoaded: true,
  };
  const early = seen.observations.filter(({ url }) => before.has(url));
  return inspectorIn(early, [], seen, around) !== null;
}

function isSettled({ id, finding, evidence }: RootResult, { roots, control }: World): boolean {
  const { isOpen, judgements, doubted } = roots.find(({ root }) => root.id === id)!;
  if (isOpen) return false;
  const conclusions = control.flatMap((sign) => (castsDoubt(sign) ? doubted : judgements));
  return conclusions.every((each) => each.finding === finding && each.evidence === evidence);
}

const BLANK: Omit<Observation, "kind" | "root" | "outcome"> = {
  ...NOTHING_SEEN,
  url: "",
  startedMs: 0,
  durationMs: 0,
  chain: [],
};

const EXCEPTION: Observation["tls"] = {
  state: null,
  protocol: null,
  cipherSuite: null,
  keyExchange: null,
  signatureScheme: null,
  certificateTransparency: null,
  exception: "untrusted-issuer",
};

function failing(seen: Observation, code: FailureCode): Observation {
  const failure = { code, raw: "", symbol: null };
  return {
    ...seen,
    outcome: "failed",
    status: null,
    evidence: "none",
    tls: null,
    chain: [],
    failure,
  };
}

/** Stand-ins for what an open control may show: a leaf by Amazon, and one by somebody else. */
const LEAVES = ["Amazon", "Somebody else"].map((issuer): Certificate => {
  return {
    readable: true,
    sha256: `leaf by ${issuer}`,
    der: "",
    reportedSpkiSha256: null,
    builtIn: null,
    subject: "",
    issuer: `O=${issuer}`,
    name: "",
    issuerName: issuer,
    issuerOrganization: issuer,
    serialNumber: "",
    notBefore: "",
    notAfter: "",
    key: { algorithm: "" },
    spkiSha256: "",
  };
});
const LEAF_TABLE: CertificateTable = Object.fromEntries(LEAVES.map((leaf) => [leaf.sha256, leaf]));
