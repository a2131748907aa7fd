/** The scenario table: one row per state that a browser and its network can be in. */
import type { Scenario } from "./scenario.ts";
import { INSPECTION_ROWS, LOCAL_ROWS, PROXY_ROWS } from "./scenarios/between.ts";
import { LEAF_ROWS, STORE_ROWS } from "./scenarios/certificates.ts";
import { ANSWER_ROWS, HANDSHAKE_ROWS, NETWORK_ROWS } from "./scenarios/network.ts";
import { TIME_ROWS } from "./scenarios/time.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...STORE_ROWS,
  ...LEAF_ROWS,
  ...HANDSHAKE_ROWS,
  ...NETWORK_ROWS,
  ...ANSWER_ROWS,
  ...PROXY_ROWS,
  ...INSPECTION_ROWS,
  ...LOCAL_ROWS,
  ...TIME_ROWS,
];

/** The row with this name. Throws, naming all rows, where there is none. */
export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find((row) => row.name === name);
  if (scenario) return scenario;
  const known = SCENARIOS.map((row) => row.name).join(", ");
  throw new Error(`No scenario "${name}". There are: ${known}`);
}
