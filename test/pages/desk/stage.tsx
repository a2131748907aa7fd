/** The help desk's page on made-up ports, at one part. */
import { act, fireEvent, render } from "@testing-library/preact";
import axe from "axe-core";
import { vi } from "vitest";
import type { Report } from "../../../src/core/report.ts";
import type { Settings } from "../../../src/core/default-settings.ts";
import { Desk } from "../../../src/pages/desk/Desk.tsx";
import type { DeskPorts, Part } from "../../../src/pages/desk/part.ts";
import { ViewProvider } from "../../../src/view/view-context.ts";
import { catalogue, settingsOf, START } from "../../made-up.ts";
import { settle } from "../../popup/stage.tsx";
import { viewHere } from "../../preview/view-context.ts";

export async function openDesk(
  part: Part | string,
  own: Report | null = null,
  policy: Partial<Settings> = {},
  handedOver: string | null = null,
) {
  document.documentElement.lang = "en";
  location.hash = `#${part}`;
  const copy = vi.fn<(text: string) => Promise<void>>(async () => {});
  const readFile = vi.fn<DeskPorts["readFile"]>((file) => file.text());
  const save = vi.fn<DeskPorts["save"]>();
  const settings = settingsOf(policy);
  const readReport = async () => own;
  const takeHandedOver = () => handedOver;
  const ports: DeskPorts = {
    catalogue,
    settings,
    save,
    readReport,
    takeHandedOver,
    readFile,
    now: () => START,
  };
  const { container } = render(
    <ViewProvider value={{ ...viewHere, copy }}>
      <Desk ports={ports} />
    </ViewProvider>,
  );
  await settle();
  const click = async (selector: string) => {
    await act(() => container.querySelector<HTMLButtonElement>(selector)!.click());
    await settle();
  };
  /** Pastes a text into the field for a report, the first or the second, and has it shown. */
  const paste = async (text: string, place = 0) => {
    const field = container.querySelectorAll("textarea")[place]!;
    await act(() => void fireEvent.input(field, { target: { value: text } }));
    const section = field.closest("section")!;
    await act(() => section.querySelector("button")!.click());
    await settle();
  };
  return { container, copy, save, readFile, click, paste };
}

/** What axe finds wrong with the page, with everything unfolded. */
export async function faults(): Promise<string[]> {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const { violations } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
