// @vitest-environment happy-dom
/** Navigation: every page leads to every other, in one order, and to none that is hidden. */
import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import axe from "axe-core";
import type { ComponentChild } from "preact";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { App } from "../../popup/App.tsx";
import { HIDEABLE, type Hideable } from "../../src/core/default-settings.ts";
import { pageRow, PAGES, type HideablePage, type PageName } from "../../src/core/pages.ts";
import { effectiveSettings } from "../../src/core/settings.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { summaryOf } from "../../src/core/summary.ts";
import { machineOf } from "../../src/guidance/situation.ts";
import { TOPICS } from "../../src/guidance/repair-cases.ts";
import { Desk } from "../../src/pages/desk/Desk.tsx";
import { PARTS } from "../../src/pages/desk/part.ts";
import { EndpointsPage } from "../../src/pages/endpoints/EndpointsPage.tsx";
import { Guide } from "../../src/pages/guide/Guide.tsx";
import { OptionsPage } from "../../src/pages/options/OptionsPage.tsx";
import { ReadPage } from "../../src/pages/read/ReadPage.tsx";
import { ReportPage } from "../../src/pages/report/ReportPage.tsx";
import { TRAINING_SITUATIONS } from "../../src/training/training.ts";
import { ViewProvider } from "../../src/view/view-context.ts";
import { catalogue, consoleOf, settingsOf, START, WORLDS } from "../made-up.ts";
import { endpointsPorts } from "../made-up-endpoints.ts";
import { settle, stage } from "../popup/stage.tsx";
import { READ_STATES } from "../preview/read-states.ts";
import { readPorts } from "../preview/read.ts";
import { viewHere, translateHere as t } from "../preview/view-context.ts";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(() => {
  cleanup();
  location.hash = "";
});

const HIDEABLE_PAGES = PAGES.flatMap((page) => (page.isHideable ? [page.id] : []));

const ONE_PER_CAUSE = [
  ...new Map(TRAINING_SITUATIONS.map((row) => [row.expected.cause, row])).values(),
];

/** What each page leads to: the files that its links name, and those that its buttons opened. */
const reached = new Set<string>();

async function open(view: ComponentChild, hash = ""): Promise<HTMLElement> {
  cleanup();
  location.hash = hash;
  const openPage = (path: string) => void reached.add(path);
  const shown = render(<ViewProvider value={{ ...viewHere, openPage }}>{view}</ViewProvider>);
  await settle();
  return shown.container as HTMLElement;
}

function look(container: HTMLElement): void {
  for (const link of container.querySelectorAll("a[href]")) {
    reached.add(link.getAttribute("href")!);
  }
}

async function press(container: HTMLElement, selector: string): Promise<void> {
  for (const button of container.querySelectorAll<HTMLElement>(selector)) {
    await act(() => button.click());
  }
  await settle();
}

async function choose(field: Element, value: string): Promise<void> {
  await act(() => void fireEvent.change(field, { target: { value } }));
  await settle();
}

async function type(field: Element, value: string): Promise<void> {
  await act(() => void fireEvent.input(field, { target: { value } }));
  await settle();
}

const readPage = (hidden: Hideable[]) => (
  <ReadPage ports={{ ...readPorts, settings: settingsOf({ hiddenSections: hidden }) }} />
);

/** Where a page leads, in every state that a test can bring it into. */
const WALKS: Record<string, (hidden: Hideable[]) => Promise<void>> = {
  async popup(hidden) {
    for (const world of Object.values(WORLDS)) {
      const { ports } = stage({ report: world() }, { hiddenSections: hidden });
      const container = await open(<App ports={ports} />);
      await press(container, "button");
      look(container);
    }
  },
  async report(hidden) {
    for (const world of Object.values(WORLDS)) {
      look(await open(<ReportPage ports={reportPorts(hidden, world())} />));
    }
  },
  async endpoints(hidden) {
    const { ports } = endpointsPorts({ managed: { hiddenSections: hidden } });
    const container = await open(<EndpointsPage ports={ports} />);
    await type(container.querySelector("[data-places]")!, "untrusted.corp.example\ngone.example");
    await press(container, "[data-test]");
    await expect.poll(() => container.querySelector("[data-run=done]")).not.toBeNull();
    await settle();
    expect(container.querySelectorAll("[data-advice]")).toHaveLength(2);
    look(container);
  },
  async read(hidden) {
    for (const state of ["a list without two roots", "a report"]) {
      const container = await open(readPage(hidden));
      await type(container.querySelector("textarea")!, READ_STATES[state]!);
      await press(container, "[data-read]");
      await expect.poll(() => container.querySelector("[data-state=done]")).not.toBeNull();
      look(container);
    }
  },
  async guide(hidden) {
    for (const topic of TOPICS) look(await open(guide(hidden), `#${topic}`));
  },
  async desk(hidden) {
    for (const part of PARTS) look(await open(desk(hidden), `#${part}`));
    const code = supportCode(WORLDS["one root missing"]!())!;
    const coded = await open(desk(hidden), "#code");
    const field = coded.querySelector("main input");
    if (field) await type(field, code);
    look(coded);
    const opened = await open(desk(hidden), "#open");
    const paste = opened.querySelector("textarea");
    if (paste) await type(paste, JSON.stringify(WORLDS["endpoints tested"]!()));
    await press(opened, "main section .actions button:not([data-own])");
    look(opened);
    const training = await open(desk(hidden), "#training");
    const choice = training.querySelector("select");
    for (const { id } of choice ? ONE_PER_CAUSE : []) {
      await choose(choice!, id);
      look(training);
    }
  },
  async options(hidden) {
    look(await open(options(hidden)));
  },
};

