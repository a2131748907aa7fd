/** The badge on the extension's icon, tab by tab. */
import { browser } from "./browser.ts";

export interface BadgeLook {
  /** At most four characters; `""` for no badge. */
  text: string;
  /** The icon's tooltip; `""` for the usual one. */
  title: string;
  /** CSS colour of the badge's background. */
  color: string;
}

/** Shows a badge on a tab until the tab's page changes. A closed tab is no error. */
export async function showBadge(tabId: number, { text, title, color }: BadgeLook): Promise<void> {
  const { action } = browser;
  try {
    await Promise.all([
      action.setBadgeText({ tabId, text }),
      action.setTitle({ tabId, title: title || browser.i18n.getMessage("actionTitle") }),
      action.setBadgeBackgroundColor({ tabId, color }),
      action.setBadgeTextColor({ tabId, color: "#ffffff" }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}
