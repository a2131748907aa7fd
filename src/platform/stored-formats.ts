/** `test/platform/stored` holds what each release stored. */
import type { RunningCheck } from "../core/running-check.ts";
import type { Settings } from "../core/default-settings.ts";
import type { EndpointSet } from "../core/endpoint-sets.ts";
import type { Report } from "../core/report.ts";
import type { SeenPages } from "../core/seen-page.ts";
import type { Summary } from "../core/summary.ts";
import { firstFormat } from "./stored-format.ts";

export const STORED = {
  settings: firstFormat<Partial<Settings>>("local", "settings"),
  endpointSets: firstFormat<EndpointSet[]>("local", "endpointSets"),
  /** Newest first. Version 1 did not record whether an inspector was approved. */
  history: firstFormat<Omit<Summary, "inspectorApproved">[]>("local", "history").next<Summary[]>(
    (old) => old.map((summary) => ({ ...summary, inspectorApproved: false })),
  ),
  /** When a page last started a check, in ms since the epoch. */
  ownCheck: firstFormat<number>("local", "ownCheck"),
  /** Only between the installation and the moment when the person dismisses the popup's notice. */
  firstRun: firstFormat<true>("local", "firstRun"),
  running: firstFormat<RunningCheck | null>("session", "running"),
  report: firstFormat<Report>("session", "report"),
  pages: firstFormat<SeenPages>("session", "pages"),
  /** Addresses that checks of this browser session asked: the browser verifies their certificates no second time. */
  askedNames: firstFormat<string[]>("session", "askedNames"),
};