function options(hidden: Hideable[]) {
  const ports = {
    read: async () => effectiveSettings({ hiddenSections: hidden }, undefined),
    watch: () => () => {},
    console: consoleOf(),
    release: async () => {},
    save: async () => {},
    reset: async () => {},
    removeInvalidSettings: async () => {},
  };
  return <OptionsPage ports={ports} />;
}

function reportPorts(hidden: Hideable[], report: ReturnType<(typeof WORLDS)[string]>) {
  return {
    catalogue,
    settings: settingsOf({ hiddenSections: hidden }),
    history: { read: async () => [summaryOf(report)], watch: () => () => {} },
    clearHistory: async () => {},
    print: () => {},
    save: () => {},
    read: async () => ({ running: null, report }),
    watch: () => () => {},
    checkIfDue: async () => {},
    startCheck: async () => {},
    requestPermission: async () => true,
    now: () => START + 3_000,
  };
}

function guide(hidden: Hideable[]) {
  const report = WORLDS["one root missing"]!();
  const settings = settingsOf({ hiddenSections: hidden, supportEmail: "help@example.com" });
  return (
    <Guide
      {...{ catalogue, report, settings }}
      openedAt={START}
      machine={machineOf(report.browser)}
    />
  );
}

function desk(hidden: Hideable[]) {
  const ports = {
    catalogue,
    settings: settingsOf({ hiddenSections: hidden, supportEmail: "help@example.com" }),
    save: () => {},
    takeHandedOver: () => null,
    readReport: async () => null,
    readFile: (file: File) => file.text(),
    now: () => START,
  };
  return <Desk ports={ports} />;
}

function leadingTo(page: HideablePage): string[] {
  return [...reached].filter((path) => path.includes(`${page}/index.html`));
}

beforeEach(() => reached.clear());

describe.each(Object.keys(WALKS))("from the page %s", (name) => {
  const walk = WALKS[name]!;

  test("no link or button leads to a page that is hidden", { timeout: 60_000 }, async () => {
    await walk([...HIDEABLE]);
    expect([...leadingTo("guide"), ...leadingTo("desk")]).toEqual([]);
  });

  test.each(HIDEABLE_PAGES)("none leads to the %s where that alone is hidden", async (page) => {
    await walk([page]);
    expect(leadingTo(page)).toEqual([]);
  });
});

test("the walks would find a link to each page", { timeout: 60_000 }, async () => {
  const found = async (name: string) => {
    reached.clear();
    await WALKS[name]!([]);
    return HIDEABLE_PAGES.filter((page) => leadingTo(page).length > 0);
  };
  for (const name of Object.keys(WALKS)) {
    expect([name, await found(name)]).toEqual([name, HIDEABLE_PAGES]);
    if (name !== "popup") continue;
    for (const { id } of PAGES) expect([...reached]).toContain(`pages/${id}/index.html`);
  }
});

describe.each([
  ["guide", guide],
  ["desk", desk],
] as const)("the page %s, opened by its address while it is hidden", (page, view) => {
  test("says so, and says whom to ask", async () => {
    const container = await open(view([page]), "#training");
    expect(container.querySelector("h1")!.textContent).toBe(t("hiddenPageTitle"));
    expect(container.querySelector("[data-hidden-page]")!.textContent).toContain(
      t("hiddenPageText"),
    );
    expect(container.querySelector(".support")!.textContent).toContain("help@example.com");
    const { violations } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  test("shows nothing else of itself, not even before the settings are known", async () => {
    cleanup();
    render(<ViewProvider value={viewHere}>{view([page])}</ViewProvider>);
    expect(document.querySelector(".topics")).toBeNull();
    await settle();
    expect(document.querySelector(".topics")).toBeNull();
    expect(document.querySelectorAll("h1")).toHaveLength(1);
  });

  test("is itself where it is not hidden", async () => {
    const others = HIDEABLE.filter((each) => each !== page);
    const container = await open(view(others));
    expect(container.querySelector("[data-hidden-page]")).toBeNull();
    expect(container.querySelector(".topics")).not.toBeNull();
  });
});

/** Each full page, with some parts hidden. */
const FULL_PAGES: Record<PageName, (hidden: Hideable[]) => ComponentChild> = {
  report: (hidden) => <ReportPage ports={reportPorts(hidden, WORLDS["one root missing"]!())} />,
  endpoints: (hidden) => (
    <EndpointsPage ports={endpointsPorts({ managed: { hiddenSections: hidden } }).ports} />
  ),
  read: readPage,
  guide,
  desk,
  options,
};

/** The links in a page's header: text and address. */
function headerLinks(container: HTMLElement): [string, string][] {
  const links = container.querySelectorAll(".masthead nav a");
  return [...links].map((link) => [link.textContent!, link.getAttribute("href")!]);
}

describe.each(PAGES.map(({ id }) => id))("the header of the page %s", (page) => {
  test("has every page, in the order of the table, and marks this one", async () => {
    const container = await open(FULL_PAGES[page]([]));
    expect(headerLinks(container)).toEqual(
      PAGES.map(({ id, link }) => [t(link), `../${id}/index.html`]),
    );
    const marked = container.querySelectorAll(".masthead [aria-current]");
    expect(
      [...marked].map((link) => [link.textContent, link.getAttribute("aria-current")]),
    ).toEqual([[t(pageRow(page).link), "page"]]);
  });

  test("leaves out the pages that are hidden", async () => {
    const container = await open(FULL_PAGES[page]([...HIDEABLE_PAGES]));
    expect(headerLinks(container).map(([text]) => text)).toEqual(
      PAGES.filter(({ isHideable }) => !isHideable).map(({ link }) => t(link)),
    );
  });
});
