/** Texts of steps are messages `repair_<id>`. */
import { findOrThrow } from "../core/find.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { planCheck, type PlannedProbe } from "../core/plan.ts";
import type { AllowListId } from "./allow-lists.ts";
import { fill, type CommandValues } from "./command.ts";
import table from "./repair.json";
import type { Situation } from "./situation.ts";
import { concerns, type SourceId } from "./source.ts";
import type { Audience, BrowserKind, Case, StepPage, System, Topic } from "./repair-cases.ts";

/** A step is left out if the report lacks its value. */
export const STEP_VALUES = ["browser", "inspector", "product", "menu", "faults"] as const;
export type StepValue = (typeof STEP_VALUES)[number];

/** Templates with `host`, `hosts`, `quotedHosts` and `scheme`. */
export const SNIPPETS = ["command", "address", "copy"] as const;
export type Snippet = (typeof SNIPPETS)[number];

/** Steps with the same id share a text, but not commands or addresses. */
export interface Step {
  id: string;
  who: Audience;
  /** Where the step applies; absent means everywhere. */
  browsers?: BrowserKind[];
  systems?: System[];
  managed?: boolean;
  /** The text's placeholders, in order. */
  values?: StepValue[];
  command?: string;
  /** A page to open: a web page, or one of the browser's own, which no link may open. */
  address?: string;
  /** Host names to hand over, one per line. */
  copy?: string;
  /** Longer lists of hosts; all but the first are collapsed. */
  lists?: AllowListId[];
  topic?: Topic;
  page?: StepPage;
  link?: SourceId;
  /** Links to the product maker's page, the source of `menu`. */
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

/** Steps that hand the report over to a help desk. */
const HAND_OVER = ["hand-over", "hand-over-if-aws-fails"];

function applies({ id, browsers, systems, managed }: Step, situation: Situation): boolean {
  return (
    !(situation.atDesk && HAND_OVER.includes(id)) &&
    (browsers?.includes(situation.browser) ?? true) &&
    (systems?.includes(situation.system) ?? true) &&
    (managed === undefined || managed === situation.managed)
  );
}

/** Of a browser's own pages. Firefox has `about:` instead. */
const SCHEMES: Record<Exclude<BrowserKind, "firefox">, string> = {
  chrome: "chrome",
  edge: "edge",
  brave: "brave",
  opera: "opera",
  vivaldi: "vivaldi",
  chromium: "chrome",
};

/** `host`: null means the first test host. `quotedHosts`: valid hosts of deciding roots, as a PowerShell list. */
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

/** Of the browser's own pages: `chrome` for `chrome://policy`. */
export function schemeOf(browser: Exclude<BrowserKind, "firefox">): string {
  return SCHEMES[browser];
}

export function snippet(step: Step, kind: Snippet, values: CommandValues): string | null {
  const template = step[kind];
  return template === undefined ? null : fill(template, values);
}

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
