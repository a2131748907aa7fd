// @vitest-environment happy-dom
import { act, cleanup, render } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { Share } from "../../src/view/Share.tsx";
import { ViewProvider } from "../../src/view/view-context.ts";
import { EXPORT_FORMS, type ExportForm } from "../../src/report-text/forms.ts";
import { catalogue, INSPECTOR, WORLDS } from "../made-up.ts";
import { viewHere, translateHere as t } from "../preview/view-context.ts";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Report – Trust Ready";
});
afterEach(cleanup);

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };

function open(report: Report, support = NOBODY) {
  const save = vi.fn<(name: string, type: string, text: string) => void>();
  const copy = vi.fn<(text: string) => Promise<void>>(async () => {});
  const { container } = render(
    <ViewProvider value={{ ...viewHere, copy }}>
      <main>
        <h1>{t("reportTitle")}</h1>
        <Share report={report} catalogue={catalogue} support={support} save={save} />
      </main>
    </ViewProvider>,
  );
  const button = (label: string) =>
    [...container.querySelectorAll("button")].find((each) => each.textContent?.includes(label))!;
  const preview = () => container.querySelector("pre")!.textContent!;
  const choose = (form: ExportForm) =>
    act(() => {
      const select = container.querySelector("select")!;
      select.value = form;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
  const box = (name: string) => container.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
  return { container, save, copy, button, preview, choose, box };
}

test("nothing that identifies is in it, until somebody wants it to be", async () => {
  const { container, preview, box } = open(WORLDS["inspected"]!());
  const boxes = [...container.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  expect(boxes.map(({ checked }) => checked)).toEqual([true, true, true]);
  expect(preview()).not.toContain(INSPECTOR.name);
  expect(preview()).not.toContain("18.66.0.1");
  expect(container.textContent).not.toContain(t("shareRedactNone"));

  await act(() => box("authority").click());
  expect(preview()).toContain(INSPECTOR.name);
  expect(preview()).not.toContain("18.66.0.1");
  expect(container.textContent).toContain(t("shareRedactNone"));

  await act(() => box("addresses").click());
  expect(preview()).toContain("18.66.0.1");
});

test("what is shown is what is copied and saved, in every form", async () => {
  const { preview, choose, button, copy, save } = open(WORLDS["all roots missing"]!());
  for (const form of EXPORT_FORMS) {
    await choose(form);
    const text = preview();
    await act(() => button(t("shareCopy")).click());
    await act(() => button(t("shareSave")).click());
    expect(copy).toHaveBeenLastCalledWith(text);
    const [name, type, saved] = save.mock.lastCall!;
    expect(name).toMatch(/^trust-ready-2026-11-24-action-needed\.(txt|md|csv|json)$/);
    expect(type).toMatch(/^(text|application)\//);
    expect(saved.replace(/^\uFEFF/, "")).toBe(text);
  }
  expect(new Set(save.mock.calls.map(([name]) => name)).size).toBe(EXPORT_FORMS.length);
});

test("the list says for whom a form is, and begins with the file for a help desk", () => {
  const { container } = open(WORLDS["dns"]!());
  const choices = [...container.querySelectorAll("select option")].map((option) => [
    (option as HTMLOptionElement).value,
    option.closest("optgroup")?.getAttribute("label") ?? option.textContent!,
  ]);
  expect(choices).toEqual([
    ["json", t("shareForm_json")],
    ...["text", "markdown", "csv"].map((form) => [form, t("shareForPeople")]),
  ]);
  expect(t("shareForm_json")).toMatch(/^Help desk \(file\)/);
  expect(container.querySelector("select")!.value).toBe("json");
});

test("a report for training says so, and so does its file", async () => {
  const { container, button, save } = open({ ...WORLDS["dns"]!(), training: true });
  expect(container.textContent).toContain(t("shareTraining"));
  await act(() => button(t("shareSave")).click());
  expect(save.mock.lastCall![0]).toContain("training");
});

test("it is said that a help desk's contact stays, in the forms that have it", async () => {
  const report = WORLDS["dns"]!();
  expect(open(report).container.textContent).not.toContain(t("shareSupportStays"));
  cleanup();
  const { container, preview, choose } = open(report, {
    ...NOBODY,
    supportEmail: "a@corp.example",
  });
  // JSON has no contact.
  expect(container.textContent).not.toContain(t("shareSupportStays"));
  expect(preview()).not.toContain("a@corp.example");
  await choose("text");
  expect(container.textContent).toContain(t("shareSupportStays"));
  expect(preview()).toContain("a@corp.example");
});

test.each([...EXPORT_FORMS])("axe has nothing to say of the form %s", async (form) => {
  const { choose, container } = open(WORLDS["hostile names"]!());
  await choose(form);
  expect(container.querySelector("pre")!.tabIndex).toBe(0);
  const { violations } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual(
    [],
  );
});
