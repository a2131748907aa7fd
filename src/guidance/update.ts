/** How to update a browser on a system. Texts are messages `updateStep_<id>`, which name the browser. */
import { findOrThrow } from "../core/find.ts";
import type { SourceId } from "./source.ts";
import updatePages from "./update-pages.json";
import data from "./update.json";
import type { BrowserKind, System } from "./words.ts";

export interface UpdateCommand {
  /** The distribution or package system that it is for. */
  on: string;
  text: string;
}

export interface UpdateStep {
  id: string;
  /** To be pasted into the browser's address bar: pages that no link may open. */
  address?: string;
  /** For a terminal; one of them fits. */
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

/** The steps, in the order in which they are taken. */
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

/** The ids of all steps. */
export const UPDATE_STEPS: readonly string[] = STEP_ROWS.map(({ id }) => id);

interface VendorPage {
  /** As the vendor calls the browser. */
  name: string;
  /** About updating; null where none was found. */
  page: string | null;
  /** When it was looked up (`YYYY-MM-DD`). */
  date: string;
}

/** The vendor's name for a kind of browser, and the vendor's page on updating it. */
export function vendorPage(browser: BrowserKind): VendorPage {
  const { browsers } = updatePages;
  return findOrThrow(browsers, ({ kind }) => kind === browser, `update page of ${browser}`);
}

/** What the vendors call the systems; `other` has no name. */
export const SYSTEM_NAMES: Record<Exclude<System, "other">, string> = {
  windows: "Windows",
  macos: "macOS",
  linux: "Linux",
  chromeos: "ChromeOS",
  android: "Android",
};
