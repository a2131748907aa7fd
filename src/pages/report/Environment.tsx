import type { Report } from "../../core/report.ts";
import { keyOf, useDoors, type Words } from "../../view/doors.ts";
import { Facts } from "../../view/Facts.tsx";
import { day, moment, span, whole } from "../../view/format.ts";
import { countText } from "../../view/plural.ts";

/** Where and when the check was made. */
export function Environment({ report }: { report: Report }) {
  const doors = useDoors();
  const { t, language } = doors;
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
            { label: t("fieldClock"), value: clockText(report, doors) },
            { label: t("fieldChecked"), value: moment(finishedAt, language) },
            { label: t("fieldDuration"), value: t("milliseconds", whole(tookMs, language)) },
            { label: t("fieldTool"), value: `${tool.name} ${tool.version}` },
            {
              label: t("fieldCatalogue"),
              value: `${day(catalogue.date, language)} (${catalogue.edition})`,
            },
            { label: t("fieldReport"), value: id, code: true },
          ]}
        />
      </section>
    </>
  );
}

/** What the servers say of this machine's clock. Under a minute is as good as nothing. */
function clockText({ clock }: Report, words: Words): string {
  if (!clock) return words.t("clockUnknown");
  const servers = String(clock.servers);
  const off = Math.abs(clock.behindMs);
  if (off < 60_000) return countText(words, "clockRight", clock.servers, servers);
  const by = span(off, words.language);
  const name = clock.behindMs > 0 ? "clockBehind" : "clockAhead";
  return countText(words, name, clock.servers, by, servers);
}
