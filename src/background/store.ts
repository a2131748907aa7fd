/** Binds the check store to the browser's storage. */
import { prependSummary } from "../core/history.ts";
import { askedNamesItem, historyItem, reportItem, runningItem } from "../platform/stored-checks.ts";
import { setTogether } from "../platform/storage.ts";
import type { CheckStore } from "./ports.ts";

export const checkStore: CheckStore = {
  running: async () => (await runningItem.get()) ?? undefined,
  setRunning: (check) => runningItem.set(check),
  report: () => reportItem.get(),
  finish: (report) => setTogether({ ...reportItem.entry(report), ...runningItem.entry(null) }),
  askedNames: async () => (await askedNamesItem.get()) ?? [],
  setAskedNames: (urls) => askedNamesItem.set(urls),
  remember: async (summary) =>
    historyItem.set(prependSummary((await historyItem.get()) ?? [], summary)),
};
