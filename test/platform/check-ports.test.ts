import { beforeEach, describe, expect, test, vi } from "vitest";
import type { RunningCheck } from "../../src/core/running-check.ts";
import { answerCalls } from "../../src/platform/calls.ts";
import { checkPorts } from "../../src/platform/check-ports.ts";
import { setTogether } from "../../src/platform/storage.ts";
import { reportItem, runningItem } from "../../src/platform/stored-checks.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";
import { WORLDS } from "../made-up.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const RUNNING: RunningCheck = {
  id: "made-up",
  startedAt: 0,
  planned: 17,
  ended: 6,
  answered: [],
  interrupted: false,
};

beforeEach(resetBrowser);

describe("views of checks", () => {
  test("read what is stored, null where nothing is", async () => {
    expect(await checkPorts.read()).toEqual({ running: null, report: null });
    const report = WORLDS["one root missing"]!();
    await runningItem.set(RUNNING);
    await reportItem.set(report);
    expect(await checkPorts.read()).toEqual({ running: RUNNING, report });
  });

  test("see a report before the end of its check", async () => {
    await runningItem.set(RUNNING);
    const changes: string[] = [];
    const stop = checkPorts.watch((change) => changes.push(...Object.keys(change)));
    const report = WORLDS["one root missing"]!();
    await setTogether({ ...runningItem.entry(null), ...reportItem.entry(report) });
    expect(changes).toEqual(["report", "running"]);
    stop();
    await runningItem.remove();
    expect(changes).toHaveLength(2);
  });

  test("see null when a report is removed", async () => {
    await reportItem.set(WORLDS["one root missing"]!());
    const changed = vi.fn<(change: object) => void>();
    checkPorts.watch(changed);
    await reportItem.remove();
    expect(changed.mock.calls).toEqual([[{ report: null }]]);
  });

  test("start checks in the background, and ask for the manifest's hosts", async () => {
    const asked: string[] = [];
    answerCalls({
      checkIfDue: async () => void asked.push("checkIfDue"),
      startCheck: async () => void asked.push("startCheck"),
    } as never);
    await checkPorts.checkIfDue();
    await checkPorts.startCheck();
    expect(asked).toEqual(["checkIfDue", "startCheck"]);
    expect(await checkPorts.requestPermission()).toBe(true);
    expect([...fakeBrowser.permissions.granted]).toEqual(["https://*.amazontrust.com/*"]);
  });
});
