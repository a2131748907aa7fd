/** Which program printed an error: by what stands near it, and by whose words they are. */
import type { ErrorLine } from "../error-table.ts";
import { PROGRAMS, type Program, type ProgramRoots } from "../programs.ts";
import type { CleanLine } from "./clean.ts";
import data from "./program-signs.json";

/**
 * Why a program has no row in programs.json. `store`: its roots are a browser's or a system's. `other-authority`: what
 * it connects to does not use Amazon's roots. `any`: it can be any program. `unverified`: no source was found.
 */
export const NO_ROW_REASONS = ["any", "other-authority", "store", "unverified"] as const;

export interface ProgramSigns {
  id: string;
  name: string;
  /** Its row in programs.json; null if there is none. */
  program: string | null;
  /** Only without a row. */
  why?: (typeof NO_ROW_REASONS)[number];
  level: "program" | "language";
  families: string[];
  signs: string[];
  /** Names under which its lines stand in the table of error lines. */
  lines?: string[];
  /** The variables that it reads, if not all of that row's. */
  variables?: string[];
}

export const PROGRAM_SIGNS = data.programs as ProgramSigns[];

const SIGNS = PROGRAM_SIGNS.map((program) => ({
  program,
  pattern: new RegExp(program.signs.map((sign) => `(?:${sign})`).join("|"), "u"),
}));

/** Most lines between an error and a sign of its program. */
const NEAR = 8;
/** Signs are looked for in so many characters of a line. */
const SIGN_LIMIT = 4000;

/** The programs whose own lines the table lists under this name. */
function ownersOf(row: ErrorLine): ProgramSigns[] {
  if (row.library) return [];
  return PROGRAM_SIGNS.filter(({ lines }) => lines?.includes(row.program));
}

function canPrint(program: ProgramSigns, owners: readonly ProgramSigns[]): boolean {
  return (
    owners.length === 0 || owners.some(({ families }) => program.families.includes(families[0]!))
  );
}

/** `line`: index of the error's line. Null if nothing shows the program. */
export function printerOf(
  row: ErrorLine,
  lines: readonly CleanLine[],
  line: number,
): ProgramSigns | null {
  const owners = ownersOf(row);
  const possible = SIGNS.filter(({ program }) => canPrint(program, owners));
  const near = nearestFirst(lines, line);
  for (const level of ["program", "language"] as const) {
    for (const text of near) {
      const found = possible.find(
        ({ program, pattern }) => program.level === level && pattern.test(text),
      );
      if (found) return found.program;
    }
  }
  return owners[0] ?? null;
}

function nearestFirst(lines: readonly CleanLine[], line: number): string[] {
  const distance = (index: number) => Math.abs(index - line);
  const first = Math.max(0, line - NEAR);
  return lines
    .slice(first, line + NEAR)
    .map(({ text }, at) => ({ text: text.slice(0, SIGN_LIMIT), index: first + at }))
    .toSorted((one, other) => distance(one.index) - distance(other.index))
    .map(({ text }) => text);
}

function rowOf(signs: ProgramSigns | null): Program | undefined {
  return PROGRAMS.find(({ id }) => id === signs?.program);
}

/** The variables through which this program is told a file of roots, or to use the system's. */
export function variablesOf(signs: ProgramSigns | null): string[] {
  const row = rowOf(signs);
  if (!signs || !row) return [];
  if (signs.variables) return signs.variables;
  return row.settings.filter(({ kind }) => kind === "variable").map(({ name }) => name);
}

const BUNDLED: readonly ProgramRoots[] = ["bundled", "java", "node"];

/** Whether it comes with a list of roots, in which Amazon's are not missing. */
export function bundlesRoots(signs: ProgramSigns | null): boolean {
  const row = rowOf(signs);
  return row !== undefined && BUNDLED.includes(row.roots);
}

/** Whether it is known as the language alone, and that comes with a list of roots. */
export function hasOwnRoots(signs: ProgramSigns | null): boolean {
  return signs?.level === "language" && bundlesRoots(signs);
}

/** Programs that find no roots at all unless they are told where the list is. */
const UNTOLD: ReadonlySet<string> = new Set(["haskell", "openssl", "php", "redis-cli"]);

export function mustBeToldRoots(signs: ProgramSigns | null): boolean {
  return signs !== null && UNTOLD.has(signs.id);
}

/** Whether a file that one of its variables names takes the place of its own list of roots. */
export function replacesRoots(signs: ProgramSigns | null): boolean {
  const names = variablesOf(signs);
  return (rowOf(signs)?.settings ?? []).some(
    ({ name, effect }) => names.includes(name) && effect === "replaces",
  );
}
