/** Tests many places, some at a time, and tells of each as soon as it is known. */
import type { RawCertificate } from "../../core/certificate/read.ts";
import type { EndpointInput } from "../../core/endpoint-input.ts";
import type { Observation, Probe } from "../../core/observation.ts";
import { observationFrom, type RawObservation } from "../../core/observe.ts";
import type { Clock } from "../../platform/environment.ts";
import { observationOfError } from "../../probe/empty-observation.ts";
import type { EndpointPort } from "../../probe/port.ts";

export interface Task {
  place: EndpointInput;
  /** Without permission for the host: only whether it loads can be learned. */
  blind: boolean;
}

export interface Tested extends Task {
  seen: Observation;
  /** Milliseconds since the epoch. */
  testedAt: number;
}

export interface RunPorts extends Pick<EndpointPort, "observe" | "observeBlindly"> {
  clock: Clock;
  /** Reads a certificate and returns the SHA-256 (hex) under which it is kept. Never rejects. */
  read(raw: RawCertificate): Promise<string>;
}

export interface RunOptions {
  /** How many are tested at a time, at most. */
  concurrency: number;
  /** For each, in milliseconds. */
  limitMs: number;
  /** Ends the run: nothing is begun any more, and what had not ended is not told. */
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
      // That a test was cut short says nothing of its endpoint.
      if (signal.aborted) return;
      // The network need not wait until a chain has been read.
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

/** Why the browser gave no reason: it tells one only to those who hold permission for the host. */
function withReason(seen: RawObservation): RawObservation {
  if (seen.failure?.code !== "unknown") return seen;
  return { ...seen, failure: { ...seen.failure, code: "permission-missing" } };
}
