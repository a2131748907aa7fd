/** Renders a component with English texts, nothing hidden, and a clipboard that a test can read. */
import { act, render } from "@testing-library/preact";
import type { ComponentChild } from "preact";
import { vi } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/core/default-settings.ts";
import type { Report } from "../../src/core/report.ts";
import { ViewProvider, type ViewContext } from "../../src/view/view-context.ts";
import { HidingParts } from "../../src/view/page-links.tsx";
import { RootRow } from "../../src/view/report/RootRow.tsx";
import { viewHere } from "../preview/view-context.ts";

export function show(component: ComponentChild, change: Partial<ViewContext> = {}) {
  const copy = vi.fn<(text: string) => Promise<void>>(async () => {});
  const view = { ...viewHere, copy, ...change };
  const shown = render(
    <ViewProvider value={view}>
      <HidingParts value={DEFAULT_SETTINGS}>{component}</HidingParts>
    </ViewProvider>,
  );
  return { ...shown, copy };
}

/** A report's row for one root, opened, with its details. */
export async function showOpened(report: Report, id: string) {
  const root = report.roots.find((row) => row.id === id)!;
  const shown = show(
    <ul>
      <RootRow root={root} report={report} />
    </ul>,
  );
  const button = shown.container.querySelector("button")!;
  await act(() => button.click());
  // The details are loaded when they are first shown.
  await vi.waitFor(() => {
    if (!shown.container.querySelector(".root-body p")) throw new Error("not loaded yet");
  });
  return { ...shown, button, root };
}

/** The value of a labelled fact; null if there is none. */
export function fact(within: Element, label: string): string | null {
  const term = [...within.querySelectorAll("dt")].find(({ textContent }) => textContent === label);
  return term?.nextElementSibling?.firstElementChild?.textContent ?? null;
}
