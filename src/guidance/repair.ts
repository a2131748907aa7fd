/** The repair steps for a situation: who does what, in which order. Texts are messages `repair_<id>`. */
import { findOrThrow } from "../core/find.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { planCheck, type PlannedProbe } from "../core/plan.ts";
import type { AllowListId } from "./allow-lists.ts";
import { fill, type CommandValues } from "./command.ts";
import table from "./repair.json";
import type { Situation } from "./situation.ts";
import type { SourceId } from "./source.ts";
import type { Audience, BrowserKind, Case, StepPage, System, Topic } from "./words.ts";

/** What the text of a step may name. A step whose value a report does not have is left out. */
export const STEP_VALUES = ["browser", "inspector", "product", "menu", "faults"] as const;
export type StepValue = (typeof STEP_VALUES)[number];

/** What is to be copied elsewhere; templates that may name `host`, `hosts`, `quotedHosts` and `scheme`. */
export const SNIPPETS = ["command", "address", "copy"] as const;
export type Snippet = (typeof SNIPPETS)[number];

/** A step as it stands in the table. The same id has the same text; its command or address may differ. */
export interface Step {
  /** Lower-case letters, digits and hyphens. */
  id: string;
  who: Audience;
  /** Where it applies; absent: everywhere. */
  browsers?: BrowserKind[];
  systems?: System[];
  managed?: boolean;
  /** What the text's placeholders stand for, in their order. */
  values?: StepValue[];
  /** For a terminal. */
  command?: string;
  /** For the browser's address bar: pages that no link may open, or that must open as if typed. */
  address?: string;
  /** Host names, one per line, to hand over. */
  copy?: string;
  /** Longer lists of host names; the first is open, the others can be opened. */
  lists?: AllowListId[];
  /** The page of the guide that says more. */
  topic?: Topic;
  /** Another page of the extension. */
  page?: StepPage;
  /** A page to open. */
  link?: SourceId;
  /** Links to the page of the inspecting product's maker, which the value `menu` comes from. */
  makerPage?: true;
}

export interface Repair {
  steps: Step[];
  sources: SourceId[];
}

interface RepairRow extends Repair {
  case: Case;
}

const REPAIR_ROWS = table.cases as RepairRow[];

/** The steps of a situation, in the order in which they should be tried, and where they come from. */
export function repairFor(situation: Situation): Repair {
  const row = findOrThrow(
    REPAIR_ROWS,
    (each) => each.case === situation.case,
    `repair for ${situation.case}`,
  );
  return { sources: row.sources, steps: row.steps.filter((step) => applies(step, situation)) };
}

function applies({ browsers, systems, managed }: Step, situation: Situation): boolean {
  return (
    (browsers?.includes(situation.browser) ?? true) &&
    (systems?.includes(situation.system) ?? true) &&
    (managed === undefined || managed === situation.managed)
  );
}

/** What stands before `://` in the addresses of a browser's own pages; Firefox has `about:` instead. */
const SCHEMES: Record<Exclude<BrowserKind, "firefox">, string> = {
  chrome: "chrome",
  edge: "edge",
  brave: "brave",
  opera: "opera",
  vivaldi: "vivaldi",
  chromium: "chrome",
};

/**
 * What snippets may name: `host`, the test host that all is about (null: the first one); `hosts`, all test
 * hosts, one per line; `quotedHosts`, the valid hosts of the roots that decide, as a PowerShell list; `scheme`, that
 * of the browser's own pages (Chromium browsers only).
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

/** A step's command, address or host names, ready to copy; null where it has none. */
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
