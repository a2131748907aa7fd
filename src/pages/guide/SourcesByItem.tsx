import type { SourceId } from "../../guidance/source.ts";
import { SourceFold, SourceLink } from "../../view/Sources.tsx";

/** Sources of one item in a list of items. */
export interface SourcesOf {
  label: string;
  ids: readonly SourceId[];
}

/** For a list of items: says which sources belong to which. */
export function SourcesByItem({ items }: { items: readonly SourcesOf[] }) {
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
