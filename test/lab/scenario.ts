/** What a row of the scenario table looks like, and how its rules add up to one host's behaviour. */
import type {
  BrowserFamily,
  Cause,
  ControlResult,
  FailureCode,
  Finding,
  ProbeKind,
  VerdictCode,
} from "../../src/core/vocabulary.ts";
import type { StrictRuleId } from "../../src/core/strict-rules.ts";
import type { Behaviour, BehaviourChange, LabHost } from "./words.ts";

/** Which hosts a rule is about: all fields given must fit; none given means every host. */
export interface HostMatch {
  kind?: ProbeKind | readonly ProbeKind[];
  root?: string | readonly string[];
  style?: LabHost["style"];
  /** True: hosts that test a root. False: the baseline and endpoints. */
  amazon?: boolean;
  host?: string | readonly string[];
}

export interface Rule {
  when: HostMatch;
  then: BehaviourChange;
}

export interface Expected {
  verdict: VerdictCode;
  cause: Cause;
  /** The cause in a version that the catalogue calls outdated, if that makes it another one. */
  causeIfOutdated?: Cause;
  /** By catalogue id; roots that are left out are not looked at. */
  roots?: Record<string, { finding: Finding; failure?: FailureCode }>;
  /** What stands between looks like this product; null: its names tell none. */
  inspector?: string | null;
  /** Rules that stricter programs have and the inspecting chain breaks, where its root is seen. Without it: none. */
  strict?: StrictRuleId[];
  /** How this machine's clock compares with the servers'. */
  clock?: "behind" | "ahead";
  /** What every revoked control says. Without it: `loaded`, because nothing is revoked. */
  revoked?: ControlResult;
}

/** Settings of a browser by their dotted names. */
export type Preferences = Record<string, string | number | boolean>;

/** What the browser itself is told, beside its store and the lab's addresses. */
export interface BrowserState {
  /**
   * It has met no server before. Firefox keeps the intermediate certificates that servers sent, and completes other
   * servers' chains with them.
   */
  fresh?: true;
  /** Certificate errors are ignored. */
  acceptErrors?: boolean;
  /** It believes that there is no network. */
  offline?: boolean;
  /** The person has taken back the permission to reach Amazon's hosts. */
  withoutPermission?: boolean;
  /** Hosts whose certificate warning somebody has clicked through. */
  exceptions?: HostMatch;
  /** Another extension blocks all requests to Amazon's hosts. */
  blocker?: boolean;
  /**
   * Settings that the browser starts with, by its own names: Firefox's of about:config; Chromium's of its file "Local
   * State", to which policies for the whole computer are mapped.
   */
  preferences?: Partial<Record<BrowserFamily, Preferences>>;
}

export interface Scenario {
  name: string;
  /** One line for `--list`, in plain words: what is wrong with this network or browser. */
  summary: string;
  /** Lab roots in the browser's store, by id. */
  trusted: readonly string[];
  /** A later rule overrides an earlier one. No rule: all is well. */
  rules: readonly Rule[];
  /** The browser has to use a proxy: one that listens, or one that has gone. */
  proxy?: "listens" | "gone";
  browser?: BrowserState;
  /**
   * By browser. `chromium-security-info`: Chromium that shows leaf certificates, where that matters. `chromium-log`:
   * what Chromium's own log says, where it is not what Firefox says.
   */
  expected: Partial<Record<BrowserFamily | "chromium-security-info" | "chromium-log", Expected>>;
  /** Why a browser cannot be brought into this state; it has no expectation then. */
  cannot?: Partial<Record<BrowserFamily, string>>;
  /** What differs in older versions. */
  older?: Partial<Record<BrowserFamily, Older>>;
}

interface Older {
  /** The newest version that was seen to differ, and so do all before it. Those up to the next one tried: not verified. */
  upTo: number;
  expected?: Scenario["expected"];
  cannot?: string;
}

/** The scenario as it is in a version of a browser. */
export function inVersion(scenario: Scenario, family: BrowserFamily, version: string): Scenario {
  const older = scenario.older?.[family];
  if (!older || !(Number.parseInt(version, 10) <= older.upTo)) return scenario;
  const expected = { ...scenario.expected, ...older.expected };
  if (!older.cannot) return { ...scenario, expected };
  delete expected[family];
  return { ...scenario, expected, cannot: { ...scenario.cannot, [family]: older.cannot } };
}

/** A host where all is well. */
const WELL: Behaviour = {
  address: "lab",
  proxy: "tunnel",
  connection: "tls",
  certificate: {
    issuer: "own",
    names: "own",
    valid: { from: -10, to: 80 },
    chain: "cross-signed",
    hash: "SHA-256",
    key: "P-256",
    limit: "none",
    revoked: false,
    responder: "none",
  },
  tls: { maxVersion: "TLSv1.3", cipher: "common", clientCertificate: "none" },
  answer: { status: 200, headers: {}, body: "Trust Ready lab\n", delayMs: 0, clockAheadMs: 0 },
};

/**
 * What every scenario starts from. The `revoked` controls have no rule: only a real authority can revoke so
 * that browsers know, and in the lab they are ordinary valid hosts.
 */
const COMMON: readonly Rule[] = [
  { when: { kind: "expired" }, then: { certificate: { valid: { from: -400, to: -310 } } } },
];

/** What one host does in a scenario. */
export function behaviourOf(scenario: Pick<Scenario, "rules">, host: LabHost): Behaviour {
  let result = WELL;
  for (const rule of [...COMMON, ...scenario.rules]) {
    if (matches(rule.when, host)) result = changed(result, rule.then);
  }
  return result;
}

/** Whether a rule with these conditions is about the host. */
export function matches(when: HostMatch, host: LabHost): boolean {
  const among = <Value extends string | boolean>(
    wanted: Value | readonly Value[] | undefined,
    value: Value | undefined,
  ) =>
    wanted === undefined || wanted === value || (Array.isArray(wanted) && wanted.includes(value));
  return (
    among(when.kind, host.kind) &&
    among(when.root, host.root) &&
    among(when.style, host.style) &&
    among(when.host, host.host) &&
    among(when.amazon, host.root !== undefined)
  );
}

function changed(before: Behaviour, change: BehaviourChange): Behaviour {
  const { certificate, tls, answer, ...words } = change;
  return {
    ...before,
    ...words,
    certificate: { ...before.certificate, ...certificate },
    tls: { ...before.tls, ...tls },
    answer: { ...before.answer, ...answer },
  };
}
