/** Opens the report page on made-up storage. */
import { act, render } from "@testing-library/preact";
import { vi } from "vitest";
import type { Report } from "../../../src/core/report.ts";
import type { Settings } from "../../../src/core/default-settings.ts";
import type { Summary } from "../../../src/core/summary.ts";
import { ReportPage } from "../../../src/pages/report/ReportPage.tsx";
import type { ReportPorts } from "../../../src/pages/report/ports.ts";
import { ViewProvider } from "../../../src/view/view-context.ts";
import type { StoredCheckState } from "../../../src/view/popup-state.ts";
import { catalogue, settingsOf, START } from "../../made-up.ts";
import { viewHere } from "../../preview/view-context.ts";
import { settle } from "../../popup/stage.tsx";

interface Stage {
  stored?: Partial<StoredCheckState>;
  history?: Summary[];
  now?: number;
  policy?: Partial<Settings>;
  log?: ReportPorts["log"];
}

/** The page with this in storage, and the calls that it made. */
export async function open({
  stored = {},
  history = [],
  now = START + 3_000,
  policy,
  log,
}: Stage = {}) {
  const asked = {
    startCheck: vi.fn<() => Promise<void>>(async () => {}),
    clearHistory: vi.fn<() => Promise<void>>(async () => {}),
    print: vi.fn<() => void>(),
    save: vi.fn<ReportPorts["save"]>(),
    copy: vi.fn<(text: string) => Promise<void>>(async () => {}),
    requestPermission: vi.fn<() => Promise<boolean>>(async () => true),
  };
  const watchers: (() => void)[] = [];
  let remembered = history;
  const ports: ReportPorts = {
    ...asked,
    ...(log ? { log } : {}),
    catalogue,
    settings: settingsOf(policy),
    read: async () => ({ running: null, report: null, ...stored }),
    watch: () => () => {},
    checkIfDue: async () => {},
    now: () => now,
    history: {
      read: async () => remembered,
      watch(changed) {
        watchers.push(changed);
        return () => {};
      },
    },
  };
  const { container } = render(
    <ViewProvider value={{ ...viewHere, copy: asked.copy }}>
      <ReportPage ports={ports} />
    </ViewProvider>,
  );
  await settle();
  const button = (label: string) =>
    [...container.querySelectorAll("button")].find(({ textContent }) =>
      textContent?.trim().startsWith(label),
    );
  const forget = async (left: Summary[]) => {
    remembered = left;
    await act(() => watchers.forEach((tell) => tell()));
    await settle();
  };
  return { ...asked, container, button, forget };
}

export const shown = (report: Report) => open({ stored: { report } });
