/** A run of tests for a component: the finished tests, updated at most once a second. */
import { useEffect, useRef, useState } from "preact/hooks";
import { certificateReader } from "../../core/certificate/read.ts";
import type { CertificateTable } from "../../core/observation.ts";
import { LIMITS } from "../../core/plan.ts";
import type { EndpointsPorts } from "./ports.ts";
import { runEndpoints, type Task, type Tested } from "./run.ts";

/** Tests at a time: enough to use the network, too few to look like an attack. */
const CONCURRENCY = 8;
/** How long results are collected before they are rendered: ms. Rendering hundreds takes time. */
const GATHER_MS = 1000;

export interface Run {
  /** Counts the runs of this page. */
  id: number;
  /** `stopped`: by the person; finished tests stay. */
  state: "running" | "done" | "stopped";
  planned: number;
  /** Finished tests, in the order of the tasks. */
  tested: readonly Tested[];
  certificates: CertificateTable;
  /** Whether a baseline loaded; null if none was requested or none has answered yet. */
  baselineLoaded: boolean | null;
}

interface EndpointRun {
  /** Null before the first run. */
  run: Run | null;
  /** `baselines`: hosts to compare with; empty if the result is known already. */
  start(tasks: readonly Task[], baselines: readonly string[]): Promise<void>;
  stop(): void;
}

export function useRun({ probe, clock }: Pick<EndpointsPorts, "probe" | "clock">): EndpointRun {
  const [run, setRun] = useState<Run | null>(null);
  const current = useRef<AbortController | null>(null);
  const started = useRef(0);
  useEffect(() => () => current.current?.abort(), []);

  const start = async (tasks: readonly Task[], baselines: readonly string[]) => {
    current.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    current.current = controller;
    const id = ++started.current;
    const reader = certificateReader();
    const results: (Tested | undefined)[] = tasks.map(() => undefined);
    let baselineLoaded: boolean | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (state: Run["state"]) => {
      clearTimeout(timer);
      timer = undefined;
      if (current.current !== controller) return;
      const tested = results.filter((each) => each !== undefined);
      const certificates = reader.table;
      setRun({ id, state, planned: tasks.length, tested, certificates, baselineLoaded });
    };
    const showSoon = () => (timer ??= setTimeout(() => show("running"), GATHER_MS));
    signal.addEventListener("abort", () => show("stopped"));
    show("running");
    await probe.prepare().catch(() => undefined);
    const options = { concurrency: CONCURRENCY, limitMs: LIMITS.probeMs, signal };
    const compare = async (url: string) => {
      const asked = { kind: "baseline", root: null, url } as const;
      const seen = await probe.observeBlindly(asked, LIMITS.probeMs, signal).catch(() => null);
      baselineLoaded = baselineLoaded === true || seen?.outcome === "loaded";
    };
    await Promise.all([
      ...baselines.map(compare),
      runEndpoints(tasks, { ...probe, read: reader.read, clock }, options, (index, tested) => {
        results[index] = tested;
        showSoon();
      }),
    ]);
    if (!signal.aborted) show("done");
  };
  return { run, start, stop: () => current.current?.abort() };
}
