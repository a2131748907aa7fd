/** The one next step for a verdict: what the person can press, apart from checking again. */
import type { BrowserInfo } from "../core/report.ts";
import type { Cause } from "../core/words.ts";
import updatePages from "./update-pages.json";

export type NextStep = "none" | "check-again" | "update-browser" | "grant-permission";

/** Which button stands beside the next step's text. */
export const NEXT_STEP: Record<Cause, NextStep> = {
  none: "none",
  "missing-root": "update-browser",
  "outdated-trust-store": "update-browser",
  "certificate-exception": "check-again",
  "checks-disabled": "check-again",
  "tls-inspection": "check-again",
  "wrong-clock": "check-again",
  "captive-portal": "check-again",
  offline: "check-again",
  dns: "check-again",
  blocked: "check-again",
  proxy: "check-again",
  "amazon-side": "check-again",
  "permission-missing": "grant-permission",
  unknown: "check-again",
};

/** The vendor's page on updating this browser; null where there is none. */
export function updatePage(browser: Pick<BrowserInfo, "name">): string | null {
  return updatePages.browsers.find((row) => row.name === browser.name)?.page ?? null;
}
