// @vitest-environment happy-dom
/** Where a catalogue that is more than a year old is mentioned. */
import { cleanup, render } from "@testing-library/preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import { DAY_MS } from "../../src/core/age.ts";
import { DEFAULT_SETTINGS } from "../../src/core/default-settings.ts";
import type { Report } from "../../src/core/report.ts";
import { Guide } from "../../src/pages/guide/Guide.tsx";
import { reportModel } from "../../src/report-text/model.ts";
import { ReportSections } from "../../src/view/report/ReportSections.tsx";
import { ViewProvider } from "../../src/view/view-context.ts";
import { catalogue, settingsOf, START, WORLDS } from "../made-up.ts";
import { settle } from "../popup/stage.tsx";
import { translateHere as t, viewHere } from "../preview/view-context.ts";

afterEach(cleanup);

const now = WORLDS["ready, anchors seen"]!();
/** The same check, by a clock that shows two years later. */
const later: Report = {
  ...now,
  finishedAt: new Date(Date.parse(now.finishedAt) + 730 * DAY_MS).toISOString(),
};
const wrongClock: Report = { ...later, clock: { behindMs: -730 * DAY_MS, servers: 3 } };
const DAY = "Nov 25, 2026";

const noteIn = (container: Element) =>
  container.querySelector("[data-catalogue-age]")?.textContent ?? null;

describe("a report", () => {
  const cases: [string, Report, boolean][] = [
    ["of today", now, false],
    ["of two years later", later, true],
    ["by a wrong clock", wrongClock, false],
  ];

  test.each(cases)("%s on screen", (_, report, isOld) => {
    const save = vi.fn<() => void>();
    const { container } = render(
      <ViewProvider value={viewHere}>
        <ReportSections {...{ report, catalogue, save }} settings={null} />
      </ViewProvider>,
    );
    expect(noteIn(container)).toBe(isOld ? t("reportCatalogueOld", DAY) : null);
  });

  test.each(cases)("%s in its shared forms", (_, report, isOld) => {
    const support = DEFAULT_SETTINGS;
    const { sections } = reportModel(report, viewHere, support);
    const [method] = sections.find(({ id }) => id === "method")!.blocks;
    const bullets = method?.kind === "bullets" ? method.items : [];
    expect(bullets.includes(t("reportCatalogueOld", DAY))).toBe(isOld);
  });
});

describe("the guide", () => {
  async function guide(report: Report | null, openedAt: number) {
    const { container } = render(
      <ViewProvider value={viewHere}>
        <Guide
          {...{ catalogue, report, openedAt }}
          settings={settingsOf({})}
          machine={{ browser: "chrome", system: "windows", managed: false }}
        />
      </ViewProvider>,
    );
    await settle();
    return noteIn(container);
  }
  const PLAIN = t("guideCatalogue", DAY);
  const NOTICE = t("guideCatalogueOld", DAY);
  const LATER = START + 730 * DAY_MS;

  test("says of when its list of roots is, with a note if that is long ago", async () => {
    expect(await guide(null, START)).toBe(PLAIN);
    expect(await guide(null, LATER)).toBe(NOTICE);
    expect(await guide(now, LATER)).toBe(NOTICE);
  });

  test("does not believe a clock that the last check found wrong", async () => {
    expect(await guide(wrongClock, LATER)).toBe(PLAIN);
  });
});
