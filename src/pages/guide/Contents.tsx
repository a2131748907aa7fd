import type { Topic } from "../../guidance/repair-cases.ts";
import { goToPart } from "./part.ts";
import { useView } from "../../view/view-context.ts";

interface Props {
  topic: Topic;
  /** What follows the topic in the address. */
  detail?: string;
  /** What comes after `?` in the address of this page, apart from the part. */
  query?: string;
  /** The id of a heading, and its text. */
  parts: readonly (readonly [id: string, text: string])[];
}

/** Links to the parts of a long topic. */
export function Contents({ topic, detail, query = "", parts }: Props) {
  const { t } = useView();
  const addressOf = (part: string) => {
    const choices = new URLSearchParams(query);
    choices.set("part", part);
    return `#${[topic, detail].filter(Boolean).join("/")}?${choices}`;
  };
  return (
    <nav class="contents" aria-label={t("guideContents")}>
      <ul>
        {parts.map(([id, text]) => (
          <li key={id}>
            {/* Also if the address names the part already. */}
            <a href={addressOf(id)} onClick={() => goToPart(id)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
