/** A view between the doors of the preview, with nothing hidden and a clipboard that a test looks into. */
import { act, render } from "@testing-library/preact";
import type { ComponentChild } from "preact";
import { vi } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/core/default-settings.ts";
import type { Report } from "../../src/core/report.ts";
import { DoorsContext } from "../../src/view/doors.ts";
import { HidingParts } from "../../src/view/page-links.tsx";
import { RootRow } from "../../src/view/RootRow.tsx";
import { doorsHere } from "../preview/doors.ts";

export function show(view: ComponentChild) {
  const copy = vi.fn<(text: string) => Promise<void>>(async () => {});
  const doors = { ...doorsHere, copy };
  const shown = render(
    <DoorsContext.Provider value={doors}>
      <HidingParts value={DEFAULT_SETTINGS}>{view}</HidingParts>
    </DoorsContext.Provider>,
  );
  return { ...shown, copy };
}

/** A report's row for one root, opened. */
export async function showOpened(report: Report, id: string) {
  const root = report.roots.find((row) => row.id === id)!;
  const shown = show(
    <ul>
      <RootRow root={root} report={report} />
    </ul>,
  );
  const button = shown.container.querySelector("button")!;
  await act(() => button.click());
  return { ...shown, button, root };
}

/** The value of a labelled fact; null where it is left out. */
export function fact(within: Element, label: string): string | null {
  const term = [...within.querySelectorAll("dt")].find(({ textContent }) => textContent === label);
  return term?.nextElementSibling?.firstElementChild?.textContent ?? null;
}
