/** Lets Chromium write its own log, and reads it. */
import { createReadStream } from "node:fs";
import path from "node:path";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { planCheck } from "../../src/core/plan.ts";
import type { Report } from "../../src/core/report.ts";
import type { RootProgramme } from "../../src/core/vocabulary.ts";
import { openLog, type LogPart } from "../../src/probe/log/read.ts";
import { reportOfLog } from "../../src/probe/log/report.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";

export interface BrowserLog {
  /** For `LaunchOptions.extraArgs`. */
  args: string[];
  file: string;
  /** Only after the browser has ended is its log whole. Throws where it has written none. */
  open(catalogue: Catalogue, programme: RootProgramme): Promise<OpenedLog>;
  /** Deletes the log, which names every address that the browser visited. */
  remove(): void;
}

/** What the log says of a check that it recorded: the last, or the one in a part of it. */
export type OpenedLog = (checked: Report, part?: LogPart) => Promise<Report>;

/** A log in a directory of its own, which is gone when the process ends. */
export function startLog(): BrowserLog {
  const { directory, remove } = temporaryDirectory("trust-ready-log-");
  const file = path.join(directory, "log.json");
  return {
    args: [`--log-net-log=${file}`],
    file,
    async open(catalogue, programme) {
      const read = await openLog(createReadStream(file), planCheck(catalogue, programme));
      if (!read) throw new Error("The browser has written no log that can be read");
      return async (checked, part) => {
        const { id, tool, browser, online } = checked;
        const about = { id, toolVersion: tool.version, browser, online };
        return reportOfLog(catalogue, await read(part), about, checked);
      };
    },
    remove,
  };
}
