/** Reading a browser's log of 50 MB, against JSON.parse of the same text. */
import { readFileSync } from "node:fs";
import { planCheck } from "../../src/core/plan.ts";
import { readLog } from "../../src/probe/log/read.ts";
import { builtIn } from "../browsers/stage.ts";
import { median, type Figure } from "./figure.ts";

const BYTES = 50_000_000;
const CHUNK = 65_536;

/** The events of a real log, over and over, among events of other sites, as in a log of some hours. */
function longLog(): string {
  const text = readFileSync(
    new URL("../probe/log/logs/chromium-156.netlog", import.meta.url),
    "utf8",
  );
  const [head, ...rest] = text.split('"events": [\n') as [string, string];
  const events = rest.join("").slice(0, rest.join("").lastIndexOf("],"));
  const others = events
    .replaceAll("amazontrust.com", "site.example")
    .replaceAll("www.amazon.com", "www.site.example");
  const parts = [events];
  for (let length = events.length; length < BYTES; length += others.length) parts.push(others);
  return `${head}"events": [\n${parts.join(",\n")}],\n"polledData": []\n}\n`;
}

async function* chunksOf(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

export async function logFigures(runs: number): Promise<Figure[]> {
  const bytes = new TextEncoder().encode(longLog());
  const plan = planCheck(builtIn, "chrome");
  const ratios: number[] = [];
  for (let run = 0; run < Math.min(runs, 10); run += 1) {
    const start = performance.now();
    const reading = await readLog(chunksOf(bytes), plan);
    const read = performance.now();
    JSON.parse(new TextDecoder().decode(bytes));
    const parsed = performance.now();
    if (!reading?.observations.length) throw new Error("the log was not read");
    ratios.push((read - start) / (parsed - read));
  }
  return [
    {
      what: "a log of 50 MB, against JSON.parse of the same file",
      measured: median(ratios),
      reach: 2,
      unit: "×",
      note: `${ratios.length} runs, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
    },
  ];
}
