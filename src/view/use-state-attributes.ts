import { useLayoutEffect } from "preact/hooks";
import type { PopupState } from "./popup-state.ts";

/** Puts the state of a check on the root element, where scripts and tests read it. */
export function useStateAttributes(screen: PopupState): void {
  const report = screen.state === "done" ? screen.report : null;
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset["state"] = screen.state;
    if (report) {
      dataset["verdict"] = report.verdict.code;
      dataset["cause"] = report.verdict.cause;
    } else {
      delete dataset["verdict"];
      delete dataset["cause"];
    }
  }, [screen.state, report]);
}
