/** The popup's verdict where hosts that decide nothing never answer, against the same popup where all is well, in turns. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FoundBrowser } from "../browsers/find.ts";
import { launch } from "../browsers/launch.ts";
import { POPUP, shownAs } from "../browsers/popup.ts";
import { until, type Session } from "../browsers/session.ts";
import { labExtension, labWorld } from "../browsers/stage.ts";
import { startLab } from "../lab/lab.ts";
import { median, type Figure } from "./figure.ts";
import { ADDED_DELAY_MS, forget, readTimes, WATCH } from "./pages.ts";

const SILENT = ["silent-eu", "silent-revoked", "silent-undeciding"] as const;

/** A silent check goes on after its verdict: fewer runs are enough for what once took ten seconds more. */
const MOST_RUNS = 10;

export async function silentFigures(found: FoundBrowser, runs: number): Promise<Figure[]> {
  const { authority } = await labWorld();
  const directory = mkdtempSync(join(tmpdir(), "trust-ready-bench-"));
  const lab = await startLab("ready", { authority, addedDelayMs: ADDED_DELAY_MS });
  try {
    cpSync(await labExtension(found.family), directory, { recursive: true });
    writeFileSync(join(directory, "watch.js"), WATCH);
    const popup = readFileSync(join(directory, POPUP), "utf8");
    const watched = popup.replace("<head>", '<head><script src="/watch.js"></script>');
    writeFileSync(join(directory, POPUP), watched);
    const session = await launch(found, { extensionDir: directory, lab, unwatched: true });
    try {
      const names = ["ready", ...SILENT];
      const times = new Map(names.map((name) => [name, [] as number[]]));
      for (let run = -1; run < Math.min(runs, MOST_RUNS); run += 1) {
        for (const name of names) {
          await lab.become(name);
          const verdictMs = await timeOfVerdict(session);
          if (run >= 0) times.get(name)!.push(verdictMs);
        }
      }
      const ready = median(times.get("ready")!);
      return SILENT.map((name): Figure => {
        const ours = median(times.get(name)!);
        return {
          what: `${found.family}: click to verdict in ${name}, against ready`,
          measured: ours / ready,
          reach: 1.2,
          unit: "×",
          note: `medians of ${times.get(name)!.length}: ${ours.toFixed(0)} to ${ready.toFixed(0)} ms`,
        };
      });
    } finally {
      await session.close();
    }
  } finally {
    await lab.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function timeOfVerdict(session: Session): Promise<number> {
  const opened = await session.openPage(POPUP, { width: 400, height: 600 });
  try {
    const [verdictMs] = await until("a verdict", () => readTimes(opened, true), 30_000);
    await shownAs(opened, "done");
    await forget(opened);
    return verdictMs;
  } finally {
    await opened.close();
  }
}
