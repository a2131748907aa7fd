/** The script of a help-desk call: what to ask, where each answer leads, and who takes over. */
import { findOrThrow } from "../core/find.ts";
import table from "./call.json";
import { CASES, type Case } from "./repair-cases.ts";

/** Who takes over: those who run networks, computers and browsers, or security. */
export const TEAMS = ["network", "workplace", "security"] as const;
export type Team = (typeof TEAMS)[number];

export interface CallAnswer {
  /** A case, named by what the caller sees of it; otherwise the id of the answer's text. */
  id: string;
  /** Id of the next step. */
  to: string;
}

export interface CallStep {
  id: string;
  case?: Case;
  /** Who takes over: the call ends with a hand-over. */
  team?: Team;
  /** Empty if the call ends. */
  answers: CallAnswer[];
}

export const CALL_STEPS = table.steps as CallStep[];

/** The first step of every call. */
export const CALL_START = table.start;

/** Throws for an unknown id. */
export function callStep(id: string): CallStep {
  return findOrThrow(CALL_STEPS, (step) => step.id === id, `step ${id} of a call`);
}

/** The case that an answer names; null if it has a text of its own. */
export function caseOfAnswer({ id }: CallAnswer): Case | null {
  return CASES.find((each) => each === id) ?? null;
}
