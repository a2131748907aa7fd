/** Sources behind one line, “Sources (7)”, at the end of what they support. */
import type { ComponentChildren } from "preact";
import type { SourceId } from "../../guidance/source.ts";
import { integerText } from "../../report-text/format.ts";
import { SourceLink } from "../../view/Sources.tsx";
import { useView } from "../../view/view-context.ts";

/** Sources of one item in a list of items. */
export interface SourcesOf {
  label: string;
  ids: readonly SourceId[];
}

/** Each source once; nothing if there is none. */
export function FoldedSources({ ids }: { ids: readonly SourceId[] }) {
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

/** For a list of items: says which sources belong to which. */
export function FoldedSourceList({ items }: { items: readonly SourcesOf[] }) {
  const count = new Set(items.flatMap(({ ids }) => ids)).size;
  return (
    <SourceFold count={count}>
      {items.map(({ label, ids }) => (
        <li key={label} data-sources-of={label}>
          <b>{label}</b>{" "}
          {ids.map((id, index) => (
            <span key={id}>
              {index > 0 && " · "}
              <SourceLink id={id} />
            </span>
          ))}
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
    <details class="source-fold">
      <summary>{t("sourcesFolded", integerText(count, language))}</summary>
      <ul>{children}</ul>
    </details>
  );
}
