import { useLayoutEffect } from "preact/hooks";
import { shownReport, type PopupState } from "./popup-state.ts";

/** Puts the state of a check on the document element, for scripts and tests. */
export function useStateAttributes(current: PopupState): void {
  const report = shownReport(current);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset["state"] = current.state;
    if (report) {
      dataset["verdict"] = report.verdict.code;
      dataset["cause"] = report.verdict.cause;
    } else {
      delete dataset["verdict"];
      delete dataset["cause"];
    }
  }, [current.state, report]);
}
