/**
 * The popup and every page in a normal tab, on made-up reports: `npm run dev`. `?page=` chooses which; `#name`
 * the world, and where a page has parts, the part (`?world=` is the world then). `?managed` plays an
 * organisation that sets some things, `?console` a console page in view, `?phone` a browser without a toolbar to
 * pin an icon to, `?longer` a language whose words are a third longer, `?rtl` one that is written from right to
 * left, `?bare` leaves out the links between previews.
 */
import rootFiles from "virtual:root-files";
import { render, type ComponentChild } from "preact";
import { App } from "../../popup/App.tsx";
import type { RunningCheck } from "../../src/core/running-check.ts";
import { summaryOf } from "../../src/core/summary.ts";
import type { Settings } from "../../src/core/default-settings.ts";
import type { PageName } from "../../src/core/pages.ts";
import { effectiveSettings } from "../../src/core/settings.ts";
import { machineOf } from "../../src/guidance/situation.ts";
import { Guide } from "../../src/pages/guide/Guide.tsx";
import { Desk } from "../../src/pages/desk/Desk.tsx";
import { PARTS } from "../../src/pages/desk/part.ts";
import { saveFile } from "../../src/platform/environment.ts";
import { EndpointsPage } from "../../src/pages/endpoints/EndpointsPage.tsx";
import { OptionsPage, type OptionsPorts } from "../../src/pages/options/OptionsPage.tsx";
import { ReadPage } from "../../src/pages/read/ReadPage.tsx";
import { ReportPage } from "../../src/pages/report/ReportPage.tsx";
import { TOPICS } from "../../src/guidance/repair-cases.ts";
import { reportForAdministrator } from "../../src/report-text/administrator-text.ts";
import { ViewProvider } from "../../src/view/view-context.ts";
import type { CheckPorts } from "../../src/view/check-ports.ts";
import type { StoredCheckState } from "../../src/view/popup-state.ts";
import {
  catalogue,
  consoleOf,
  firstRunOf,
  seenPage,
  settingsOf,
  START,
  WORLDS,
} from "../made-up.ts";
import { FIRST_RUN_STATES, popupStateIn } from "./first-run.ts";
import { readPorts, reachReadState } from "./read.ts";
import { READ_STATES } from "./read-states.ts";
import { ENDPOINT_STATES, endpointStatePorts, reachEndpointState, shown } from "./endpoints.ts";
import { longerView, viewHere } from "./view-context.ts";

const RUNNING: RunningCheck = {
  id: "made-up",
  startedAt: START,
  planned: 17,
  ended: 6,
  answered: ["amazon-root-ca-1", "amazon-root-ca-3"],
  interrupted: false,
};

/** The EU roots' hosts are still open. */
function early(): NonNullable<RunningCheck["early"]> {
  const report = WORLDS["ready, anchors seen"]!();
  const settled = report.roots.flatMap(({ id }) => (id.includes("root-eu") ? [] : [id]));
  return { report, settled };
}

