/** Derives the state of popup and report page from storage, the background's answers and the clock. */
import { useCallback, useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { CheckPorts } from "./check-ports.ts";
import {
  popupState,
  type BackgroundAnswer,
  type StoredCheckState,
  type PopupState,
} from "./popup-state.ts";

const NOTHING_STORED: StoredCheckState = { running: null, report: null };
const TICK_MS = 1_000;

interface LiveState {
  current: PopupState;
  /** Milliseconds since the epoch. */
  now: number;
  /** Starts a check and shows it at once. */
  startCheck(): Promise<void>;
  /** Asks the person for the missing permission and starts a check if they give it. */
  grant(): Promise<void>;
}

export function usePopupState(ports: CheckPorts): LiveState {
  useTick();
  const [stored, setStored] = useState<StoredCheckState | null>(null);
  const [answer, setAnswer] = useState<BackgroundAnswer>(() => question(ports));
  /** Every change that storage reported: a read that began earlier may return older values. */
  const changes = useRef<Partial<StoredCheckState>[]>([]);
  /** Number of the last call to the background: answers to earlier calls are dropped. */
  const turn = useRef(0);

  const read = useCallback(
    async (mine: number) => {
      const known = changes.current.length;
      const found = await ports.read();
      if (mine !== turn.current) return;
      setStored(Object.assign({}, found, ...changes.current.slice(known)));
    },
    [ports],
  );

  const ask = useCallback(
    async (call: () => Promise<void>) => {
      const mine = ++turn.current;
      const update = (change: Partial<BackgroundAnswer>) => {
        if (mine === turn.current) setAnswer((before) => ({ ...before, ...change }));
      };
      setAnswer(question(ports));
      try {
        await call();
        await read(mine);
        update({ answered: true });
      } catch (error) {
        update({ trouble: error instanceof Error ? error.message : String(error) });
      }
    },
    [ports, read],
  );

  useEffect(() => {
    const stop = ports.watch((change) => {
      changes.current.push(change);
      setStored((before) => ({ ...(before ?? NOTHING_STORED), ...change }));
    });
    void ask(ports.checkIfDue);
    // Show a fresh report without waiting for the background to start.
    read(turn.current).catch(() => undefined);
    return stop;
  }, [ports, ask, read]);

  const startCheck = () => {
    setStored(null);
    return ask(ports.startCheck);
  };
  const grant = async () => {
    // First: the browser allows the prompt only directly after a click.
    const given = await ports.requestPermission().catch(() => false);
    if (given) await startCheck();
  };
  const now = ports.now();
  return { current: popupState(stored, answer, now), now, startCheck, grant };
}

function question(ports: CheckPorts): BackgroundAnswer {
  return { at: ports.now(), answered: false, trouble: null };
}

/** Renders again each second, so that ages and time limits stay right. */
function useTick(): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
}
