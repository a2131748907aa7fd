import { describe, expect, test } from "vitest";
import {
  CALL_START,
  CALL_STEPS,
  callStep,
  caseOfAnswer,
  menuOnPath,
} from "../../src/guidance/call.ts";
import { EXTENSION_MENU_IDS } from "../../src/guidance/extension-menus.ts";
import { CASES } from "../../src/guidance/repair-cases.ts";
import messages from "../../public/_locales/en/messages.json";
import { dataKey, keyOf } from "../../src/report-text/translator.ts";

const ids = CALL_STEPS.map(({ id }) => id);

/** Steps that can be reached from one, itself among them. */
function reachable(from: string): Set<string> {
  const seen = new Set<string>();
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { to } of callStep(id).answers) visit(to);
  };
  visit(from);
  return seen;
}

describe("the script of a call", () => {
  test("has steps and answers of their own, and no dead link", () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, answers } of CALL_STEPS) {
      expect(new Set(answers.map((answer) => answer.id)).size, id).toBe(answers.length);
      expect(answers.filter(({ to }) => !ids.includes(to))).toEqual([]);
    }
    expect(() => callStep("nowhere")).toThrow("nowhere");
  });

  test("reaches every step", () => {
    expect(ids.filter((id) => !reachable(CALL_START).has(id))).toEqual([]);
  });

  test("ends from wherever one stands", () => {
    const ends = (id: string) => callStep(id).answers.length === 0;
    expect(ids.filter((id) => ![...reachable(id)].some(ends))).toEqual([]);
  });

  test("has a question of one answer nowhere", () => {
    expect(CALL_STEPS.filter(({ answers }) => answers.length === 1)).toEqual([]);
  });

  test.each(CASES)("finds the case %s, and hands it over where nothing helps", (found) => {
    const step = CALL_STEPS.find((each) => each.case === found && !each.team);
    expect(step).toBeDefined();
    const over = step!.answers.map(({ to }) => callStep(to)).filter(({ team }) => team);
    expect(over.map((each) => each.case)).toEqual([found]);
    expect(over[0]!.answers).toEqual([]);
    expect(messages).toHaveProperty(keyOf("handOver", found));
  });

  test("names a case by its own words, and leads to that case", () => {
    const named = CALL_STEPS.flatMap(({ answers }) => answers).filter(caseOfAnswer);
    expect(named.length).toBeGreaterThan(10);
    for (const answer of named) expect(callStep(answer.to).case).toBe(caseOfAnswer(answer));
  });

  test("knows the caller's browser wherever its text depends on it", () => {
    const unknown: string[] = [];
    const visit = (path: string[]) => {
      const id = path.at(-1)!;
      const { message } = messages[dataKey("callSay", id)] ?? { message: "" };
      if (message.includes("$ADDRESS$") && menuOnPath(path) === null) unknown.push(path.join());
      for (const { to } of callStep(id).answers) if (!path.includes(to)) visit([...path, to]);
    };
    visit([CALL_START]);
    expect(unknown).toEqual([]);
  });

  test("remembers the browser that was named last", () => {
    for (const id of EXTENSION_MENU_IDS) {
      const way = [CALL_START, "browser", `find-icon-${id}`, "private-window", "extensions-page"];
      expect(menuOnPath(way)).toBe(id);
      expect(menuOnPath([...way, "popup", "browser", "find-icon-edge"])).toBe("edge");
    }
    expect(menuOnPath([CALL_START, "browser"])).toBeNull();
  });

  test("asks about a window, a switch and the installation before it gives up on an icon", () => {
    const ends = (from: string) =>
      [...reachable(from)].filter((id) => callStep(id).answers.length === 0);
    for (const id of ["install", "policy", "not-shown"]) {
      expect(ends("private-window")).toContain(id);
    }
    const [listed, hidden] = callStep("private-window").answers;
    expect([listed!.to, hidden!.to]).toEqual(["normal-window", "extensions-page"]);
  });

  test("never sends somebody on whose connections strangers inspect", () => {
    expect(callStep("hand-over-tls-inspection").team).toBe("security");
    expect(callStep("hand-over-checks-disabled").team).toBe("security");
  });
});
