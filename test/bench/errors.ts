/** The reader of error lines on a long log, against reading the same file line by line, in turns. */
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readErrorText } from "../../src/guidance/error-reader/read.ts";
import { median, type Figure } from "./figure.ts";

const SIZE = 50_000_000;
const ERROR = "curl: (60) SSL certificate problem: unable to get local issuer certificate\n";

const ordinary = Array.from(
  { length: 400 },
  (_, index) =>
    `2026-11-24T06:25:${String(index % 60).padStart(2, "0")}Z app[${index}]: INFO request ${index * 7919} from ` +
    `10.0.${index % 256}.4 done in ${index % 90} ms path=/api/v1/items/${index} status=200 connection=keep-alive\n`,
).join("");

/** The ratio of times for a log of 50 MB with one error at its end. */
export async function errorFigures(runs: number): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), "trust-ready-bench-"));
  const file = join(directory, "long.log");
  try {
    writeFileSync(file, ordinary.repeat(Math.ceil(SIZE / ordinary.length)) + ERROR);
    return [await measure(file, runs)];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(file: string, runs: number): Promise<Figure> {
  const ours: number[] = [];
  const bare: number[] = [];
  // One round for warming up, which is not counted.
  for (let run = -1; run < runs; run += 1) {
    const lines = await timeOf(() => countLines(file));
    const errors = await timeOf(() => {
      const { findings } = readErrorText(new TextDecoder().decode(readFileSync(file)));
      if (findings.length !== 1) throw new Error(`${findings.length} findings instead of one`);
    });
    if (run < 0) continue;
    bare.push(lines);
    ours.push(errors);
  }
  const [one, other] = [median(ours), median(bare)];
  return {
    what: "errors found in a log of 50 MB, against reading it line by line",
    measured: one / other,
    reach: 3,
    unit: "×",
    note: `medians of ${runs}: ${one.toFixed(0)} to ${other.toFixed(0)} ms`,
  };
}

/** Time of the processor in ms: other programs on this machine do not count. */
async function timeOf(work: () => unknown): Promise<number> {
  const started = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

async function countLines(file: string): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(file) }))
    count += Math.min(1, line.length);
  return count;
}
