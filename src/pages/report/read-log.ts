/** Reads a chosen log and stores the report that it proves. The one place that decides where the reading runs. */
import catalogue from "virtual:catalogue";
import { planCheck, withBaseline } from "../../core/plan.ts";
import { browser } from "../../platform/browser.ts";
import { newId, systemClock } from "../../platform/environment.ts";
import { reportItem } from "../../platform/stored-checks.ts";
import { readSettings } from "../../platform/stored-settings.ts";
import { readLog } from "../../probe/log/read.ts";
import { refusalOf } from "../../probe/log/refusal.ts";
import { reportOfLog } from "../../probe/log/report.ts";
import type { LogOutcome } from "../../view/report/LogProof.tsx";

/** Never rejects. */
export async function readChosenLog(
  file: Blob,
  progress: (bytes: number) => void,
): Promise<LogOutcome> {
  try {
    return await read(file, progress);
  } catch {
    return { ok: false, refusal: "unreadable" };
  }
}

async function read(file: Blob, progress: (bytes: number) => void): Promise<LogOutcome> {
  const [{ values: settings }, last] = await Promise.all([readSettings(), reportItem.get()]);
  // The page offers to read a log only beside a report, which says what browser this is.
  if (!last) return { ok: false, refusal: "unreadable" };
  const used = withBaseline(catalogue, settings.baseline);
  const plan = planCheck(used, last.browser.programme);
  const reading = await readLog(chunksOf(file), plan, { progress });
  const refusal = refusalOf(reading, last.browser, systemClock.now());
  if (refusal !== null || !reading) return { ok: false, refusal: refusal ?? "not-a-log" };
  const report = await reportOfLog(used, reading, {
    id: newId(),
    toolVersion: browser.runtime.getManifest().version,
    browser: last.browser,
    online: last.online,
    approvedInspectors: settings.approvedInspectors,
  });
  await reportItem.set(report);
  const proven = report.observations.filter(({ evidence }) => evidence === "anchor").length;
  return { ok: true, proven };
}

/** How many bytes are read before others get a turn: some milliseconds' work. */
const TURN_BYTES = 2_000_000;

/** The content of a file that may be too long for memory, with pauses, so that the page stays responsive. */
async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().getReader();
  let bytes = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      yield step.value;
      bytes += step.value.length;
      if (bytes < TURN_BYTES) continue;
      bytes = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
