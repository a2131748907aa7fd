import { browser } from "./browser.ts";

/** Whether the icon is on the toolbar; null if the browser does not report it. */
export async function isOnToolbar(): Promise<boolean | null> {
  try {
    return (await browser.action.getUserSettings()).isOnToolbar ?? null;
  } catch {
    return null;
  }
}
