/** The fault matrix: every scenario of the lab in every browser, with the right verdict and the right cause or not. */
import type { FoundBrowser } from "../browsers/find.ts";
import { openPopup, readPopup } from "../browsers/popup.ts";
import { inScenario } from "../browsers/stage.ts";
import type { Scenario } from "../lab/scenario.ts";
import { SCENARIOS } from "../lab/scenarios.ts";

type Cell = { result: "right" | "wrong" | "cannot"; told: string };

/** Runs the matrix and returns it as text, a line per scenario and browser, with the share of right ones last. */
export async function faultMatrix(browsers: readonly FoundBrowser[]): Promise<string> {
  const lines: string[] = [];
  let right = 0;
  let shown = 0;
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  for (const scenario of SCENARIOS) {
    for (const found of browsers) {
      const { result, told } = await cell(found, scenario);
      if (result !== "cannot") shown += 1;
      if (result === "right") right += 1;
      lines.push(
        `${scenario.name.padEnd(width)}  ${found.family.padEnd(8)}  ${result.padEnd(6)}  ${told}`,
      );
    }
  }
  const share = shown ? ((100 * right) / shown).toFixed(1) : "0.0";
  lines.push(`${right} of ${shown} right (${share} %), ${SCENARIOS.length} scenarios`);
  return `${lines.join("\n")}\n`;
}

async function cell(found: FoundBrowser, scenario: Scenario): Promise<Cell> {
  const expected = scenario.expected[found.family];
  if (!expected) return { result: "cannot", told: scenario.cannot?.[found.family] ?? "" };
  return inScenario(found, scenario, async ({ session }) => {
    const { verdict, cause } = await readPopup(await openPopup(session));
    const told = `${verdict}: ${cause}`;
    const result = verdict === expected.verdict && cause === expected.cause ? "right" : "wrong";
    return { result, told };
  });
}
