import { sourceOf, type SourceId } from "../guidance/source.ts";
import { useView } from "./view-context.ts";
import { dayText } from "../report-text/format.ts";

/** Where an item comes from: each source with its publisher and dates. */
export function Sources({ ids }: { ids: readonly SourceId[] }) {
  const { t } = useView();
  if (!ids.length) return null;
  return (
    <p class="sources">
      {t("sources")}{" "}
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && " · "}
          <SourceLink id={id} />
        </span>
      ))}
    </p>
  );
}

/** One source: its title as a link, its publisher and dates. */
export function SourceLink({ id }: { id: SourceId }) {
  const { t, language } = useView();
  const { title, publisher, url, published, read } = sourceOf(id);
  const dates = published
    ? t("sourcePublished", publisher, dayText(published, language), dayText(read, language))
    : t("sourceRead", publisher, dayText(read, language));
  return (
    <>
      <a href={url} target="_blank" rel="noreferrer" data-source={id}>
        {title}
      </a>{" "}
      ({dates})
    </>
  );
}
