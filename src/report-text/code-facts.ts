/** What a support code says beside its verdict and findings, as exactly as it knows. */
import { isClockOff } from "../core/clock.ts";
import { reportOfCode } from "../core/code-report.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { CODE_UNIT_MS, type CodeContent } from "../core/support-code.ts";
import { systemName } from "../guidance/situation.ts";
import { factMaker, type Fact } from "./fact.ts";
import { revokedText } from "./method-facts.ts";
import { verdictSentences, type VerdictSentences } from "./sentences.ts";
import { keyOf, type Translator } from "./translator.ts";

export function codeSystem({ os }: CodeContent, { t }: Pick<Translator, "t">): string {
  return systemName(os) ?? t("systemOther");
}

export function codeBrowser({ browser, major, majorOrLater }: CodeContent): string {
  return major === 0 ? browser : `${browser} ${major}${majorOrLater ? "+" : ""}`;
}

/** When the check ended, for example `Nov 24, 2026, 9:00 – 9:10 AM UTC`: a code knows ten minutes. */
export function codeTime({ madeAt }: CodeContent, { language }: Translator): string {
  const format = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
    timeZoneName: "short",
  });
  const start = Date.parse(madeAt);
  return format.formatRange(start, start + CODE_UNIT_MS);
}

/**
 * The sentences that the caller's popup shows. A code knows neither the inspector's name nor how far exactly the clock
 * is off: the detail says no more.
 */
export function codeSentences(
  content: CodeContent,
  catalogue: Catalogue,
  translator: Translator,
): VerdictSentences {
  const { t } = translator;
  const report = reportOfCode(content, catalogue);
  const { title, step } = verdictSentences(report, translator);
  const { detail } = verdictSentences({ ...report, clock: null, inspector: null }, translator);
  return { title, step, detail: clockDetail() ?? detail };

  function clockDetail(): string | null {
    const { clock } = report;
    if (clock === null || !isClockOff(clock)) return null;
    const [size] = content.clock.split("-") as ["minutes" | "hours" | "days"];
    const sentence = t(
      clock.behindMs > 0 ? "detail_clock_behind" : "detail_clock_ahead",
      t(keyOf("codeSpan", size)),
    );
    if (content.verdict === "ready") return `${detail} ${sentence}`;
    return content.cause === "wrong-clock" && content.verdict === "action-needed" ? sentence : null;
  }
}

export function codeFacts(code: CodeContent, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  const { t } = translator;
  const { verdict, controls, inspection, product } = code;
  const isBeside = verdict === "ready" && inspection === "seen";
  const inspected = t(keyOf("codeInspection", isBeside ? "beside" : inspection));
  return [
    own("checked", codeTime(code, translator)),
    own("browser", codeBrowser(code)),
    own("system", codeSystem(code, translator)),
    own("clock", t(keyOf("codeClock", code.clock))),
    own("baseline", t(code.baselineLoaded ? "loaded" : "notLoaded")),
    own("expired", t(keyOf("controlExpired", controls.expired))),
    own("revoked", revokedText(controls.revoked, inspection !== "none", translator)),
    own("inspection", product === null ? inspected : t("codeProduct", inspected, product)),
  ];
}
