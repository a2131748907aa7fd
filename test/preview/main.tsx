/** The popup in a normal tab, on made-up reports: `npm run dev`. `#name` chooses the world. */
import { render } from "preact";
import { App } from "../../popup/App.tsx";
import type { PopupPorts } from "../../popup/ports.ts";
import type { Kept } from "../../popup/state.ts";
import "../../popup/style.css";
import type { RunningCheck } from "../../src/core/checkup.ts";
import { DoorsContext } from "../../src/view/doors.ts";
import { catalogue, START, WORLDS } from "../made-up.ts";
import { doorsHere } from "./doors.ts";

const RUNNING: RunningCheck = {
  id: "made-up",
  startedAt: START,
  planned: 17,
  ended: 6,
  answered: ["amazon-root-ca-1", "amazon-root-ca-3"],
  interrupted: false,
};

const STATES: Record<string, () => Kept> = {
  checking: () => ({ running: RUNNING, report: null }),
  interrupted: () => ({ running: { ...RUNNING, interrupted: true }, report: null }),
  ...Object.fromEntries(
    Object.entries(WORLDS).map(([name, world]) => [
      name,
      () => ({ running: null, report: world() }),
    ]),
  ),
};

/** The one world that is no report. */
const TROUBLE = "trouble";
const NAMES = [...Object.keys(STATES), TROUBLE];

function portsOf(name: string): PopupPorts {
  const kept = STATES[name]?.() ?? { running: null, report: null };
  return {
    catalogue,
    read: async () => kept,
    watch: () => () => {},
    checkIfDue: async () => {
      if (name === TROUBLE) throw new Error("Could not establish connection.");
    },
    startCheck: async () => {},
    requestPermission: async () => false,
    now: () => START + 3_000,
  };
}

function show(): void {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const name = NAMES.includes(wanted) ? wanted : NAMES[0]!;
  render(
    <>
      <DoorsContext.Provider value={doorsHere}>
        <App key={name} ports={portsOf(name)} />
      </DoorsContext.Provider>
      {new URLSearchParams(location.search).has("bare") || (
        <nav style="padding: 16px">
          {NAMES.map((each) => (
            <a key={each} href={`#${encodeURIComponent(each)}`} style="margin-inline-end: 12px">
              {each}
            </a>
          ))}
        </nav>
      )}
    </>,
    document.body,
  );
}

addEventListener("hashchange", show);
show();
