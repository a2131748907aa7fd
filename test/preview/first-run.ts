/** The states of the popup in which it explains itself, as after the installation. */

/** Goes before the name of the check's state. */
const FIRST_RUN = "first run, ";

/** The usual states, and those that fill the popup most. */
export const FIRST_RUN_STATES = [
  "checking",
  "ready, only loads",
  "all roots missing",
  "inspected",
  "revocation unknown",
  "exception",
].map((state) => `${FIRST_RUN}${state}`);

/** The state of the check in a state of the popup, and whether the popup explains itself. */
export function popupStateIn(name: string): { check: string; isFirstRun: boolean } {
  const isFirstRun = FIRST_RUN_STATES.includes(name);
  return { check: isFirstRun ? name.slice(FIRST_RUN.length) : name, isFirstRun };
}
