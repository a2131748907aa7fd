/** Repair steps for a situation: who does what, in which order. Texts are messages `repair_<id>`. */
import { findOrThrow } from "../core/find.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { planCheck, type PlannedProbe } from "../core/plan.ts";
import type { AllowListId } from "./allow-lists.ts";
import { fill, type CommandValues } from "./command.ts";
import table from "./repair.json";
import type { Situation } from "./situation.ts";
import { concerns, type SourceId } from "./source.ts";
import type { Audience, BrowserKind, Case, StepPage, System, Topic } from "./repair-cases.ts";

/** Values in a step's text. A step is left out if the report lacks its value. */
const STEP_VALUES = ["browser", "inspector", "product", "menu", "faults"] as const;
export type StepValue = (typeof STEP_VALUES)[number];

/** Texts to copy: templates with `host`, `hosts`, `quotedHosts` and `scheme`. */
export const SNIPPETS = ["command", "address", "copy"] as const;
export type Snippet = (typeof SNIPPETS)[number];

/** One step. Steps of the same id share a text; their commands or addresses may differ. */
export interface Step {
  id: string;
  who: Audience;
  /** Where it applies; absent means everywhere. */
  browsers?: BrowserKind[];
  systems?: System[];
  managed?: boolean;
  /** The text's placeholders, in order. */
  values?: StepValue[];
  /** A command for a terminal. */
  command?: string;
  /** A page to open: a web page, or one of the browser's own, which no link may open. */
  address?: string;
  /** Host names, one per line, to hand over. */
  copy?: string;
  /** Longer lists of host names; only the first is open at first. */
  lists?: AllowListId[];
  /** The guide's page with details. */
  topic?: Topic;
  /** Another page of the extension. */
  page?: StepPage;
  /** A web page to open. */
  link?: SourceId;
  /** Links to the product maker's page, the source of the value `menu`. */
  makerPage?: true;
  /** It hands the report on. */
  share?: true;
  /** The verdict's next step says the same. */
  isNextStep?: true;
}

export interface Repair {
  steps: Step[];
  sources: SourceId[];
}

interface RepairRow extends Repair {
  case: Case;
}

const REPAIR_ROWS = table.cases as RepairRow[];

/** The steps in the order to try them, with the sources that are about this browser and system. */
export function repairFor(situation: Situation): Repair {
  const row = findOrThrow(
    REPAIR_ROWS,
    (each) => each.case === situation.case,
    `repair for ${situation.case}`,
  );
  const steps = row.steps.filter((step) => applies(step, situation));
  const linked = new Set(steps.map(({ link }) => link));
  return {
    sources: row.sources.filter((id) => linked.has(id) || concerns(id, situation)),
    steps,
  };
}

/** Whether a link can open an address; browsers let no page link to their own pages. */
export function isWebAddress(address: string): boolean {
  return /^https?:/.test(address);
}

function applies({ browsers, systems, managed }: Step, situation: Situation): boolean {
  return (
    (browsers?.includes(situation.browser) ?? true) &&
    (systems?.includes(situation.system) ?? true) &&
    (managed === undefined || managed === situation.managed)
  );
}

/** The scheme of a browser's own pages; Firefox has `about:` instead. */
const SCHEMES: Record<Exclude<BrowserKind, "firefox">, string> = {
  chrome: "chrome",
  edge: "edge",
  brave: "brave",
  opera: "opera",
  vivaldi: "vivaldi",
  chromium: "chrome",
};

/**
 * Values of snippets: `host`, the test host concerned (null: the first one); `hosts`, all test hosts, one per line;
 * `quotedHosts`, the valid hosts of the deciding roots as a PowerShell list; `scheme`, of the browser's own pages
 * (Chromium only).
 */
export function snippetValues(
  host: string | null,
  catalogue: Catalogue,
  browser: BrowserKind,
): CommandValues {
  const hosts = testedHosts(catalogue);
  const valid = testedHosts(
    catalogue,
    ({ kind, root }) => kind === "valid" && isDeciding(root, catalogue),
  );
  const values = {
    host: host ?? hosts[0] ?? "",
    hosts: hosts.join("\n"),
    quotedHosts: valid.map((each) => `'${each}'`).join(", "),
  };
  return browser === "firefox" ? values : { ...values, scheme: SCHEMES[browser] };
}

/** Null if the step has no such snippet. */
export function snippet(step: Step, kind: Snippet, values: CommandValues): string | null {
  const template = step[kind];
  return template === undefined ? null : fill(template, values);
}

/** The hosts of the roots' probes, in the order of the check; with `wanted`, of those probes alone. */
export function testedHosts(
  catalogue: Catalogue,
  wanted: (probe: PlannedProbe) => boolean = () => true,
): string[] {
  const probes = planCheck(catalogue).filter((probe) => probe.root !== null && wanted(probe));
  return probes.flatMap(({ urls: [first] }) => (first ? [new URL(first).hostname] : []));
}

function isDeciding(root: string | null, catalogue: Catalogue): boolean {
  return catalogue.roots.some((each) => each.id === root && each.decides);
}
