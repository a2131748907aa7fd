/** How a badge looks and what its tooltip says: by sign and words, not by colour alone. */
import { BADGE_REASONS, type BadgeReason, type BadgeSign } from "../core/badge.ts";
import type { BadgeLook } from "../platform/badge.ts";
import type { MessageKey, Translate } from "../platform/i18n.ts";

/** Contrast with white text is at least 4.5 : 1. */
const LOOK_OF_SIGN: Record<BadgeSign, Omit<BadgeLook, "title">> = {
  none: { text: "", color: "#5b6770" },
  calm: { text: "?", color: "#5b6770" },
  alert: { text: "!", color: "#b3261e" },
};

const TITLES: Record<BadgeReason, MessageKey | null> = {
  well: null,
  "page-refused": "badge_page_refused",
  "page-exception": "badge_page_exception",
  "page-inspected": "badge_page_inspected",
  "page-doubtful": "badge_page_doubtful",
  "page-unseen": "badge_page_unseen",
  "verdict-action-needed": "badge_verdict_action_needed",
  "verdict-inspected": "badge_verdict_inspected",
  "verdict-inconclusive": "badge_verdict_inconclusive",
  "not-checked": "badge_not_checked",
  checking: "badge_checking",
};

export function lookOf(reason: BadgeReason, t: Translate): BadgeLook {
  const look = LOOK_OF_SIGN[BADGE_REASONS[reason]];
  const title = TITLES[reason];
  const text = reason === "checking" ? "…" : look.text;
  return { ...look, text, title: title === null ? "" : t(title) };
}
