import { beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/core/default-settings.ts";
import { answerCalls, call, type Calls } from "../../src/platform/calls.ts";
import { EXTENSION_ID, fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const calls = {
  checkIfDue: vi.fn<Calls["checkIfDue"]>(async () => {}),
  startCheck: vi.fn<Calls["startCheck"]>(async () => {}),
  checkForLog: vi.fn<Calls["checkForLog"]>(async () => true),
  watchConsole: vi.fn<Calls["watchConsole"]>(async () => {}),
  watchForbidden: vi.fn<Calls["watchForbidden"]>(async () => false),
  readSettings: vi.fn<Calls["readSettings"]>(async () => DEFAULT_SETTINGS),
};

const send = (message: unknown, id: string | undefined) =>
  fakeBrowser.runtime.onMessage.fire(message, { id });

beforeEach(() => {
  resetBrowser();
  vi.clearAllMocks();
  answerCalls(calls);
});

describe("calls", () => {
  test("are answered with what the background returns", async () => {
    expect(await call("watchForbidden")).toBe(false);
    expect(await call("readSettings")).toEqual(DEFAULT_SETTINGS);
    expect(calls.startCheck).not.toHaveBeenCalled();
  });

  test("without a result are answered, too: a caller waits for the end", async () => {
    await call("startCheck");
    expect(calls.startCheck).toHaveBeenCalledTimes(1);
    expect(await fakeBrowser.runtime.sendMessage({ call: "startCheck" })).toBe(true);
  });

  test("that fail reject at the caller", async () => {
    calls.checkIfDue.mockRejectedValueOnce(new Error("no room"));
    await expect(call("checkIfDue")).rejects.toThrow("no room");
  });

  test.each([
    ["another extension", "ponmlkjihgfedcba"],
    ["nobody", undefined],
  ])("from %s are not answered and do nothing", (_, id) => {
    expect(send({ call: "startCheck" }, id)).toEqual([undefined]);
    expect(calls.startCheck).not.toHaveBeenCalled();
  });

  test.each([
    null,
    "startCheck",
    {},
    { call: 1 },
    { call: "unknown" },
    { call: "toString" },
    { call: "__proto__" },
  ])("of another shape are not answered: %j", (message) => {
    expect(send(message, EXTENSION_ID)).toEqual([undefined]);
  });
});
