/** Messages `updateStep_<id>`, which name the browser. */
import { findOrThrow } from "../core/find.ts";
import type { SourceId } from "./source.ts";
import updatePages from "./update-pages.json";
import data from "./update.json";
import type { BrowserKind, System } from "./repair-cases.ts";

interface UpdateCommand {
  on: string;
  text: string;
}

export interface UpdateStep {
  id: string;
  /** For the address bar: pages that no link may open. */
  address?: string;
  commands: UpdateCommand[];
  sources: SourceId[];
}

interface UpdateStepRow extends Omit<UpdateStep, "commands" | "sources"> {
  commands?: true;
  sources?: SourceId[];
}

const STEP_ROWS = data.steps as UpdateStepRow[];
const WAYS: Record<string, string[]> = data.ways;
const TABLE: Record<BrowserKind, Record<System, string>> = data.table;

export function updateSteps(browser: BrowserKind, system: System): UpdateStep[] {
  const way = TABLE[browser][system];
  const ids = WAYS[way];
  if (!ids) throw new Error(`there is no way ${way} to update`);
  return ids.map((wanted) => {
    const row = findOrThrow(STEP_ROWS, ({ id }) => id === wanted, `update step ${wanted}`);
    const { commands, sources = [], ...step } = row;
    return { ...step, commands: commands ? data.commands : [], sources };
  });
}

export const UPDATE_STEPS: readonly string[] = STEP_ROWS.map(({ id }) => id);

interface VendorPage {
  name: string;
  /** About updates; null if there is none. */
  page: string | null;
  /** When it was looked up (`YYYY-MM-DD`). */
  date: string;
}

export function vendorPage(browser: BrowserKind): VendorPage {
  const { browsers } = updatePages;
  return findOrThrow(browsers, ({ kind }) => kind === browser, `update page of ${browser}`);
}
