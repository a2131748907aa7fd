import type { BrowserInfo, Report } from "../core/report.ts";
import updatePages from "./update-pages.json";
import type { Case } from "./repair-cases.ts";

/** `all-steps`: no single button helps. `open-test-page`: the browser shows whose certificate it refuses. */
export type NextStep =
  | "none"
  | "check-again"
  | "all-steps"
  | "open-test-page"
  | "update-browser"
  | "grant-permission";

export const NEXT_STEP: Record<Case, NextStep> = {
  none: "none",
  "missing-root": "all-steps",
  "missing-root-unproven": "open-test-page",
  "outdated-trust-store": "update-browser",
  "certificate-exception": "check-again",
  "checks-disabled": "check-again",
  "tls-inspection": "check-again",
  "tls-inspection-unproven": "check-again",
  "tls-inspection-approved": "check-again",
  "wrong-clock": "check-again",
  "revocation-unknown": "all-steps",
  "captive-portal": "check-again",
  offline: "check-again",
  dns: "check-again",
  blocked: "check-again",
  proxy: "check-again",
  "amazon-side": "check-again",
  "permission-missing": "grant-permission",
  unknown: "check-again",
};

export function updatePage(browser: Pick<BrowserInfo, "name">): string | null {
  return updatePages.browsers.find((row) => row.name === browser.name)?.page ?? null;
}

/** The valid host of the first root that the verdict concerns, or of the first that decides. */
export function concernedHost({ roots, verdict, observations }: Report): string | null {
  const root =
    roots.find(({ id }) => verdict.roots.includes(id)) ?? roots.find(({ decides }) => decides);
  const seen = root?.observation == null ? undefined : observations[root.observation];
  return seen ? new URL(seen.url).hostname : null;
}
