// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { HowTested } from "../../src/view/report/HowTested.tsx";
import { ViewProvider } from "../../src/view/view-context.ts";
import { WORLDS } from "../made-up.ts";
import { translateHere as t, viewHere } from "../preview/view-context.ts";

afterEach(cleanup);

const report = WORLDS["ready, anchors seen"]!();

function show(made: Report) {
  return render(
    <ViewProvider value={viewHere}>
      <HowTested report={made} />
    </ViewProvider>,
  );
}

test("browser and catalogue stand with the baseline and the controls", () => {
  const { container, getByText } = show(report);
  getByText(t("baselineLoaded", "www.amazon.com"));
  getByText(t("environment", "\u2068Firefox\u2069", "\u2068153.7.0\u2069", "Nov 25, 2026"));
  expect(container.querySelector<HTMLElement>("[data-control=expired]")!.dataset["result"]).toBe(
    "refused",
  );
  expect(container.querySelector("[data-control=revoked]")!.textContent).toBe(
    t("controlRevoked_refused"),
  );
});

test.each([
  ["checks disabled", "loaded", "loaded"],
  ["ready, only loads", "refused", "loaded"],
  ["offline", "void", "void"],
])("the controls together: %s", (world, expired, revoked) => {
  const { container } = show(WORLDS[world]!());
  const result = (kind: string) =>
    container.querySelector<HTMLElement>(`[data-control=${kind}]`)!.dataset["result"];
  expect([result("expired"), result("revoked")]).toEqual([expired, revoked]);
});

test("a single control that loads is what matters", () => {
  const [first, ...others] = report.controls.filter(({ kind }) => kind === "expired");
  const controls = [...others, { ...first!, result: "loaded" as const }];
  const { container } = show({ ...report, controls });
  expect(container.querySelector("[data-control=expired]")!.textContent).toBe(
    t("controlExpired_loaded"),
  );
});

test("a baseline that was never asked is said to be so", () => {
  const baseline = { loaded: false, observation: null };
  const { getByText } = show({ ...report, baseline });
  getByText(t("baselineUntested"));
});
