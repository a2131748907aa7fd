import type { SourceId } from "../../guidance/source.ts";
import { ROOT_EVENTS, SYSTEM_MEANINGS, SYSTEM_ROWS } from "../../guidance/systems.ts";
import { decidingNames } from "../../report-text/root-names.ts";
import { dataKey, keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { partialDate } from "./partial-date.ts";
import { Contents } from "./Contents.tsx";
import { Sources } from "../../view/Sources.tsx";
import { SourcesByItem } from "./SourcesByItem.tsx";
import { StoreMatrix } from "./StoreMatrix.tsx";
import type { TopicProps } from "./topic.ts";

const MEANING_SOURCES: SourceId[] = [
  "ats-repository",
  "acm-starfield-2024",
  "mcas-proxy",
  "mozilla-root-lifecycles",
  "netskope-reverse-proxy",
];

/** Which stores and systems hold the roots, since when and until when. */
export function Systems({ catalogue }: TopicProps) {
  const view = useView();
  const { t, language } = view;
  const roots = decidingNames(catalogue.roots, view);
  return (
    <>
      <Contents
        topic="systems"
        parts={[
          ["meaning", t("systemsMeaning")],
          ["matrix", t("systemsMatrix")],
          ["timeline", t("systemsTimeline")],
          ["minima", t("systemsMinima")],
        ]}
      />
      <section class="panel" aria-labelledby="meaning">
        <h2 id="meaning">{t("systemsMeaning")}</h2>
        <ul class="bullets">
          {SYSTEM_MEANINGS.map((each) => (
            <li key={each}>{t(keyOf("systemMeaning", each), roots)}</li>
          ))}
        </ul>
        <p>
          <a href="#trust-stores">{t("topic_trust_stores")}</a>
        </p>
        <Sources ids={MEANING_SOURCES} />
      </section>
      <section class="panel" aria-labelledby="matrix">
        <h2 id="matrix">{t("systemsMatrix")}</h2>
        <p>{t("systemsMatrixIntro", dayText(catalogue.date, language))}</p>
        <StoreMatrix roots={catalogue.roots} />
      </section>
      <section class="panel" aria-labelledby="timeline">
        <h2 id="timeline">{t("systemsTimeline")}</h2>
        <Timeline known={catalogue.date} roots={decidingNames(catalogue.roots, view, "chrome")} />
      </section>
      <section class="panel" aria-labelledby="minima">
        <h2 id="minima">{t("systemsMinima")}</h2>
        <p>{t("systemsMinimaNote")}</p>
        <Minima />
      </section>
    </>
  );
}

interface TimelineProps {
  /** The day of the newest source; later dates are announcements. */
  known: string;
  /** The names of the deciding roots that Chrome includes. */
  roots: string;
}

function Timeline({ known, roots }: TimelineProps) {
  const { t, language } = useView();
  return (
    <>
      <ol class="timeline">
        {ROOT_EVENTS.map(({ id, date }) => (
          <li key={id} data-event={id}>
            <p>
              <time dateTime={date}>{partialDate(date, language)}</time>{" "}
              {date > known && (
                <span class="tag tone-warn">
                  {t("systemsAnnounced", partialDate(known.slice(0, 7), language))}
                </span>
              )}
            </p>
            <p>{t(dataKey("systemEvent", id), roots)}</p>
          </li>
        ))}
      </ol>
      <SourcesByItem
        items={ROOT_EVENTS.map(({ date, sources }) => ({
          label: partialDate(date, language),
          ids: sources,
        }))}
      />
    </>
  );
}

function Minima() {
  const { t } = useView();
  return (
    <>
      <div class="table-wrap" role="group" aria-label={t("systemsMinima")} tabIndex={0}>
        <table class="stacked">
          <thead>
            <tr>
              <th scope="col">{t("systemsSystem")}</th>
              <th scope="col">{t("systemsMinimum")}</th>
              <th scope="col">{t("systemsToday")}</th>
            </tr>
          </thead>
          <tbody>
            {SYSTEM_ROWS.map(({ id, name }) => (
              <tr key={id} data-system={id}>
                <th scope="row">{name}</th>
                <td data-label={t("systemsMinimum")}>{t(dataKey("systemMinimum", id))}</td>
                <td data-label={t("systemsToday")}>{t(dataKey("systemToday", id))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SourcesByItem
        items={SYSTEM_ROWS.map(({ name, sources }) => ({ label: name, ids: sources }))}
      />
    </>
  );
}
