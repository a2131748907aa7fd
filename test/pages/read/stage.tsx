/** The page that reads files and texts, reading in place, with real findings. */
import { act, fireEvent, render } from "@testing-library/preact";
import axe from "axe-core";
import { vi } from "vitest";
import rootCertificates from "virtual:root-certificates";
import type { ReadPorts } from "../../../src/pages/read/ports.ts";
import { ReadPage } from "../../../src/pages/read/ReadPage.tsx";
import { readSources } from "../../../src/reading/read.ts";
import { ViewProvider } from "../../../src/view/view-context.ts";
import { catalogue, settingsOf, START } from "../../made-up.ts";
import { viewHere } from "../../preview/view-context.ts";
import { sourceOf } from "../../reading/sources.ts";

export function openReadPage(changes: Partial<ReadPorts> = {}) {
  document.documentElement.lang = "en";
  document.title = "Read a file or text";
  const save = vi.fn<ReadPorts["save"]>();
  const handOver = vi.fn<ReadPorts["handOver"]>();
  const ports: ReadPorts = {
    catalogue,
    rootCertificates,
    settings: settingsOf({}),
    read: (inputs, options) => readSources(inputs.map(sourceOf), options),
    toolVersion: "0.1.0",
    handOver,
    shell: "sh",
    save,
    now: () => START,
    ...changes,
  };
  const { container } = render(
    <ViewProvider value={viewHere}>
      <ReadPage ports={ports} />
    </ViewProvider>,
  );
  const find = (selector: string) => container.querySelector<HTMLElement>(selector);
  const settled = () =>
    vi.waitFor(
      () => {
        const state = find("main")!.dataset["state"];
        if (state === "reading") throw new Error("still reading");
      },
      { timeout: 10_000 },
    );
  return {
    container,
    find,
    save,
    handOver,
    settled,
    codes: () =>
      [...container.querySelectorAll("[data-code]")].map((row) => row.getAttribute("data-code")!),
    async paste(text: string) {
      const field = container.querySelector("textarea")!;
      await act(() => {
        field.value = text;
        fireEvent(field, new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      });
      await settled();
    },
    async choose(...files: File[]) {
      const input = container.querySelector<HTMLInputElement>("input[type=file]")!;
      Object.defineProperty(input, "files", { value: files, configurable: true });
      await act(() => void fireEvent.change(input));
      await settled();
    },
    async faults() {
      const { violations } = await axe.run(document, { rules: { region: { enabled: true } } });
      return violations.map(({ id }) => id);
    },
  };
}
