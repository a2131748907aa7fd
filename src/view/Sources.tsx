import { sourceOf, type SourceId } from "../guidance/source.ts";
import { useView } from "./view-context.ts";
import { dayText } from "../report-text/format.ts";

/** Where advice comes from, to unfold: each source with its publisher and dates. */
export function Sources({ ids }: { ids: readonly SourceId[] }) {
  const { t, language } = useView();
  if (!ids.length) return null;
  return (
    <details class="sources">
      <summary>{t("headingCount", t("sources"), String(ids.length))}</summary>
      <ul class="bullets">
        {ids.map((id) => {
          const { title, publisher, url, published, read } = sourceOf(id);
          const dates = published
            ? t("sourcePublished", publisher, dayText(published, language), dayText(read, language))
            : t("sourceRead", publisher, dayText(read, language));
          return (
            <li key={id}>
              <a href={url} target="_blank" rel="noreferrer" data-source={id}>
                {title}
              </a>{" "}
              ({dates})
            </li>
          );
        })}
      </ul>
    </details>
  );
}
