/** The script of a call at the help desk: what to ask, where each answer leads, and to whom a case goes. */
import { findOrThrow } from "../core/find.ts";
import table from "./call.json";
import { CASES, type Case } from "./words.ts";

/** Who takes a case over: those who run networks, computers and browsers, or security. */
export const TEAMS = ["network", "workplace", "security"] as const;
export type Team = (typeof TEAMS)[number];

export interface CallAnswer {
  /** A case, named by what the caller sees of it; else the id of an answer's own text. */
  id: string;
  /** Id of the step that it leads to. */
  to: string;
}

export interface CallStep {
  id: string;
  /** The case that was found. */
  case?: Case;
  /** Who takes it over; where it stands, the call ends with a hand-over. */
  team?: Team;
  /** None: the call ends. */
  answers: CallAnswer[];
}

export const CALL_STEPS = table.steps as CallStep[];

/** The first step of every call. */
export const CALL_START = table.start;

/** The step with an id. Throws where there is none. */
export function callStep(id: string): CallStep {
  return findOrThrow(CALL_STEPS, (step) => step.id === id, `step ${id} of a call`);
}

/** The case that an answer names; null where the answer has a text of its own. */
export function caseOfAnswer({ id }: CallAnswer): Case | null {
  return CASES.find((each) => each === id) ?? null;
}
