/** Judges a console page by its own failure first, then by the last check while that is recent. */
import { isRecent, RECENT_MS } from "./age.ts";
import { REPORT_FRESH_MS } from "./running-check.ts";
import { layerOf } from "./failure.ts";
import type { SeenPage } from "./seen-page.ts";
import type { Summary } from "./summary.ts";
import type { Cause } from "./vocabulary.ts";

/** `none`: checked and well. `calm`: nothing is certain. `alert`: something is wrong. */
export const BADGE_SIGNS = ["none", "calm", "alert"] as const;
export type BadgeSign = (typeof BADGE_SIGNS)[number];

export const BADGE_REASONS = {
  well: "none",
  "page-refused": "alert",
  "page-exception": "alert",
  "page-inspected": "alert",
  "page-doubtful": "calm",
  "page-unseen": "calm",
  "verdict-action-needed": "alert",
  "verdict-inspected": "alert",
  "verdict-inconclusive": "calm",
  "not-checked": "calm",
  checking: "calm",
} as const satisfies Record<string, BadgeSign>;
export type BadgeReason = keyof typeof BADGE_REASONS;

/** A bad result older than this (ms) starts a new check instead of an alert. */
const RENEWAL_MS = 3_600_000;

/** Shortest time (ms) between checks that pages start, while only an older check explains a page's failure. */
const EXCUSED_MS = 60_000;

export type PageFinding = Pick<SeenPage, "at" | "found" | "observation" | "httpVersion">;

export function badgeOf(
  page: PageFinding,
  last: Summary | null,
  now: number,
  checking: boolean,
): BadgeReason {
  const own = reasonOfPage(page);
  if (own === "page-refused" && last && excuses(last, page.at)) return "verdict-inconclusive";
  if (own && BADGE_REASONS[own] === "alert") return own;
  if (checking) return "checking";
  if (!last || !isRecent(last, now, RECENT_MS)) return "not-checked";
  switch (last.verdict) {
    case "action-needed":
      return "verdict-action-needed";
    case "inspected":
      return last.inspectorApproved ? (own ?? "well") : "verdict-inspected";
    case "inconclusive":
      return "verdict-inconclusive";
    case "ready":
      return own ?? "well";
  }
}

/** What the page alone calls for, or null. A network failure says nothing about trust. */
function reasonOfPage({ found, observation }: PageFinding): BadgeReason | null {
  if (found.finding === "not-trusted") return "page-refused";
  if (found.finding === "exception") return "page-exception";
  if (found.finding === "inspected") return found.inspector?.approved ? null : "page-inspected";
  return found.finding === "inconclusive" && !observation.failure ? "page-doubtful" : null;
}

/** Whether a check near `at` (ms since the epoch) could not load the baseline: then nothing may be red. */
export function excuses({ verdict, baselineLoaded, finishedAt }: Summary, at: number): boolean {
  const after = Date.parse(finishedAt) - at;
  const about = after >= -REPORT_FRESH_MS && after <= RENEWAL_MS;
  return verdict === "inconclusive" && !baselineLoaded && about;
}

/** Whether the page should start a check. `lastOwn`: when a page last started one (ms since the epoch). */
export function wantsCheck(
  page: PageFinding,
  last: Summary | null,
  lastOwn: number | null,
  now: number,
): boolean {
  const since = lastOwn === null || lastOwn > now ? Infinity : now - lastOwn;
  // Check again soon: what explained the failure may be gone, and must not hide what is wrong now.
  if (last && isRefused(page) && excuses(last, page.at) && Date.parse(last.finishedAt) < page.at) {
    return since >= EXCUSED_MS;
  }
  if (!last || !isRecent(last, now, RECENT_MS)) return since >= RECENT_MS;
  const quiet = Math.min(since, now - Date.parse(last.finishedAt));
  const bad = last.verdict !== "ready" && !last.inspectorApproved;
  if (bad && quiet >= RENEWAL_MS) return true;
  // Browsers do not reveal which network they are on. A contradiction is the only sign of another one.
  return contradicts(page, last) && quiet >= REPORT_FRESH_MS;
}

function isRefused({ observation: { failure } }: PageFinding): boolean {
  return failure !== null && layerOf(failure.code) === "certificate";
}

/** Causes that any response disproves, and causes that a loaded page disproves. */
const SILENT: readonly Cause[] = ["offline", "dns", "proxy"];
const UNREACHED: readonly Cause[] = [...SILENT, "captive-portal", "blocked"];

/** HTTP/3 runs over QUIC (RFC 9114), which inspection and blocks of TCP often ignore. */
const QUIC_HTTP = 3;

function contradicts({ found, observation, httpVersion }: PageFinding, last: Summary): boolean {
  if (found.finding === "not-trusted" || found.finding === "exception") {
    return last.verdict === "ready" || !last.baselineLoaded || SILENT.includes(last.cause);
  }
  if (found.finding === "inspected") return last.verdict !== "inspected";
  if (observation.outcome === "failed") return false;
  if (httpVersion === QUIC_HTTP) return SILENT.includes(last.cause);
  if (UNREACHED.includes(last.cause)) return true;
  if (found.authority !== "amazon") return false;
  const anchor = last.roots.find(({ id }) => id === found.anchor);
  return last.verdict === "inspected" || anchor?.finding === "not-trusted";
}
