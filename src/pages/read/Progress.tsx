import { useView } from "../../view/view-context.ts";
import type { ReadState } from "./use-reading.ts";

/** The status is always there, so that screen readers hear what comes into it. */
export function Progress({ state, onCancel }: { state: ReadState; onCancel(): void }) {
  const { t } = useView();
  return (
    <>
      <div role="status">
        {state.kind === "reading" && <p>{t("readBusy")}</p>}
        {state.kind === "done" && <p class="visually-hidden">{t("readDone")}</p>}
        {state.kind === "trouble" && <p class="warning">{t("readTrouble", state.message)}</p>}
      </div>
      {state.kind === "reading" && (
        <p class="actions">
          <progress max={1} value={state.part} aria-label={t("readBusy")} />
          <button type="button" class="button" data-cancel onClick={onCancel}>
            {t("readCancel")}
          </button>
        </p>
      )}
    </>
  );
}
