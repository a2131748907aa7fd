import { sourceOf, type SourceId } from "../guidance/source.ts";
import { useDoors } from "./doors.ts";
import { day } from "./format.ts";

/** Where an item comes from: each source with its publisher and dates. */
export function Sources({ ids }: { ids: readonly SourceId[] }) {
  const { t, language } = useDoors();
  if (!ids.length) return null;
  return (
    <p class="sources">
      {t("sources")}{" "}
      {ids.map((id, index) => {
        const { title, publisher, url, published, read } = sourceOf(id);
        const dates = published
          ? t("sourcePublished", publisher, day(published, language), day(read, language))
          : t("sourceRead", publisher, day(read, language));
        return (
          <span key={id}>
            {index > 0 && " · "}
            <a href={url} target="_blank" rel="noreferrer" data-source={id}>
              {title}
            </a>{" "}
            ({dates})
          </span>
        );
      })}
    </p>
  );
}
