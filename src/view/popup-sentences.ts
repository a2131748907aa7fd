/** The sentences of the verdict card in every state of a check. */
import { verdictSentences } from "../report-text/sentences.ts";
import type { Translator } from "../report-text/translator.ts";
import { isolated } from "../report-text/untrusted-text.ts";
import type { PopupState } from "./popup-state.ts";

export interface CardSentences {
  title: string;
  /** Empty if the title says everything. */
  detail: string;
  /** Null while a check runs: the person can only wait. */
  step: string | null;
}

export function cardSentences(state: PopupState, translator: Translator): CardSentences {
  const { t } = translator;
  switch (state.state) {
    case "decided":
    case "done":
      return verdictSentences(state.report, translator);
    case "interrupted":
      return {
        title: t("interruptedTitle"),
        detail: t("interruptedDetail"),
        step: t("interruptedStep"),
      };
    case "trouble": {
      const { reason } = state;
      const detail = reason ? t("troubleDetail", isolated(reason)) : t("troubleSilent");
      return { title: t("trouble"), detail, step: t("troubleStep") };
    }
    case "checking":
      return { title: t("checking"), detail: "", step: null };
  }
}
