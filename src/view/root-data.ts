/** Puts the state of a check on the root element, where scripts and tests read it. */
import type { Screen } from "./screen.ts";

export function showOnRoot(screen: Screen): void {
  const { dataset } = document.documentElement;
  dataset["state"] = screen.state;
  if (screen.state === "done") {
    dataset["verdict"] = screen.report.verdict.code;
    dataset["cause"] = screen.report.verdict.cause;
  } else {
    delete dataset["verdict"];
    delete dataset["cause"];
  }
}
