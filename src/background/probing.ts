/** Asks the probes of one check, in two waves, each probe for as long as it may still change the result. */
import { evidenceOf, evidenceOn } from "../core/evidence.ts";
import { cutShort } from "../core/failure.ts";
import { limitFor, SECOND_WAVE_MS } from "../core/limits.ts";
import type { Observation, Probe } from "../core/observation.ts";
import { observationFrom, type RawObservation } from "../core/observe.ts";
import {
  inWaves,
  LIMITS,
  wantsFreshLook,
  wantsOlderName,
  type PlannedProbe,
} from "../core/plan.ts";
import type { Clock } from "../platform/environment.ts";
import { failedObservation, observationOfError } from "../probe/empty-observation.ts";
import type { ProbePort } from "../probe/port.ts";

interface ProbingInput {
  probe: ProbePort;
  clock: Clock;
  plan: readonly PlannedProbe[];
  /** Ids of the roots that decide. */
  deciding: ReadonlySet<string>;
  /** Whether the browser lets us see more than that a page loaded. */
  permitted: boolean;
  /** When the check began, by `clock`. */
  startedTicks: number;
  /** Ends the whole check. */
  bound: AbortSignal;
  read: Parameters<typeof observationFrom>[2];
}

interface OpenProbe {
  cut: AbortController;
  /** When its last name was asked; null before. */
  askedTicks: number | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Probing {
  /** Of all names that have been asked, in the order of their answers. */
  readonly observations: Observation[] = [];
  readonly #input: ProbingInput;
  readonly #open: Map<PlannedProbe, OpenProbe>;
  readonly #lookedAgain = new Set<string>();
  #isDecided = false;
  #startSecondWave = () => {};

  constructor(input: ProbingInput) {
    this.#input = input;
    this.#open = new Map(
      input.plan.map((planned) => {
        return [planned, { cut: new AbortController(), askedTicks: null, timer: undefined }];
      }),
    );
  }

  /** All probes that have not ended, asked or not. */
  open(): Set<PlannedProbe> {
    return new Set(this.#open.keys());
  }

  /** Resolves when all probes have ended; calls `onEnded` after each. */
  async run(onEnded: (planned: PlannedProbe) => void): Promise<void> {
    const [first, second] = inWaves(this.#input.plan, this.#input.deciding);
    const askAll = (wave: readonly PlannedProbe[]) =>
      Promise.all(
        wave.map(async (planned) => {
          await this.#observe(planned);
          await this.#lookAgain(planned);
          onEnded(planned);
          this.#limitOpen();
        }),
      );
    const turn = new Promise<void>((resolve) => (this.#startSecondWave = resolve));
    const timer = setTimeout(this.#startSecondWave, SECOND_WAVE_MS);
    const askFirst = async () => {
      await askAll(first);
      if (!this.#isDecided) this.#startSecondWave();
    };
    const askSecond = async () => {
      await turn;
      await askAll(second);
    };
    try {
      await Promise.all([askFirst(), askSecond()]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Call it once the result is certain: then no probe needs its full time. */
  decided(): void {
    this.#isDecided = true;
  }

  cutShort(): void {
    for (const { cut } of this.#open.values()) cut.abort();
    this.#startSecondWave();
  }

  async #observe(planned: PlannedProbe): Promise<void> {
    const { urls, ...rest } = planned;
    const state = this.#open.get(planned)!;
    const signal = AbortSignal.any([this.#input.bound, state.cut.signal]);
    for (const url of urls) {
      state.askedTicks = this.#input.clock.ticks();
      if (url !== urls[0]) this.#limitOpen();
      const seen = await this.#ask({ ...rest, url }, signal);
      if (seen?.failure?.code === "timeout" && state.cut.signal.aborted)
        seen.failure = cutShort(seen.durationMs);
      if (!seen || !wantsOlderName(seen)) break;
    }
    clearTimeout(state.timer);
    this.#open.delete(planned);
  }

  /** Asks a valid host by another name, once, if its control contradicts it. */
  async #lookAgain({ root }: PlannedProbe): Promise<void> {
    if (root === null || this.#lookedAgain.has(root)) return;
    if (!wantsFreshLook(evidenceOn(root, evidenceOf(this.observations)))) return;
    this.#lookedAgain.add(root);
    const { plan, bound } = this.#input;
    const valid = plan.find((planned) => planned.kind === "valid" && planned.root === root);
    const url = valid?.urls.find((each) => this.observations.every((seen) => seen.url !== each));
    if (url) await this.#ask({ kind: "valid", root, url }, bound);
  }

  /** Null if no time is left. */
  async #ask(asked: Probe, signal: AbortSignal): Promise<Observation | null> {
    const { clock, startedTicks, permitted, bound, read } = this.#input;
    const startedMs = clock.ticks() - startedTicks;
    const limitMs = Math.min(LIMITS.probeMs, LIMITS.checkMs - startedMs);
    if (limitMs <= 0 || bound.aborted) return null;
    const raw = signal.aborted
      ? failedObservation(asked, 0, cutShort(0))
      : permitted || asked.kind === "baseline"
        ? await this.#observeSafely(asked, limitMs, signal)
        : observationWithoutPermission(asked);
    const observation = await observationFrom(raw, startedMs, read);
    this.observations.push(observation);
    return observation;
  }

  /** An unexpected error of one probe must not cost the others. */
  async #observeSafely(
    asked: Probe,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<RawObservation> {
    const { probe, clock } = this.#input;
    const since = clock.ticks();
    try {
      return await probe.observe(asked, limitMs, signal);
    } catch (error) {
      return observationOfError(asked, clock.ticks() - since, error);
    }
  }

  /** Ends open probes once they have had the time that their siblings' answers leave them. */
  #limitOpen(): void {
    const { clock, deciding } = this.#input;
    const sofar = {
      deciding,
      observations: this.observations,
      open: [...this.#open.keys()],
      isDecided: this.#isDecided,
    };
    for (const [planned, state] of this.#open) {
      clearTimeout(state.timer);
      const limitMs = limitFor(planned, sofar);
      if (state.askedTicks === null || limitMs >= LIMITS.probeMs) continue;
      const leftMs = limitMs - (clock.ticks() - state.askedTicks);
      state.timer = setTimeout(() => state.cut.abort(), Math.max(0, leftMs));
    }
  }
}

function observationWithoutPermission(probe: Probe): RawObservation {
  const raw = "permissions.contains: false";
  return failedObservation(probe, 0, { code: "permission-missing", raw, symbol: null });
}
