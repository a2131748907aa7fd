/** Where advice comes from: links with publisher and dates, folded behind their number. */
import type { ComponentChildren } from "preact";
import { sourceOf, type SourceId } from "../guidance/source.ts";
import { useView } from "./view-context.ts";
import { dayText, integerText } from "../report-text/format.ts";

/** Each source once; nothing if there is none. */
export function Sources({ ids }: { ids: readonly SourceId[] }) {
  const different = [...new Set(ids)];
  if (!different.length) return null;
  return (
    <SourceFold count={different.length}>
      {different.map((id) => (
        <li key={id}>
          <SourceLink id={id} />
        </li>
      ))}
    </SourceFold>
  );
}

interface FoldProps {
  count: number;
  /** List items. */
  children: ComponentChildren;
}

export function SourceFold({ count, children }: FoldProps) {
  const { t, language } = useView();
  return (
    <details class="sources">
      <summary>{t("sourcesFolded", integerText(count, language))}</summary>
      <ul class="bullets">{children}</ul>
    </details>
  );
}

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
