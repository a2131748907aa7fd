/** The popup on made-up ports: storage that tests change, a background that counts calls, a fixed clock. */
import { act, render } from "@testing-library/preact";
import { vi } from "vitest";
import { App } from "../../popup/App.tsx";
import type { PopupPorts } from "../../popup/ports.ts";
import type { StoredCheckState } from "../../src/view/popup-state.ts";
import type { RunningCheck } from "../../src/core/running-check.ts";
import type { Settings } from "../../src/core/default-settings.ts";
import type { ConsolePorts } from "../../src/view/use-console.ts";
import { reportForAdministrator } from "../../src/report-text/administrator-text.ts";
import { ViewProvider } from "../../src/view/view-context.ts";
import type { FirstRunPorts } from "../../src/view/FirstRun.tsx";
import { catalogue, consoleOf, firstRunOf, settingsOf, START } from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";

/** When a test begins: three seconds after the made-up checks did. */
export const NOW = START + 3_000;

export const RUNNING: RunningCheck = {
  id: "made-up",
  startedAt: START,
  planned: 17,
  ended: 6,
  answered: ["amazon-root-ca-1"],
  interrupted: false,
};

export type Stage = ReturnType<typeof stage>;

/** Ports with `stored` in storage. */
export function stage(
  stored: Partial<StoredCheckState> = {},
  policy: Partial<Settings> = {},
  console: ConsolePorts = consoleOf(),
  firstRun: FirstRunPorts = firstRunOf(),
) {
  const storage: StoredCheckState = { running: null, report: null, ...stored };
  const watchers = new Set<(change: Partial<StoredCheckState>) => void>();
  const clock = { now: NOW };
  const background = {
    checkIfDue: vi.fn<() => Promise<void>>(async () => {}),
    startCheck: vi.fn<() => Promise<void>>(async () => {}),
    requestPermission: vi.fn<() => Promise<boolean>>(async () => true),
    read: vi.fn<() => Promise<StoredCheckState>>(async () => ({ ...storage })),
  };
  const ports: PopupPorts = {
    roots: catalogue.roots,
    settings: settingsOf(policy),
    console,
    firstRun,
    wordForAdministrator: async (report, code) =>
      reportForAdministrator(report, code, catalogue, viewHere),
    ...background,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    now: () => clock.now,
  };
  return {
    ports,
    storage,
    watchers,
    ...background,
    /** Changes storage and calls the watchers at once. */
    async change(change: Partial<StoredCheckState>): Promise<void> {
      await act(() => {
        Object.assign(storage, change);
        for (const watcher of watchers) watcher(change);
      });
    },
    /** Lets time pass, for the clock and for timers (which must be fake). */
    async pass(ms: number): Promise<void> {
      await act(async () => {
        clock.now += ms;
        await vi.advanceTimersByTimeAsync(ms);
      });
    },
    /** Sets the clock without a tick. */
    setClock(now: number): void {
      clock.now = now;
    },
  };
}

/** Shows the popup and waits until it has settled. */
export async function open({ ports }: Stage, view = viewHere) {
  const shown = render(
    <ViewProvider value={view}>
      <App ports={ports} />
    </ViewProvider>,
  );
  await settle();
  return shown;
}

/** Waits until promises and effects have run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await act(async () => {});
}

/** The data attributes of the document element. */
export function rootData() {
  const { state, verdict, cause } = document.documentElement.dataset;
  return { state, verdict, cause };
}

export function row(root: string): HTMLElement {
  return document.querySelector<HTMLElement>(`[data-root="${root}"]`)!;
}

/** Opens a root's row and returns it. */
export async function opened(root: string): Promise<HTMLElement> {
  await act(() => row(root).querySelector("button")!.click());
  return row(root);
}
