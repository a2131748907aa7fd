/** What the verdict is, what it rests on, what to do next. */
import type { ClockReading } from "../core/clock.ts";
import type { Report, RootResult } from "../core/report.ts";
import type { Cause } from "../core/vocabulary.ts";
import { caseOf } from "../guidance/situation.ts";
import type { Case } from "../guidance/repair-cases.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { keyOf, type Translator } from "./translator.ts";
import { listText, spanText } from "./format.ts";
import { isolated } from "./untrusted-text.ts";

export interface VerdictSentences {
  title: string;
  /** Empty if the title says everything. */
  detail: string;
  step: string;
}

export function verdictSentences(report: Report, translator: Translator): VerdictSentences {
  const situation = caseOf(report);
  const words = isUnproven(situation) ? situation : report.verdict.cause;
  const clock =
    report.verdict.code === "ready" && situation === "wrong-clock" ? report.clock : null;
  return {
    title: title(report, words, translator),
    detail: clock
      ? `${detail(report, words, translator)} ${clockSentence(clock, translator)}`
      : detail(report, words, translator),
    step: step(report, situation, translator),
  };
}

function step(report: Report, situation: Case, { t }: Translator): string {
  if (situation === "tls-inspection-approved") return t("inspectorApproved");
  const browser = isolated(report.browser.name);
  const asked = t(keyOf("step", situation), browser);
  const isMissing = situation === "missing-root" || situation === "missing-root-unproven";
  return isMissing && concernedRoots(report).every(({ expected }) => expected.carried)
    ? `${asked} ${t("browserHasRoots", browser)}`
    : asked;
}

function concernedRoots({ roots, verdict }: Report): RootResult[] {
  return roots.filter(({ id }) => verdict.roots.includes(id));
}

/** Cases with a title and a detail of their own, other than those of their cause. */
type UnprovenCase = Extract<Case, `${string}-unproven`>;

function isUnproven(found: Case): found is UnprovenCase {
  return found === "missing-root-unproven" || found === "tls-inspection-unproven";
}

/** Titles without names of roots, for verdicts about all deciding roots. */
const TITLE_OF_ALL: Partial<Record<Cause, MessageKey>> = {
  "outdated-trust-store": "title_outdated_trust_store_all",
  "certificate-exception": "title_certificate_exception_all",
};

function title(report: Report, words: Cause | UnprovenCase, { t, language }: Translator): string {
  const { roots, verdict } = report;
  if (clockOff(report)) return t("title_clock_off");
  const all = roots.every(({ id, decides }) => !decides || verdict.roots.includes(id));
  const ofAll = all ? TITLE_OF_ALL[verdict.cause] : undefined;
  const names = concernedRoots(report).map(({ name }) => name);
  return ofAll ? t(ofAll) : t(keyOf("title", words), listText(names, language));
}

function detail(report: Report, words: Cause | UnprovenCase, translator: Translator): string {
  const { t } = translator;
  const { verdict, inspector } = report;
  const clock = clockOff(report);
  if (clock) return clockSentence(clock, translator);
  if (words === "none") {
    // A check has some evidence, but a report from elsewhere may name none.
    const { evidence } = verdict;
    return evidence === "none" ? "" : t(keyOf("detail_none", evidence));
  }
  const seen = t(keyOf("detail", words));
  if (verdict.code !== "inspected" || !inspector) return seen;
  const name = isolated(inspector.name);
  return `${seen} ${inspector.product === null ? t("inspectorNamed", name) : t("inspectorProduct", name, inspector.product)}`;
}

function clockSentence({ behindMs }: ClockReading, { t, language }: Translator): string {
  const by = spanText(Math.abs(behindMs), language);
  return t(behindMs > 0 ? "detail_clock_behind" : "detail_clock_ahead", by);
}

/** Null if only certificate dates are wrong. */
function clockOff({ verdict, clock }: Report): Report["clock"] {
  return verdict.cause === "wrong-clock" && verdict.code === "action-needed" ? clock : null;
}
