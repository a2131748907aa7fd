import type { Report } from "../../core/report.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../view-context.ts";
import { Facts } from "../Facts.tsx";
import { dayText, momentText, spanText, integerText } from "../../report-text/format.ts";

/** Where and when the check was made. */
export function Environment({ report }: { report: Report }) {
  const view = useView();
  const { t, language } = view;
  const { browser, tool, catalogue, startedAt, finishedAt, online, id } = report;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  return (
    <>
      <h2>{t("environmentHeading")}</h2>
      <section class="panel">
        <Facts
          facts={[
            { label: t("fieldBrowser"), value: `${browser.name} ${browser.version}` },
            { label: t("fieldSystem"), value: browser.os },
            { label: t("fieldLanguage"), value: browser.language },
            { label: t("fieldProgramme"), value: t(keyOf("programme", browser.programme)) },
            {
              label: t("fieldManaged"),
              value: t(browser.managed ? "managedYes" : "managedUnknown"),
            },
            { label: t("fieldNetwork"), value: t(online ? "networkOnline" : "networkOffline") },
            { label: t("fieldClock"), value: clockText(report, view) },
            { label: t("fieldChecked"), value: momentText(finishedAt, language) },
            { label: t("fieldDuration"), value: t("milliseconds", integerText(tookMs, language)) },
            { label: t("fieldTool"), value: `${tool.name} ${tool.version}` },
            {
              label: t("fieldCatalogue"),
              value: `${dayText(catalogue.date, language)} (${catalogue.edition})`,
            },
            { label: t("fieldReport"), value: id, code: true },
          ]}
        />
      </section>
    </>
  );
}

/** What the servers say of this machine's clock. Under a minute is as good as nothing. */
function clockText({ clock }: Report, { t, language }: ReturnType<typeof useView>): string {
  if (!clock) return t("clockUnknown");
  const off = Math.abs(clock.behindMs);
  if (off < 60_000) return t("clockRight", String(clock.servers));
  const by = spanText(off, language);
  return t(clock.behindMs > 0 ? "clockBehind" : "clockAhead", by, String(clock.servers));
}
