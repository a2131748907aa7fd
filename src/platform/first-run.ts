/** Whether the popup still has to explain Trust Ready: from the installation until the person dismisses the notice. */
import { storedItem } from "./storage.ts";
import { historyItem } from "./stored-checks.ts";
import { STORED } from "./stored-formats.ts";
import { tabInView } from "./tabs.ts";
import { isOnToolbar } from "./toolbar.ts";

const firstRunItem = storedItem(STORED.firstRun);

/** Call it after an installation, not after an update. */
export async function expectFirstRun(): Promise<void> {
  // A browser can be set to keep an extension's storage when it is removed.
  if (!(await historyItem.get())?.length) await firstRunItem.set(true);
}

export const firstRunPorts = {
  /** False in a private window: dismissing the notice there would leave a trace. */
  async read(): Promise<boolean> {
    return (await firstRunItem.get()) === true && !(await tabInView())?.isPrivate;
  },
  watch: firstRunItem.watch,
  dismiss: firstRunItem.remove,
  isOnToolbar,
};
