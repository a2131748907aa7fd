import type { Report, RootResult } from "./report.ts";

/**
 * From this version on, Chrome's own list has no root but Amazon's that could vouch for these pages: Starfield Services
 * G2 left it by version 131, Starfield Class 2 by version 138 (net/data/ssl/chrome_root_store/root_store.md).
 */
const SINCE = 138;

/**
 * Whether a load proves this very root, unless somebody added a root: no other root of the browser's own list could vouch
 * for the page. An administrator's policy may add roots unseen.
 */
export function isProvenByElimination(root: RootResult, report: Report): boolean {
  const { browser, controls, inspector, roots } = report;
  const isCarried = (id: string) => roots.some((each) => each.id === id && each.expected.carried);
  return (
    browser.programme === "chrome" &&
    !browser.managed &&
    Number.parseInt(browser.version, 10) >= SINCE &&
    inspector === null &&
    root.decides &&
    root.finding === "trusted" &&
    (root.evidence === "load" || root.evidence === "issuer") &&
    root.expected.carried &&
    !root.expected.crossSignedBy.some(isCarried) &&
    controls.some(
      ({ kind, root: tested, result }) =>
        kind === "expired" && tested === root.id && result === "refused",
    )
  );
}
