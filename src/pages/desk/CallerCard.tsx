import type { Cause, VerdictCode } from "../../core/vocabulary.ts";
import type { CardSentences } from "../../view/popup-sentences.ts";
import { Card } from "../../view/Card.tsx";
import { CopyButton } from "../../view/CopyButton.tsx";
import { useView } from "../../view/view-context.ts";
import { LOOK_OF_VERDICT } from "../../view/VerdictCard.tsx";

interface Props {
  verdict: VerdictCode;
  cause: Cause;
  sentences: CardSentences;
  /** The result in a few lines. */
  ticket: () => string;
}

/** What the caller's popup shows, and what to say about it. */
export function CallerCard({ verdict, cause, sentences, ticket }: Props) {
  const { t } = useView();
  const { title, detail, step } = sentences;
  return (
    <div class="caller" data-verdict={verdict} data-cause={cause} data-section="result">
      <section class="caller-sees" aria-labelledby="caller-sees">
        <h2 id="caller-sees">{t("codeCard")}</h2>
        <Card {...LOOK_OF_VERDICT[verdict]} title={title} detail={detail} level={3} />
      </section>
      <section class="caller-say" aria-labelledby="caller-say">
        <h2 id="caller-say">{t("codeSay")}</h2>
        {step !== null && (
          <p class="say" data-fact="step">
            {t("codeSayText", step)}
          </p>
        )}
        <CopyButton shown text={ticket} label={t("copyForTicket")} />
      </section>
    </div>
  );
}
