import type { BrowserInfo, Report } from "../core/report.ts";
import updatePages from "./update-pages.json";
import type { Case } from "./repair-cases.ts";

/** What the one main button does. `show-steps`: leads to the steps of the case, which a person can do alone. */
export type NextStep =
  | "none"
  | "check-again"
  | "copy-for-administrator"
  | "show-steps"
  | "sign-in"
  | "update-browser"
  | "grant-permission";

/** Checking again comes first only where nobody has to do anything in between. */
export const NEXT_STEP = {
  none: "none",
  "missing-root": "copy-for-administrator",
  "missing-root-unproven": "copy-for-administrator",
  "outdated-trust-store": "update-browser",
  "certificate-exception": "show-steps",
  "checks-disabled": "copy-for-administrator",
  "tls-inspection": "copy-for-administrator",
  "tls-inspection-unproven": "copy-for-administrator",
  "tls-inspection-approved": "none",
  "wrong-clock": "show-steps",
  "revocation-unknown": "copy-for-administrator",
  "captive-portal": "sign-in",
  offline: "check-again",
  dns: "copy-for-administrator",
  blocked: "copy-for-administrator",
  proxy: "copy-for-administrator",
  "amazon-side": "check-again",
  "permission-missing": "grant-permission",
  unknown: "check-again",
} as const satisfies Record<Case, NextStep>;

/** The cases whose main button leads to the steps. */
export type ShownCase = {
  [Each in Case]: (typeof NEXT_STEP)[Each] extends "show-steps" ? Each : never;
}[Case];

/** A page without TLS, in whose place a captive portal can show its own. IANA keeps it for examples (RFC 2606). */
export const SIGN_IN_PAGE = "http://example.com/";

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
