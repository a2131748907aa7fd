import { useView } from "../../view/view-context.ts";
import { Icon } from "../../view/Icon.tsx";

/** Says that the report on the screen is made up. */
export function TrainingBanner() {
  const { t } = useView();
  return (
    <p class="training" role="note" data-training>
      <Icon name="alert" />
      {t("trainingBanner")}
    </p>
  );
}