const STATES: Record<string, () => StoredCheckState> = {
  checking: () => ({ running: RUNNING, report: null }),
  decided: () => ({ running: { ...RUNNING, early: early() }, report: null }),
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

/** What a made-up organisation sets, some of it wrongly. */
const MANAGED = {
  supportName: "IT Service Desk",
  supportEmail: "help@example.com",
  supportPhone: "+1 206 555 0100",
  supportUrl: "https://desk.example.com/new?code={code}&cause={cause}",
  approvedInspectors: ["no key"],
  hiddenSections: ["history"],
} as unknown as Partial<Settings>;

/** A made-up past: every world was once so, an hour apart. */
const PAST = Object.values(WORLDS).map((world, index) => ({
  ...summaryOf(world()),
  id: `past-${index}`,
  finishedAt: new Date(START - index * 3_600_000).toISOString(),
}));

const query = new URLSearchParams(location.search);

const settings = settingsOf({
  ...(query.has("managed") ? MANAGED : {}),
  ...(query.has("console") ? { watchConsole: true } : {}),
});

const consolePorts = consoleOf(
  query.has("managed") || query.has("console"),
  query.has("console") ? seenPage() : null,
);

const optionsPorts: OptionsPorts = {
  console: consolePorts,
  release: async () => {},
  read: async () =>
    effectiveSettings(query.has("managed") ? MANAGED : {}, {
      supportPhone: "none",
      baseline: "a b",
      endpoints: ["intranet.example.com", "http://b.example"],
    }),
  watch: () => () => {},
  save: async () => {},
  reset: async () => {},
  removeInvalidSettings: async () => {},
};

const save = (name: string, type: string, text: string) => console.info(name, type, text);

const reportPorts = {
  history: { read: async () => PAST, watch: () => () => {} },
  clearHistory: async () => {},
  settings,
  print: () => window.print(),
  save,
  log: {
    checkForLog: async () => false,
    readLog: async () => ({ ok: false, refusal: "resumed" }) as const,
  },
};

/** Of pages with parts: the world in the address's query. */
const world = WORLDS[query.get("world") ?? ""] ?? Object.values(WORLDS)[0]!;

/** The style that the full pages share, which goes before each page's own. */
const pageStyle = () =>
  import("../../src/view/page.css").then(() => import("../../src/view/page-print.css"));

/** Shared by the pages that show results, after the style of all. */
const resultStyle = () => pageStyle().then(() => import("../../src/view/report.css"));

interface Preview {
  style(): Promise<unknown>;
  /** What the address chooses from. */
  names: readonly string[];
  view(name: string): ComponentChild;
  /** Does what a page needs to come into the state. */
  reach?(name: string): Promise<void>;
}

const PREVIEWS: Record<"popup" | PageName, Preview> = {
  popup: {
    style: () => import("../../popup/style.css"),
    names: [...NAMES, ...FIRST_RUN_STATES],
    view: (name) => {
      const { check, isFirstRun } = popupStateIn(name);
      return (
        <App
          key={name}
          ports={{
            roots: catalogue.roots,
            settings,
            console: consolePorts,
            firstRun: firstRunOf(isFirstRun, query.has("phone") ? null : false),
            wordForAdministrator: async (report, code) =>
              reportForAdministrator(report, code, catalogue, view),
            ...portsOf(check),
          }}
        />
      );
    },
    async reach(name) {
      const { check, isFirstRun } = popupStateIn(name);
      const isPinLineDue = check !== "checking" && !query.has("phone");
      if (isFirstRun) await shown(isPinLineDue ? "[data-keep-icon]" : ".first-run");
    },
  },
  report: {
    style: resultStyle,
    names: NAMES,
    view: (name) => (
      <ReportPage key={name} ports={{ catalogue, ...portsOf(name), ...reportPorts }} />
    ),
  },
  guide: {
    style: () => pageStyle().then(() => import("../../src/pages/guide/style.css")),
    names: TOPICS,
    view: () => (
      <Guide
        catalogue={catalogue}
        report={world()}
        settings={settings}
        openedAt={START}
        machine={machineOf(world().browser)}
        packaged={{ files: rootFiles, save: saveFile }}
      />
    ),
  },
  desk: {
    style: () => resultStyle().then(() => import("../../src/pages/desk/style.css")),
    names: PARTS,
    view: () => (
      <Desk
        ports={{
          catalogue,
          settings,
          save,
          readReport: async () => world(),
          takeHandedOver: () => null,
          readFile: (file) => file.text(),
          now: () => START,
        }}
      />
    ),
  },
  endpoints: {
    style: () => resultStyle().then(() => import("../../src/pages/endpoints/style.css")),
    names: Object.keys(ENDPOINT_STATES),
    view: (name) => <EndpointsPage key={name} ports={endpointStatePorts(name)} />,
    reach: reachEndpointState,
  },
  read: {
    style: () => resultStyle().then(() => import("../../src/pages/read/style.css")),
    names: Object.keys(READ_STATES),
    view: (name) => <ReadPage key={name} ports={readPorts} />,
    reach: reachReadState,
  },
  options: {
    style: () => pageStyle().then(() => import("../../src/pages/options/style.css")),
    names: [],
    view: () => <OptionsPage ports={optionsPorts} />,
  },
};

const wantedPage = query.get("page") as keyof typeof PREVIEWS | null;
const page = (wantedPage && PREVIEWS[wantedPage]) ?? PREVIEWS.popup;
const view = query.has("longer") ? longerView : viewHere;
if (query.has("rtl")) document.documentElement.dir = "rtl";
await page.style();

async function show(): Promise<void> {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const name = page.names.includes(wanted) ? wanted : (page.names[0] ?? "");
  render(
    <>
      <ViewProvider value={view}>{page.view(name)}</ViewProvider>
      {query.has("bare") || (
        <nav style="padding: 16px">
          {Object.keys(PREVIEWS).map((each) => (
            <a key={each} href={`?page=${each}`} style="margin-inline-end: 12px">
              <b>{each}</b>
            </a>
          ))}
          {page.names.map((each) => (
            <a key={each} href={`#${encodeURIComponent(each)}`} style="margin-inline-end: 12px">
              {each}
            </a>
          ))}
        </nav>
      )}
    </>,
    document.body,
  );
  document.documentElement.dataset["reached"] = "false";
  await page.reach?.(name);
  document.documentElement.dataset["reached"] = "true";
}

/** Links between the extension's pages lead to their previews. */
addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const [, id, place] =
    /^\.\.\/(\w+)\/index\.html(.*)$/.exec(link?.getAttribute("href") ?? "") ?? [];
  if (id === undefined) return;
  event.preventDefault();
  location.href = `?page=${id}${place}`;
});

addEventListener("hashchange", () => void show());
void show();
