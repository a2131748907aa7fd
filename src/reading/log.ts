/** A browser's own log, read as a check. */
import type { Catalogue } from "../core/catalogue.ts";
import { planCheck, type PlannedProbe } from "../core/plan.ts";
import type { BrowserInfo, Report } from "../core/report.ts";
import { ROOT_PROGRAMMES } from "../core/vocabulary.ts";
import { readLog } from "../probe/log/read.ts";
import type { LogReading } from "../probe/log/reading.ts";
import { reportOfLog } from "../probe/log/report.ts";
import { finding } from "./findings/finding.ts";
import type { FileReading, ReadingFinding, Source } from "./model.ts";

export interface LogContext {
  catalogue: Catalogue;
  toolVersion: string;
  /** Called with the bytes that were read. */
  onBytes(bytes: number): void;
}

export type LogPart = Pick<FileReading, "log" | "report" | "findings">;

/** Null if it is no log after all. */
export async function readLogFile(
  source: Source,
  { catalogue, toolVersion, onBytes }: LogContext,
): Promise<LogPart | null> {
  const reading = await readLog(source.chunks(), wholePlan(catalogue), { progress: onBytes });
  if (!reading) return null;
  const { observations, ...log } = reading;
  const isCheck = observations.some(({ root }) => root !== null);
  const about = { id: crypto.randomUUID(), toolVersion, browser: browserOf(reading), online: true };
  const report = isCheck ? await reportOfLog(catalogue, reading, about) : null;
  return { log, report, findings: logFindings(log, report) };
}

/** Each browser asks a baseline of its own maker. */
function wholePlan(catalogue: Catalogue): PlannedProbe[] {
  const all = [null, ...ROOT_PROGRAMMES].flatMap((programme) => planCheck(catalogue, programme));
  return [...new Map(all.map((probe) => [probe.urls.join(" "), probe])).values()];
}

function logFindings(log: Omit<LogReading, "observations">, report: Report | null) {
  const found: ReadingFinding[] = [];
  if (!report) found.push(finding("log-no-hosts"));
  else found.push(finding(`log-${report.verdict.code}`, { causes: causesOf(report) }));
  if (log.cutOff) found.push(finding("log-cut-off"));
  const counted = { "log-resumed": log.resumed.length, "log-added-roots": log.added.length };
  for (const [code, count] of Object.entries(counted)) {
    if (count > 0) found.push(finding(code as keyof typeof counted, { values: [String(count)] }));
  }
  return found;
}

function causesOf({ verdict: { cause } }: Report): ReadingFinding["causes"] {
  return cause === "none" ? [] : [cause];
}

/** By how the log names systems (`base::SysInfo::OperatingSystemName` in Chromium's source). */
const SYSTEMS: [RegExp, string][] = [
  [/^Windows/, "win"],
  [/^Mac/, "mac"],
  [/^Android/, "android"],
  [/^(?:CrOS|Chrome ?OS)/i, "cros"],
];

/** The log may come from another machine: it alone says which browser it was. */
function browserOf({ browser: { name, version, os } }: LogReading): BrowserInfo {
  return {
    family: "chromium",
    programme: name === "Microsoft Edge" ? "microsoft" : "chrome",
    name: name.replace(/^Google /, "") || "Chromium",
    version,
    os: SYSTEMS.find(([pattern]) => pattern.test(os))?.[1] ?? "linux",
    language: "en",
    managed: false,
  };
}
