// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CopyButton } from "../../src/view/CopyButton.tsx";
import { translateHere as t } from "../preview/view-context.ts";
import { show } from "./stage.tsx";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Clicks and waits until the clipboard has answered. */
async function press(button: HTMLElement): Promise<void> {
  await act(async () => {
    fireEvent.click(button);
  });
}

describe.each([true, false])("a copy button, its label shown: %s", (shown) => {
  const button = <CopyButton text={() => "abc"} label="Copy hash" shown={shown} />;

  test("copies its text and says so for a while", async () => {
    const { copy, getByRole } = show(button);
    const status = getByRole("status");
    expect(status.textContent).toBe("");
    await press(getByRole("button"));
    expect(copy.mock.calls).toEqual([["abc"]]);
    expect(status.textContent).toBe(t("copied"));
    expect(getByRole("button").querySelector(".icon-check")).not.toBeNull();
    await act(async () => {
      await vi.advanceTimersByTimeAsync(2_000);
    });
    expect(status.textContent).toBe("");
    expect(getByRole("button").querySelector(".icon-copy")).not.toBeNull();
  });

  test("says when the browser refuses", async () => {
    const { copy, getByRole } = show(button);
    copy.mockRejectedValue(new Error("NotAllowedError"));
    await press(getByRole("button"));
    expect(getByRole("status").textContent).toBe(t("copyFailed"));
    expect(getByRole("button").querySelector(".icon-cross")).not.toBeNull();
  });

  test("says when there is no clipboard at all", async () => {
    const { copy, getByRole } = show(button);
    copy.mockImplementation(() => {
      throw new TypeError("navigator.clipboard is undefined");
    });
    await press(getByRole("button"));
    expect(getByRole("status").textContent).toBe(t("copyFailed"));
  });

  test("keeps its name, and announces outside the button", async () => {
    const { getByRole } = show(button);
    const named = () => getByRole("button", { name: "Copy hash" });
    expect(named().contains(getByRole("status"))).toBe(false);
    await press(named());
    named();
  });
});
