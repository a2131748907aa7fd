import type { RootName } from "../src/core/catalogue.ts";
import { useView } from "../src/view/view-context.ts";
import { PendingRow, RootRow } from "../src/view/report/RootRow.tsx";
import type { PopupState } from "../src/view/popup-state.ts";

interface Props {
  current: PopupState;
  roots: readonly RootName[];
}

/** The deciding roots, then the others. While a check runs, the rows have no findings. */
export function RootLists({ current, roots }: Props) {
  const { t } = useView();
  const rows = (decides: boolean) => {
    if (current.state === "done") {
      const { report } = current;
      return report.roots
        .filter((root) => root.decides === decides)
        .map((root) => <RootRow key={root.id} root={root} report={report} />);
    }
    const answered = current.state === "checking" ? current.answered : [];
    return roots
      .filter((root) => root.decides === decides)
      .map(({ id, name }) => (
        <PendingRow key={id} id={id} name={name} answered={answered.includes(id)} />
      ));
  };
  return (
    <>
      <h2 class="group">{t("rootsDeciding")}</h2>
      <ul class="roots">{rows(true)}</ul>
      <h2 class="group">{t("rootsOther")}</h2>
      <ul class="roots">{rows(false)}</ul>
    </>
  );
}
