/** Where the running check and the last report are kept: in the session, gone when the browser ends. */
import type { RunningCheck } from "../core/checkup.ts";
import type { Report } from "../core/report.ts";
import { storedItem } from "./storage.ts";

export const runningItem = storedItem<RunningCheck | null>("session", "running", 1);
export const reportItem = storedItem<Report>("session", "report", 1);
