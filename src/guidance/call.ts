/** The script of a help-desk call. */
import { findOrThrow } from "../core/find.ts";
import table from "./call.json";
import type { ExtensionMenuId } from "./extension-menus.ts";
import { CASES, type Case } from "./repair-cases.ts";

/** `workplace` runs computers and browsers. */
export const TEAMS = ["network", "workplace", "security"] as const;
export type Team = (typeof TEAMS)[number];

export interface CallAnswer {
  /** The case that the caller describes, or the id of a text. */
  id: string;
  to: string;
}

export interface CallStep {
  id: string;
  case?: Case;
  /** The team that takes over: the call ends. */
  team?: Team;
  /** The browser that the caller uses, as this step has learnt. */
  menu?: ExtensionMenuId;
  answers: CallAnswer[];
}

export const CALL_STEPS = table.steps as CallStep[];

export const CALL_START = table.start;

export function callStep(id: string): CallStep {
  return findOrThrow(CALL_STEPS, (step) => step.id === id, `step ${id} of a call`);
}

/** The browser that the caller has named on the way; null if they did not have to. */
export function menuOnPath(path: readonly string[]): ExtensionMenuId | null {
  return path.map((id) => callStep(id).menu).findLast((menu) => menu !== undefined) ?? null;
}

export function caseOfAnswer({ id }: CallAnswer): Case | null {
  return CASES.find((each) => each === id) ?? null;
}
