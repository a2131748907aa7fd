// @vitest-environment happy-dom
/** Every situation of the training, shown and shared in each form. */
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { decodeCode } from "../../../src/core/read-support-code.ts";
import { caseOf } from "../../../src/guidance/situation.ts";
import { EXPORT_FORMS } from "../../../src/report-text/forms.ts";
import { TRAINING_SITUATIONS, trainingReport } from "../../../src/training/training.ts";
import { catalogue, START } from "../../made-up.ts";
import { translateHere as t } from "../../preview/view-context.ts";
import { openDesk } from "./stage.tsx";

afterEach(() => {
  cleanup();
  location.hash = "";
});

test.each(TRAINING_SITUATIONS)("shows $id, marked, with its code", async ({ id }) => {
  const { container, copy, click } = await openDesk("training");
  const select = container.querySelector("select")!;
  await act(() => void fireEvent.change(select, { target: { value: id } }));
  const report = trainingReport(id, catalogue, START);
  expect(container.querySelector(`[data-case="${caseOf(report)}"]`)).not.toBeNull();
  expect(container.querySelector("[data-training]")!.textContent).toContain("TRAINING");
  const code = container.querySelector(".command code")!.textContent!;
  expect(decodeCode(code)).toMatchObject({ ok: true, content: { training: true } });
  for (const form of EXPORT_FORMS) {
    const share = container.querySelector("[data-share] select")!;
    await act(() => void fireEvent.change(share, { target: { value: form } }));
    await click("[data-share] .actions button");
    const copied = copy.mock.lastCall![0];
    if (form === "json") {
      expect(JSON.parse(copied)).toMatchObject({ training: true, id: report.id });
    } else {
      for (const end of [copied.slice(0, 160), copied.slice(-160)]) {
        expect(end).toContain(t("shareTraining"));
      }
    }
  }
});
