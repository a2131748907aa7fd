import type { Catalogue } from "../../core/catalogue.ts";
import { certificateReader } from "../../core/certificate/read.ts";
import { makeReport, type Gathered } from "../../core/make-report.ts";
import type { Observation } from "../../core/observation.ts";
import { observationFrom } from "../../core/observe.ts";
import { planCheck } from "../../core/plan.ts";
import type { Report } from "../../core/report.ts";
import type { LogReading } from "./reading.ts";

type About = Pick<Gathered, "id" | "toolVersion" | "browser" | "online" | "approvedInspectors">;

/**
 * The report that a check would have made of what the log shows. `sameCheck`: the report of the very check that the log
 * recorded, for probes that left no trace in it, such as those without permission.
 */
export async function reportOfLog(
  catalogue: Catalogue,
  { observations: raw, requests }: LogReading,
  about: About,
  sameCheck: Report | null = null,
): Promise<Report> {
  const starts = requests.map(({ startedAt }) => Date.parse(startedAt));
  const begin = Math.min(...starts);
  const ends = raw.map(({ durationMs }, index) => starts[index]! + durationMs);
  const reader = certificateReader();
  // The first reading of a certificate stays, and only verified chains have the browser's hashes.
  await Promise.all(
    raw
      .filter(({ evidence }) => evidence === "anchor")
      .flatMap(({ chain }) => chain.map(reader.read)),
  );
  const logged = await Promise.all(
    raw.map((each, index) => observationFrom(each, starts[index]! - begin, reader.read)),
  );
  const plan = planCheck(catalogue, about.browser.programme);
  const observations = plan.flatMap(({ kind, root, urls }): Observation[] => {
    const isOfProbe = (seen: Observation) =>
      seen.kind === kind && seen.root === root && urls.includes(seen.url);
    const own = logged.filter(isOfProbe);
    return own.length ? own : (sameCheck?.observations.filter(isOfProbe) ?? []);
  });
  return makeReport(catalogue, {
    ...about,
    startedAt: sameCheck?.startedAt ?? timeText(begin),
    finishedAt: sameCheck?.finishedAt ?? timeText(Math.max(...ends)),
    observations,
    certificates: { ...sameCheck?.certificates, ...reader.table },
  });
}

function timeText(ms: number): string {
  return new Date(Number.isFinite(ms) ? Math.round(ms) : 0).toISOString();
}
