/** Where checks are kept: the running one and the last report in the session, the gist of earlier ones for good. */
import type { RunningCheck } from "../core/checkup.ts";
import type { Report } from "../core/report.ts";
import type { Summary } from "../core/summary.ts";
import { storedItem } from "./storage.ts";

export const runningItem = storedItem<RunningCheck | null>("session", "running", 1);
export const reportItem = storedItem<Report>("session", "report", 1);
/** The newest first. */
export const historyItem = storedItem<Summary[]>("local", "history", 2);
