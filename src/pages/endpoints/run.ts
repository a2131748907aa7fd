/** Tests many places, some at a time, and reports each result at once. */
import type { RawCertificate } from "../../core/certificate/read.ts";
import type { EndpointInput } from "../../core/endpoint-input.ts";
import type { Observation, Probe } from "../../core/observation.ts";
import { observationFrom, type RawObservation } from "../../core/observe.ts";
import type { Clock } from "../../platform/environment.ts";
import { observationOfError } from "../../probe/empty-observation.ts";
import type { EndpointPort } from "../../probe/port.ts";

export interface Task {
  place: EndpointInput;
  /** No permission for the host: the test shows only whether it loads. */
  blind: boolean;
}

export interface Tested extends Task {
  seen: Observation;
  /** Milliseconds since the epoch. */
  testedAt: number;
}

export interface RunPorts extends Pick<EndpointPort, "observe" | "observeBlindly"> {
  clock: Clock;
  /** Stores a certificate and returns its SHA-256 (hex). Never rejects. */
  read(raw: RawCertificate): Promise<string>;
}

export interface RunOptions {
  /** Most tests at a time. */
  concurrency: number;
  /** Time limit of each test: ms. */
  limitMs: number;
  /** Ends the run: no test starts any more, and unfinished tests are not reported. */
  signal: AbortSignal;
}

/** Begins the tasks in their order and calls `tell` with a task's index when it has ended. Never rejects. */
export async function runEndpoints(
  tasks: readonly Task[],
  ports: RunPorts,
  { concurrency, limitMs, signal }: RunOptions,
  tell: (index: number, tested: Tested) => void,
): Promise<void> {
  const { clock } = ports;
  const startedTicks = clock.ticks();
  let next = 0;
  const reading: Promise<void>[] = [];
  const read = async (index: number, raw: RawObservation, startedMs: number, testedAt: number) => {
    const seen = await observationFrom(raw, startedMs, ports.read);
    if (signal.aborted) return;
    tell(index, { ...tasks[index]!, seen, testedAt });
  };
  const work = async () => {
    while (next < tasks.length && !signal.aborted) {
      const index = next++;
      const startedMs = clock.ticks() - startedTicks;
      const raw = await ask(tasks[index]!, ports, limitMs, signal);
      // A test that was aborted says nothing about its endpoint.
      if (signal.aborted) return;
      // Start the next test without waiting until the chain is read.
      reading.push(read(index, raw, startedMs, clock.now()));
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, tasks.length) }, work));
  await Promise.all(reading);
}

async function ask(
  { place, blind }: Task,
  { observe, observeBlindly, clock }: RunPorts,
  limitMs: number,
  signal: AbortSignal,
): Promise<RawObservation> {
  const probe: Probe = { kind: "endpoint", root: null, url: place.url };
  const startedTicks = clock.ticks();
  try {
    const seen = await (blind ? observeBlindly : observe)(probe, limitMs, signal);
    return blind ? withReason(seen) : seen;
  } catch (error) {
    return observationOfError(probe, clock.ticks() - startedTicks, error);
  }
}

/** Browsers report the reason of a failure only for hosts with permission. */
function withReason(seen: RawObservation): RawObservation {
  if (seen.failure?.code !== "unknown") return seen;
  return { ...seen, failure: { ...seen.failure, code: "permission-missing" } };
}
