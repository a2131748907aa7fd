import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Catalogue } from "../../../src/core/catalogue.ts";
import { spkiOf } from "../../../src/core/certificate.ts";
import { chainOf } from "../../../src/core/observation.ts";
import { planCheck } from "../../../src/core/plan.ts";
import { readLog } from "../../../src/probe/log/read.ts";
import { reportOfLog } from "../../../src/probe/log/report.ts";
import { BROWSERS, catalogue, reportOf, wellIn } from "../../made-up.ts";

const ABOUT = { id: "log", toolVersion: "0.1.0", browser: BROWSERS.chromium, online: true };
const CA1 = "amazon-root-ca-1";

/** The lab's own Amazon Root CA 1 has another key than Amazon's. */
function labCatalogue(spkiSha256: string): Catalogue {
  const roots = catalogue.roots.map((root) => (root.id === CA1 ? { ...root, spkiSha256 } : root));
  return { ...catalogue, roots };
}

async function reading(name: string) {
  const bytes = readFileSync(new URL(`logs/${name}.netlog`, import.meta.url));
  const plan = planCheck(catalogue, BROWSERS.chromium.programme);
  return (await readLog(
    (async function* () {
      yield bytes;
    })(),
    plan,
  ))!;
}

describe("the report of a log", () => {
  test("names the root, and shows the browser's hashes though a refused chain has none", async () => {
    const log = await reading("chromium-156");
    const valid = log.observations.find(({ kind }) => kind === "valid")!;
    const used = labCatalogue(valid.chain.at(-1)!.reportedSpkiSha256!);
    // Refused chains first: they have the same intermediate, without a hash.
    const order = [...log.observations.keys()].toSorted((a, b) => {
      return log.observations[b]!.outcome < log.observations[a]!.outcome ? 1 : -1;
    });
    const shuffled = {
      ...log,
      observations: order.map((index) => log.observations[index]!),
      requests: order.map((index) => log.requests[index]!),
    };
    const report = await reportOfLog(used, shuffled, ABOUT);
    expect(report.roots[0]).toMatchObject({
      id: CA1,
      finding: "trusted",
      evidence: "anchor",
      anchor: CA1,
    });
    const seen = report.observations[report.roots[0]!.observation!]!;
    for (const each of chainOf(seen, report.certificates)) {
      expect(each.reportedSpkiSha256).toBe(spkiOf(each));
      expect(each.reportedSpkiSha256).not.toBeNull();
    }
    expect(report.observations.every(({ startedMs }) => startedMs >= 0)).toBe(true);
    expect(Date.parse(report.finishedAt)).toBeGreaterThan(Date.parse(report.startedAt));
    expect(report.clock).not.toBeNull();
  });

  test("says of hosts that the log does not show what the same check saw", async () => {
    const log = await reading("untrusted-root");
    const same = reportOf("chromium", wellIn.chromium);
    const alone = await reportOfLog(catalogue, log, ABOUT);
    const beside = await reportOfLog(catalogue, log, ABOUT, same);
    expect(alone.observations).toHaveLength(log.observations.length);
    expect(beside.observations).toHaveLength(same.observations.length);
    const [own] = beside.observations.filter(({ root, kind }) => root === CA1 && kind === "valid");
    expect(own!.failure!.code).toBe("untrusted-issuer");
    expect(beside.startedAt).toBe(same.startedAt);
  });

  test("names an inspecting proxy that the browser refused", async () => {
    const report = await reportOfLog(catalogue, await reading("inspected-untrusted"), ABOUT);
    expect(report.verdict).toMatchObject({ code: "inspected", cause: "tls-inspection" });
    expect(report.inspector).toMatchObject({ name: "Example Inspection Root CA" });
  });

  test("is a report also of a log without hosts", async () => {
    const log = await reading("untrusted-root");
    const empty = { ...log, observations: [], requests: [] };
    expect((await reportOfLog(catalogue, empty, ABOUT)).verdict.code).toBe("inconclusive");
  });
});
