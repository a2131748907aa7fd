/** Starts checks, one at a time. */
import { isRecent } from "../core/age.ts";
import { isInterrupted, REPORT_FRESH_MS } from "../core/running-check.ts";
import { hasUnusedNames } from "../core/unused-names.ts";
import type { Calls } from "../platform/calls.ts";
import type { CheckupPorts } from "./ports.ts";
import { prepareCheck, runCheck, type Check, type Prepared } from "./run-check.ts";

export interface Checkup extends Pick<Calls, "checkIfDue" | "startCheck" | "checkForLog"> {
  /** Starts at once; resolves when a check that an earlier worker left unfinished is marked as interrupted. */
  recover(): Promise<void>;
  /** Resolves when no check of this background runs. */
  untilIdle(): Promise<void>;
}

/** Runs at most one check at a time: callers share the one under way. */
export function createCheckup(ports: CheckupPorts): Checkup {
  const { store, clock } = ports;
  let current: Check | null = null;
  const underWay = (): Check | null => current;

  const startCheck = async () => startWith(prepareCheck(ports));
  const startWith = async (prepared: Promise<Prepared>) => {
    await recovered;
    const before = current;
    if (before?.isDecided()) {
      // Its result is on the screen: who asks now wants another, such as after granting the permission.
      before.cutShort();
      await before.ended.catch(() => undefined);
      if (current === before) current = null;
    }
    await start(new Set(), prepared);
  };
  const start = async (used: ReadonlySet<string>, prepared: Promise<Prepared>) => {
    if (!current) {
      const check = runCheck(ports, used, prepared);
      current = check;
      void check.ended
        .catch(() => undefined)
        .finally(() => {
          if (current === check) current = null;
        });
    }
    await current.begun;
  };
  const recover = async () => {
    const left = await store.running();
    if (left && !left.interrupted) await store.setRunning({ ...left, interrupted: true });
  };
  const recovered = recover().catch(() => undefined);
  const untilIdle = async () => {
    await current?.ended.catch(() => undefined);
  };

  return {
    startCheck,
    recover: () => recovered,
    untilIdle,
    async checkForLog() {
      await recovered;
      // The names of a check under way are asked already.
      await untilIdle();
      const used = new Set(await store.askedNames());
      if (!hasUnusedNames(ports.catalogue, used)) return false;
      await start(used, prepareCheck(ports));
      return true;
    },
    async checkIfDue() {
      const before = underWay();
      if (before) return before.begun;
      // At once, because a check that is due waits for it.
      const prepared = prepareCheck(ports);
      await recovered;
      const meanwhile = underWay();
      if (meanwhile) return meanwhile.begun;
      const [left, report] = await Promise.all([store.running(), store.report()]);
      if (left && isInterrupted(left, clock.now())) return;
      if (!report || !isRecent(report, clock.now(), REPORT_FRESH_MS)) await startWith(prepared);
    },
  };
}
