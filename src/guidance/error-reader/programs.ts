/** Which program printed an error: by what stands near it, and by whose words they are. */
import type { ErrorLine } from "../error-table.ts";
import { TOOLS, type ToolRoots } from "../sdks.ts";
import type { CleanLine } from "./clean.ts";
import data from "./programs.json";

export interface Program {
  id: string;
  name: string;
  /** Its row in sdks.json; null if there is none. */
  tool: string | null;
  level: "tool" | "language";
  families: string[];
  signs: string[];
  /** Names under which its lines stand in the table of error lines. */
  lines?: string[];
  /** The variables that it reads, if not all of the tool's. */
  variables?: string[];
}

export const PROGRAMS = data.programs as Program[];

const SIGNS = PROGRAMS.map((program) => ({
  program,
  pattern: new RegExp(program.signs.map((sign) => `(?:${sign})`).join("|"), "u"),
}));

/** Most lines between an error and a sign of its program. */
const NEAR = 8;
/** Signs are looked for in so many characters of a line. */
const SIGN_LIMIT = 4000;

/** The programs whose own lines the table lists under this name. */
function ownersOf(row: ErrorLine): Program[] {
  if (row.library) return [];
  return PROGRAMS.filter(({ lines }) => lines?.includes(row.program));
}

function canPrint(program: Program, owners: readonly Program[]): boolean {
  return (
    owners.length === 0 || owners.some(({ families }) => program.families.includes(families[0]!))
  );
}

/** `line`: index of the error's line. Null if nothing shows the program. */
export function programOf(
  row: ErrorLine,
  lines: readonly CleanLine[],
  line: number,
): Program | null {
  const owners = ownersOf(row);
  const possible = SIGNS.filter(({ program }) => canPrint(program, owners));
  const near = nearestFirst(lines, line);
  for (const level of ["tool", "language"] as const) {
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

/** The variables through which this program is told a file of roots, or to use the system's. */
export function variablesOf(program: Program | null): string[] {
  if (!program?.tool) return [];
  if (program.variables) return program.variables;
  const tool = TOOLS.find(({ id }) => id === program.tool);
  return (tool?.settings ?? []).filter(({ kind }) => kind === "variable").map(({ name }) => name);
}

const BUNDLED: readonly ToolRoots[] = ["bundled", "java", "node"];

/** Whether it comes with a list of roots, in which Amazon's are not missing. */
export function bundlesRoots(program: Program | null): boolean {
  const tool = TOOLS.find(({ id }) => id === program?.tool);
  return tool !== undefined && BUNDLED.includes(tool.roots);
}

/** Whether it is known as the language alone, and that comes with a list of roots. */
export function hasOwnRoots(program: Program | null): boolean {
  return program?.level === "language" && bundlesRoots(program);
}

/** Programs that find no roots at all unless they are told where the list is. */
const UNTOLD: ReadonlySet<string> = new Set(["haskell", "openssl", "php", "redis-cli"]);

export function mustBeToldRoots(program: Program | null): boolean {
  return program !== null && UNTOLD.has(program.id);
}

/** Whether a file that one of its variables names takes the place of its own list of roots. */
export function replacesRoots(program: Program | null): boolean {
  const names = variablesOf(program);
  const tool = TOOLS.find(({ id }) => id === program?.tool);
  return (tool?.settings ?? []).some(
    ({ name, effect }) => names.includes(name) && effect === "replaces",
  );
}
