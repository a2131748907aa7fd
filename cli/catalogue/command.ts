/** The command `npm run catalogue`, apart from the process that it runs in. */
import type { WantedService } from "../../build/botocore.ts";
import { readJson } from "../../build/files.ts";
import { readRootFiles } from "../../build/root-files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { SERVICES } from "../../src/core/endpoints.ts";
import { PARTITIONS } from "../../src/core/partitions.ts";
import { visible } from "../../src/report-text/untrusted-text.ts";
import { parseOptions } from "../options.ts";
import { dayOf } from "./certificate.ts";
import type { Difference } from "./difference.ts";
import { compareWith, type Comparison, type Ours } from "./sources.ts";

/** Where its output goes. */
export interface Streams {
  out(text: string): void;
  error(text: string): void;
}

/** Exit code. */
const UNREADABLE = 2;

const USAGE = `npm run catalogue -- [options] FILE…

  FILE               recognised by its content: a report of CCADB (CSV), Chrome's root_store.textproto or .md,
                     Mozilla's certdata.txt, Java's cacerts, botocore's endpoints.json, partitions.json, or the
                     directory that holds both
  --json             print one line of JSON per file
  --at YYYY-MM-DD    judge on this day instead of today

Exit code: 0 nothing has to change, 1 something has (alarm or change), 2 a file could not be read.
`;

/** Returns the exit code. */
export async function catalogueCommand(args: string[], streams: Streams): Promise<number> {
  try {
    return await compareFiles(args, streams);
  } catch (error) {
    streams.error(`${(error as Error).message}\n`);
    return UNREADABLE;
  }
}

async function compareFiles(args: string[], { out, error }: Streams): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help) {
    out(USAGE);
    return 0;
  }
  if (!positionals.length) throw new Error(USAGE);
  const at = values.at === undefined ? Date.now() : Date.parse(values.at);
  if (Number.isNaN(at)) throw new Error(`--at takes a day such as 2026-11-30, not "${values.at}"`);
  const ours = readOurs(dayOf(at));
  let code = 0;
  for (const path of positionals) {
    try {
      const comparison = await compareWith(path, ours);
      const mustChange = comparison.differences.some(({ severity }) => severity !== "note");
      code = Math.max(code, mustChange ? 1 : 0);
      out(values.json ? json(path, comparison) : text(path, comparison));
    } catch (fault) {
      code = UNREADABLE;
      error(`${visible(path)}: ${visible((fault as Error).message)}\n`);
    }
  }
  return code;
}

function readOurs(today: string): Ours {
  const { roots, others } = readRootFiles();
  return {
    catalogue: readJson<Catalogue>("src/core/catalogue.json"),
    rootFiles: [...roots, ...others],
    partitions: PARTITIONS,
    services: SERVICES,
    wanted: readJson<{ services: WantedService[] }>("build/endpoint-services.json").services,
    today,
  };
}

function parse(args: string[]) {
  const options = {
    json: { type: "boolean", default: false },
    at: { type: "string" },
    help: { type: "boolean" },
  } as const;
  return parseOptions(args, options, USAGE);
}

function json(file: string, { source, differences }: Comparison): string {
  return `${JSON.stringify({ file, source, differences })}\n`;
}

function text(path: string, { source, differences }: Comparison): string {
  const lines = differences.map(line);
  const end = lines.length ? lines : ["  nothing has changed"];
  return `${[`${visible(path)}: ${visible(source)}`, ...end].join("\n")}\n`;
}

function line({ severity, message, file }: Difference): string {
  return `  ${severity.padEnd(6)}  ${visible(message)} (${file})`;
}
