/** A saved report may come from anybody: all of it is checked before any of it is used. */
import { Validator, type Schema } from "@cfworker/json-schema";
import schema from "../../public/report.schema.json";
import { isTrusted } from "./vocabulary.ts";
import { REPORT_FORMAT, REPORT_VERSION, type Report } from "./report.ts";
import { parseUrl } from "./parse-url.ts";
import { REPORT_LIMIT } from "./shared-forms.ts";

const OPEN_FAULTS = ["too-large", "not-json", "not-a-report", "newer", "invalid"] as const;
type OpenFault = (typeof OPEN_FAULTS)[number];

/** `where`: JSON pointer to the first fault, if `invalid`. */
export type OpenResult =
  | { ok: true; report: Report }
  | { ok: false; fault: OpenFault; where?: string };

export function openReport(text: string): OpenResult {
  if (text.length > REPORT_LIMIT) return { ok: false, fault: "too-large" };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false, fault: "not-json" };
  }
  if (!isObject(value) || value["format"] !== REPORT_FORMAT)
    return { ok: false, fault: "not-a-report" };
  const version = value["version"];
  if (typeof version === "number" && version > REPORT_VERSION) return { ok: false, fault: "newer" };
  const where = faultIn(value) ?? contradiction(value as unknown as Report);
  return where === null
    ? { ok: true, report: value as unknown as Report }
    : { ok: false, fault: "invalid", where };
}

/** Interprets the schema: extension pages must not compile it to code. */
const validator = new Validator(schema as Schema, "2020-12");

/** JSON pointer to what breaks the schema. */
function faultIn(value: object): string | null {
  const { valid, errors } = validator.validate(value);
  if (valid) return null;
  // Each fault is also reported at every level above it: take the deepest.
  const ways = errors.map(({ instanceLocation }) => instanceLocation.slice(1));
  return ways.reduce((one, other) => (other.length > one.length ? other : one), "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names of roots are shown as our own text, so they must be visible and short. */
const NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

function contradiction(report: Report): string | null {
  const { roots, controls, baseline, verdict, observations, endpoints, certificates } = report;
  const ids = new Set(roots.map(({ id }) => id));
  const fits = (index: number | null, kind: string, root: string | null): boolean => {
    if (index === null) return true;
    const seen = observations[index];
    return seen !== undefined && seen.kind === kind && seen.root === root;
  };
  const loaded = baseline.observation !== null && observations[baseline.observation];
  const rules: [where: string, sound: boolean][] = [
    ...(["startedAt", "finishedAt"] as const).map((field): [string, boolean] => [
      `/${field}`,
      Number.isFinite(Date.parse(report[field])),
    ]),
    ["/verdict/roots", verdict.roots.every((id) => ids.has(id))],
    ["/roots", ids.size === roots.length],
    [
      "/verdict/code",
      verdict.code !== "ready" ||
        roots.every(({ decides, finding }) => !decides || isTrusted(finding)),
    ],
    ...roots.flatMap(({ id, name, anchor, observation, evidence }, index): [string, boolean][] => [
      [`/roots/${index}/name`, NAME.test(name)],
      [`/roots/${index}/anchor`, anchor === null || ids.has(anchor)],
      [`/roots/${index}/observation`, fits(observation, "valid", id)],
      [
        `/roots/${index}/evidence`,
        evidence !== "control" || observations[observation ?? -1]?.outcome === "failed",
      ],
    ]),
    ...controls.map(({ kind, root, observation }, index): [string, boolean] => [
      `/controls/${index}/observation`,
      fits(observation, kind, root),
    ]),
    ...endpoints.flatMap(({ observation, anchor, testedAt }, index): [string, boolean][] => [
      [`/endpoints/${index}/observation`, fits(observation, "endpoint", null)],
      [`/endpoints/${index}/anchor`, anchor === null || ids.has(anchor)],
      [`/endpoints/${index}/testedAt`, Number.isFinite(Date.parse(testedAt))],
    ]),
    ["/baseline/observation", fits(baseline.observation, "baseline", null)],
    ["/baseline/loaded", baseline.loaded === (loaded && loaded.outcome === "loaded")],
    ...observations.flatMap(({ url, chain }, index): [string, boolean][] => [
      [`/observations/${index}/url`, parseUrl(url) !== null],
      [
        `/observations/${index}/chain`,
        chain.every((sha256) => Object.hasOwn(certificates, sha256)),
      ],
    ]),
    ...Object.entries(certificates).map(([sha256, certificate]): [string, boolean] => [
      `/certificates/${sha256}`,
      certificate.sha256 === sha256,
    ]),
  ];
  return rules.find(([, sound]) => !sound)?.[0] ?? null;
}
