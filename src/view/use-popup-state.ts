/** Follows storage, the background's answers and the clock, and says which screen they make. */
import { useCallback, useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { CheckPorts } from "./check-ports.ts";
import {
  popupState,
  type BackgroundAnswer,
  type StoredCheckState,
  type PopupState,
} from "./popup-state.ts";

const NOTHING: StoredCheckState = { running: null, report: null };
const TICK_MS = 1_000;

interface Live {
  screen: PopupState;
  /** Milliseconds since the epoch. */
  now: number;
  /** Starts a check, and shows at once that it did. */
  startCheck(): Promise<void>;
  /** Asks the person for the missing permission, and starts a check where it is given. */
  grant(): Promise<void>;
}

export function usePopupState(ports: CheckPorts): Live {
  useTick();
  const [kept, setKept] = useState<StoredCheckState | null>(null);
  const [asked, setAsked] = useState<BackgroundAnswer>(() => question(ports));
  /** Every change that storage told of: what is read meanwhile may be older. */
  const changes = useRef<Partial<StoredCheckState>[]>([]);
  /** Counts the questions: only what belongs to the last one is shown. */
  const turn = useRef(0);

  const read = useCallback(
    async (mine: number) => {
      const known = changes.current.length;
      const found = await ports.read();
      if (mine !== turn.current) return;
      setKept(Object.assign({}, found, ...changes.current.slice(known)));
    },
    [ports],
  );

  const ask = useCallback(
    async (call: () => Promise<void>) => {
      const mine = ++turn.current;
      const answer = (change: Partial<BackgroundAnswer>) => {
        if (mine === turn.current) setAsked((before) => ({ ...before, ...change }));
      };
      setAsked(question(ports));
      try {
        await call();
        await read(mine);
        answer({ answered: true });
      } catch (error) {
        answer({ trouble: error instanceof Error ? error.message : String(error) });
      }
    },
    [ports, read],
  );

  useEffect(() => {
    const stop = ports.watch((change) => {
      changes.current.push(change);
      setKept((before) => ({ ...(before ?? NOTHING), ...change }));
    });
    void ask(ports.checkIfDue);
    // A fresh report is shown without waiting until the background has woken up.
    read(turn.current).catch(() => undefined);
    return stop;
  }, [ports, ask, read]);

  const startCheck = () => {
    setKept(null);
    return ask(ports.startCheck);
  };
  const grant = async () => {
    // BackgroundAnswer first: the browser wants a person's press right behind the question.
    const given = await ports.requestPermission().catch(() => false);
    if (given) await startCheck();
  };
  const now = ports.now();
  return { screen: popupState(kept, asked, now), now, startCheck, grant };
}

function question(ports: CheckPorts): BackgroundAnswer {
  return { at: ports.now(), answered: false, trouble: null };
}

/** Renders anew each second, so that ages and time limits stay true. */
function useTick(): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, []);
}
