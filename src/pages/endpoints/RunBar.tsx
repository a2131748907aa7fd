import { integerText } from "../../report-text/format.ts";
import { countText } from "../../report-text/plural.ts";
import { useView } from "../../view/view-context.ts";
import type { Run } from "./use-run.ts";

interface Props {
  run: Run | null;
  /** Hosts on the list. */
  count: number;
  /** Hosts without permission. */
  lacking: number;
  ready: boolean;
  onTest(): void;
  onTestBlindly(): void;
  onStop(): void;
}

/** Starts the tests; while they run, shows how far they are and stops them. */
export function RunBar({ run, count, lacking, ready, onTest, onTestBlindly, onStop }: Props) {
  const view = useView();
  const { t, language } = view;
  const running = run?.state === "running" ? run : null;
  return (
    <section class="panel run-bar" aria-label={t("endpointsRun")} data-running={running !== null}>
      {!running && lacking > 0 && <p>{countText(view, "endpointsAsks", lacking)}</p>}
      <div class="actions">
        {/* One button, so that the focus stays on it. */}
        <button
          type="button"
          class={running ? "button" : "button button-main"}
          data-test={running ? undefined : true}
          data-stop={running ? true : undefined}
          aria-disabled={!running && !ready}
          onClick={(event) => {
            // The second click of a double click must not stop what the first one started.
            if (running) return event.detail > 1 ? undefined : onStop();
            if (ready) onTest();
          }}
        >
          {running ? t("endpointsStop") : countText(view, "endpointsTest", count)}
        </button>
        {!running && lacking > 0 && (
          <button
            type="button"
            class="button"
            data-test-blindly
            aria-disabled={!ready}
            onClick={ready ? onTestBlindly : undefined}
          >
            {t("endpointsTestBlindly")}
          </button>
        )}
        {running && (
          <>
            <span data-progress>
              {t(
                "endpointsSoFar",
                integerText(running.tested.length, language),
                integerText(running.planned, language),
              )}
            </span>
            <progress
              max={running.planned}
              value={running.tested.length}
              aria-label={t("endpointsProgress")}
            />
          </>
        )}
      </div>
    </section>
  );
}
