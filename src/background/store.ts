/** Binds the check store to the browser's session storage. */
import { reportItem, runningItem } from "../platform/checks.ts";
import { setTogether } from "../platform/storage.ts";
import type { CheckStore } from "./checkup.ts";

export const sessionStore: CheckStore = {
  running: async () => (await runningItem.get()) ?? undefined,
  setRunning: (check) => runningItem.set(check),
  report: () => reportItem.get(),
  finish: (report) => setTogether({ ...reportItem.entry(report), ...runningItem.entry(null) }),
};
