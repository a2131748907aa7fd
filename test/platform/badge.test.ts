import { beforeEach, describe, expect, test, vi } from "vitest";
import { showBadge } from "../../src/platform/badge.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

beforeEach(resetBrowser);

describe("a badge", () => {
  test("is shown on its tab alone", async () => {
    fakeBrowser.tabs.open.set(7, { id: 7 });
    await showBadge(7, { text: "!", title: "Refused", color: "#b3261e" });
    expect([...fakeBrowser.action.badges]).toEqual([
      [7, { text: "!", title: "Refused", color: "#b3261e" }],
    ]);
  });

  test("without a title of its own has the usual tooltip", async () => {
    fakeBrowser.tabs.open.set(7, { id: 7 });
    await showBadge(7, { text: "", title: "", color: "#5b6770" });
    expect(fakeBrowser.action.badges.get(7)).toMatchObject({ text: "", title: "actionTitle" });
  });

  test("on a closed tab is no error", async () => {
    await showBadge(7, { text: "!", title: "Refused", color: "#b3261e" });
    expect(fakeBrowser.action.badges.size).toBe(0);
  });
});
