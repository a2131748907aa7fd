// @vitest-environment happy-dom
import { cleanup } from "@testing-library/preact";
import { findingLabel } from "../../src/report-text/labels.ts";
import { testOf } from "../../src/report-text/meaning.ts";
import { afterEach, describe, expect, test } from "vitest";
import type { Cause, VerdictCode } from "../../src/core/vocabulary.ts";
import type { MessageKey } from "../../src/platform/i18n.ts";
import { WORLDS } from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";
import { open, rootData, row, stage } from "./stage.tsx";

afterEach(cleanup);

interface Expected {
  verdict: VerdictCode;
  cause: Cause;
  title: MessageKey;
  /** The roots that the title names. */
  roots?: string;
  detail: MessageKey;
  /** The name of the inspecting authority, which the detail ends with. */
  inspector?: string;
  step: MessageKey;
  tone: string;
  icon: string;
}

/** A row of the table: what the popup shows in one world. */
function says(
  verdict: VerdictCode,
  cause: Cause,
  words: string,
  change: Partial<Expected> = {},
): Expected {
  const look = {
    ready: { tone: "good", icon: "check" },
    "action-needed": { tone: "bad", icon: "alert" },
    inspected: { tone: "warn", icon: "eye" },
    inconclusive: { tone: "calm", icon: "question" },
  }[verdict];
  const key = (prefix: string) => `${prefix}_${words}` as MessageKey;
  return {
    verdict,
    cause,
    title: key("title"),
    detail: key("detail"),
    step: key("step"),
    ...look,
    ...change,
  };
}

const EXPECTED: Record<string, Expected> = {
  "ready, anchors seen": says("ready", "none", "none", { detail: "detail_none_anchor" }),
  "endpoints tested": says("ready", "none", "none", { detail: "detail_none_anchor" }),
  "ready, only loads": says("ready", "none", "none", { detail: "detail_none_load" }),
  "one root missing": says("action-needed", "missing-root", "missing_root", {
    roots: "Amazon Root CA 2",
  }),
  "all roots missing": says("action-needed", "missing-root", "missing_root_unproven"),
  "old browser": says("action-needed", "outdated-trust-store", "outdated_trust_store", {
    title: "title_outdated_trust_store_all",
  }),
  "cross-signed only": says("ready", "none", "none", { detail: "detail_none_anchor" }),
  inspected: says("inspected", "tls-inspection", "tls_inspection", {
    inspector: "Example Inspection Root CA",
  }),
  "inspected, refused by strict programs": says("inspected", "tls-inspection", "tls_inspection", {
    inspector: "Example Inspection Root CA",
  }),
  "reached at a private address": says("ready", "none", "none", { detail: "detail_none_load" }),
  "inspected, not trusted": says("inconclusive", "tls-inspection", "tls_inspection_unproven"),
  "inspected, refused, seen in the log": says("inspected", "tls-inspection", "tls_inspection", {
    inspector: "Example Inspection Root CA",
  }),
  "all roots missing, seen in the log": says(
    "action-needed",
    "missing-root",
    "missing_root_unproven",
  ),
  exception: says("action-needed", "certificate-exception", "certificate_exception", {
    roots: "Amazon Root CA 3",
  }),
  "checks disabled": says("action-needed", "checks-disabled", "checks_disabled"),
  "wrong clock": says("inconclusive", "wrong-clock", "wrong_clock"),
  "captive portal": says("inconclusive", "captive-portal", "captive_portal"),
  dns: says("inconclusive", "dns", "dns"),
  offline: says("inconclusive", "offline", "offline"),
  blocked: says("inconclusive", "blocked", "blocked"),
  proxy: says("inconclusive", "proxy", "proxy"),
  "amazon side": says("inconclusive", "amazon-side", "amazon_side"),
  "one host silent": says("ready", "none", "none", { detail: "detail_none_control" }),
  "revocation unknown": says("inconclusive", "revocation-unknown", "revocation_unknown"),
  "permission missing": says("inconclusive", "permission-missing", "permission_missing"),
  unknown: says("inconclusive", "unknown", "unknown"),
  "hostile names": says("inspected", "tls-inspection", "tls_inspection", {
    inspector: "Example Inspection Root CA",
  }),
};

test("the table has a row for every world", () => {
  expect(Object.keys(EXPECTED).toSorted()).toEqual(Object.keys(WORLDS).toSorted());
});

describe.each(Object.entries(EXPECTED))("%s", (name, expected) => {
  const report = WORLDS[name]!();

  test("stands on the root element", async () => {
    await open(stage({ report }));
    const { verdict, cause } = expected;
    expect(rootData()).toEqual({ state: "done", verdict, cause });
  });

  test("is told in a title, a detail and a next step", async () => {
    const { getByRole } = await open(stage({ report }));
    expect(getByRole("heading", { level: 1 }).textContent).toBe(
      t(expected.title, expected.roots ?? ""),
    );
    const { inspector } = expected;
    expect(document.querySelector(".card-text p")!.textContent).toBe(
      inspector
        ? `${t(expected.detail)} ${t("inspectorNamed", `\u2068${inspector}\u2069`)}`
        : t(expected.detail),
    );
    const browser = `\u2068${report.browser.name}\u2069`;
    const isMissing = ["step_missing_root", "step_missing_root_unproven"].includes(expected.step);
    expect(document.querySelector("[data-fact=step]")!.textContent).toBe(
      isMissing
        ? `${t(expected.step)} ${t("browserHasRoots", browser)}`
        : t(expected.step, browser),
    );
  });

  test("has the tone and picture of its verdict", async () => {
    await open(stage({ report }));
    const card = document.querySelector(".card")!;
    expect(card.classList).toContain(`tone-${expected.tone}`);
    expect(card.querySelector(".card-icon .icon")!.classList).toContain(`icon-${expected.icon}`);
  });

  test("shows every root with its finding, the deciding ones first", async () => {
    const { container } = await open(stage({ report }));
    const rows = [...container.querySelectorAll<HTMLElement>("[data-root]")];
    const deciding = report.roots.filter(({ decides }) => decides);
    const others = report.roots.filter(({ decides }) => !decides);
    expect(rows.map(({ dataset }) => [dataset["root"], dataset["finding"]])).toEqual(
      [...deciding, ...others].map(({ id, finding }) => [id, finding]),
    );
  });

  test("names each row in full: root, finding, time", async () => {
    await open(stage({ report }));
    for (const root of report.roots) {
      const button = row(root.id).querySelector("button")!;
      const seen = testOf(root, report);
      const time = seen ? `, ${t("milliseconds", String(seen.durationMs))}` : "";
      expect(button.textContent).toBe(`${root.name}, ${findingLabel(root, { t })}${time}`);
    }
  });
});
