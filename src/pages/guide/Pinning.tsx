import { PIN_REASONS, PIN_RULES } from "../../guidance/pins.ts";
import { dataKey } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { Icon } from "../../view/Icon.tsx";
import { Sources } from "../../view/Sources.tsx";
import { PinForms } from "./PinForms.tsx";
import type { TopicProps } from "./topic.ts";

/** Why not to pin certificates, and how to do it if one must. */
export function Pinning({ catalogue }: TopicProps) {
  const { t } = useView();
  return (
    <>
      <section class="panel pin-warning tone-warn" aria-labelledby="pin-warning">
        <h2 id="pin-warning">
          <Icon name="alert" /> {t("pinWarning")}
        </h2>
        <p>{t("pinWhat")}</p>
        <ul class="bullets">
          {PIN_REASONS.map(({ id }) => (
            <li key={id}>{t(dataKey("pinReason", id))}</li>
          ))}
        </ul>
        <Sources ids={PIN_REASONS.flatMap(({ sources }) => sources)} />
      </section>
      <h2>{t("pinMust")}</h2>
      <ol class="numbers">
        {PIN_RULES.map(({ id }) => (
          <li key={id}>{t(dataKey("pinRule", id))}</li>
        ))}
      </ol>
      <Sources ids={PIN_RULES.flatMap(({ sources }) => sources)} />
      <PinForms catalogue={catalogue} />
    </>
  );
}
