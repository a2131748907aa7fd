import { browser } from "./browser.ts";

export interface BadgeLook {
  text: string;
  title: string;
  color: string;
}

/** The browser removes the badge when the tab's page changes. */
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
