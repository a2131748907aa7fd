/** Everything that the extension stores. `test/platform/stored` holds what each release stored. */
import type { RunningCheck } from "../core/running-check.ts";
import type { Settings } from "../core/default-settings.ts";
import type { EndpointSet } from "../core/endpoint-sets.ts";
import type { Report } from "../core/report.ts";
import type { SeenPages } from "../core/seen-page.ts";
import type { Summary } from "../core/summary.ts";
import { firstFormat } from "./stored-format.ts";

export const STORED = {
  /** What the person chose, unchecked. */
  settings: firstFormat<Partial<Settings>>("local", "settings"),
  /** The person's sets of endpoints. */
  endpointSets: firstFormat<EndpointSet[]>("local", "endpointSets"),
  /** Summaries of earlier checks, the newest first. Version 1 did not record an inspector's approval. */
  history: firstFormat<Omit<Summary, "inspectorApproved">[]>("local", "history").next<Summary[]>(
    (old) => old.map((summary) => ({ ...summary, inspectorApproved: false })),
  ),
  /** When a console page last started a check, in ms since the epoch. */
  ownCheck: firstFormat<number>("local", "ownCheck"),
  /** The running check; null when none is running. */
  running: firstFormat<RunningCheck | null>("session", "running"),
  /** The last report. */
  report: firstFormat<Report>("session", "report"),
  /** What was seen of console pages, by tab. */
  pages: firstFormat<SeenPages>("session", "pages"),
};
