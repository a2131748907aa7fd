/**
 * Popup, report page and guide in a normal tab, on made-up reports: `npm run dev`. `?page=` chooses which;
 * `#name` the world (for the guide: the topic, and `?world=` the world).
 */
import { render } from "preact";
import { App } from "../../popup/App.tsx";
import type { RunningCheck } from "../../src/core/checkup.ts";
import { summaryOf } from "../../src/core/summary.ts";
import { machineOf } from "../../src/guidance/situation.ts";
import { Guide } from "../../src/pages/guide/Guide.tsx";
import { ReportPage } from "../../src/pages/report/ReportPage.tsx";
import { DoorsContext } from "../../src/view/doors.ts";
import type { CheckPorts } from "../../src/view/ports.ts";
import type { Kept } from "../../src/view/screen.ts";
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

function portsOf(name: string): CheckPorts {
  const kept = STATES[name]?.() ?? { running: null, report: null };
  return {
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

/** A made-up past: every world was once so, an hour apart. */
const PAST = Object.values(WORLDS).map((world, index) => ({
  ...summaryOf(world()),
  id: `past-${index}`,
  finishedAt: new Date(START - index * 3_600_000).toISOString(),
}));

const historyPorts = {
  readHistory: async () => PAST,
  watchHistory: () => () => {},
  clearHistory: async () => {},
  print: () => window.print(),
};

const query = new URLSearchParams(location.search);
const page = query.get("page") ?? "popup";
await (page === "popup"
  ? import("../../popup/style.css")
  : page === "guide"
    ? import("../../src/pages/guide/style.css")
    : import("../../src/pages/report/style.css"));

function view(name: string) {
  if (page === "report") {
    return <ReportPage key={name} ports={{ catalogue, ...portsOf(name), ...historyPorts }} />;
  }
  if (page !== "guide") return <App key={name} ports={{ catalogue, ...portsOf(name) }} />;
  const report = Object.values(WORLDS)[0]!();
  const chosen = WORLDS[query.get("world") ?? ""]?.() ?? report;
  return <Guide catalogue={catalogue} report={chosen} machine={machineOf(chosen.browser)} />;
}

function show(): void {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const name = NAMES.includes(wanted) ? wanted : NAMES[0]!;
  render(
    <>
      <DoorsContext.Provider value={doorsHere}>{view(name)}</DoorsContext.Provider>
      {query.has("bare") || (
        <nav style="padding: 16px">
          {["popup", "report", "guide"].map((each) => (
            <a key={each} href={`?page=${each}`} style="margin-inline-end: 12px">
              <b>{each}</b>
            </a>
          ))}
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
