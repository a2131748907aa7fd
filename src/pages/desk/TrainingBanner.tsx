import { useView } from "../../view/view-context.ts";
import { Icon } from "../../view/Icon.tsx";

/** Says, as long as a made-up report is on the screen, that it is one. */
export function TrainingBanner() {
  const { t } = useView();
  return (
    <p class="training" role="note" data-training>
      <Icon name="alert" />
      {t("trainingBanner")}
    </p>
  );
}
