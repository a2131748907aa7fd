import { describe, expect, test } from "vitest";
import {
  popupState,
  SILENCE_MS,
  type BackgroundAnswer,
  type StoredCheckState,
} from "../../src/view/popup-state.ts";
import { REPORT_FRESH_MS, type RunningCheck } from "../../src/core/running-check.ts";
import { LIMITS } from "../../src/core/plan.ts";
import { START, WORLDS } from "../made-up.ts";

const report = WORLDS["ready, anchors seen"]!();
const early = { report, settled: ["amazon-root-ca-1"] };
const finished = Date.parse(report.finishedAt);
const running: RunningCheck = {
  id: "1",
  startedAt: START,
  planned: 17,
  ended: 6,
  answered: ["amazon-root-ca-1"],
  interrupted: false,
};
const asked: BackgroundAnswer = { at: START, answered: false, trouble: null };
const answered: BackgroundAnswer = { ...asked, answered: true };
const failed: BackgroundAnswer = { ...asked, trouble: "gone" };
const nothing: StoredCheckState = { running: null, report: null };

describe("the screen is", () => {
  const done = { state: "done", report };
  const begun = { state: "checking", ended: 0, planned: 0, answered: [] };
  const under = { state: "checking", ended: 6, planned: 17, answered: ["amazon-root-ca-1"] };
  const silent = { state: "trouble", reason: null };
  const old = finished + REPORT_FRESH_MS;

  test.each<[string, StoredCheckState | null, BackgroundAnswer, number, object]>([
    ["checking before storage was read", null, asked, START, begun],
    [
      "checking with a running check's progress",
      { ...nothing, running },
      answered,
      START + 900,
      under,
    ],
    [
      "the result of a running check that is certain",
      { ...nothing, running: { ...running, early } },
      answered,
      START + 900,
      { state: "decided", ...early, answered: ["amazon-root-ca-1"] },
    ],
    [
      "interrupted although the result was certain",
      { ...nothing, running: { ...running, early, interrupted: true } },
      answered,
      START + 900,
      { state: "interrupted" },
    ],
    ["checking although an older report stands", { running, report }, answered, START + 900, under],
    ["checking although the question failed", { running, report }, failed, START + 900, under],
    [
      "interrupted when a worker says so",
      { ...nothing, running: { ...running, interrupted: true } },
      answered,
      START,
      { state: "interrupted" },
    ],
    [
      "interrupted when the check is over time",
      { ...nothing, running },
      answered,
      START + LIMITS.checkMs + 60_000,
      { state: "interrupted" },
    ],
    ["the report", { ...nothing, report }, answered, finished, done],
    [
      "the report, however old, once the background has answered",
      { ...nothing, report },
      answered,
      old,
      done,
    ],
    ["the report at once while it is fresh", { ...nothing, report }, asked, old - 1, done],
    [
      "the report while it is fresh, although the question failed",
      { ...nothing, report },
      failed,
      old - 1,
      done,
    ],
    [
      "checking while an old report waits to be replaced",
      { ...nothing, report },
      { ...asked, at: old },
      old,
      begun,
    ],
    [
      "checking while a report of the future waits to be replaced",
      { ...nothing, report },
      { ...asked, at: finished - 1 },
      finished - 1,
      begun,
    ],
    ["trouble with the reason", nothing, failed, START, { state: "trouble", reason: "gone" }],
    [
      "trouble instead of an old report",
      { ...nothing, report },
      failed,
      old,
      { state: "trouble", reason: "gone" },
    ],
    ["checking while an answer may still come", null, asked, START + SILENCE_MS, begun],
    ["trouble when no answer comes", null, asked, START + SILENCE_MS + 1, silent],
    ["trouble when the answer brings nothing", nothing, answered, START + SILENCE_MS + 1, silent],
  ])("%s", (_, kept, question, now, screen) => {
    expect(popupState(kept, question, now)).toEqual(screen);
  });
});
