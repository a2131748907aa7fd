// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LOG_REFUSALS } from "../../src/probe/log/refusal.ts";
import { LogProof, type LogOutcome, type LogPorts } from "../../src/view/report/LogProof.tsx";
import { ViewProvider } from "../../src/view/view-context.ts";
import { BROWSERS } from "../made-up.ts";
import { settle } from "../popup/stage.tsx";
import { translateHere as t, viewHere } from "../preview/view-context.ts";

beforeEach(() => {
  document.documentElement.lang = "en";
});
afterEach(cleanup);

interface Stage {
  name?: string;
  left?: boolean;
  busy?: boolean;
  outcome?: LogOutcome;
}

function opened({ name = "Chrome", left = true, busy = false, outcome }: Stage = {}) {
  const copy = vi.fn<(text: string) => Promise<void>>(async () => {});
  const ports = {
    checkForLog: vi.fn<LogPorts["checkForLog"]>(async () => left),
    readLog: vi.fn<LogPorts["readLog"]>(async (_, progress) => {
      progress(12_000_000);
      return outcome ?? { ok: true, proven: 14 };
    }),
  };
  const { container } = render(
    <ViewProvider value={{ ...viewHere, copy }}>
      <LogProof browser={{ ...BROWSERS.chromium, name }} ports={ports} busy={busy} />
    </ViewProvider>,
  );
  const give = async () => {
    const file = new File(["{}"], "net.json");
    const input = container.querySelector("[data-log-file]")!;
    Object.defineProperty(input, "files", { value: [file] });
    await act(() => void fireEvent.change(input));
    await settle();
  };
  const press = async () => {
    await act(() => void fireEvent.click(container.querySelector("[data-check-for-log]")!));
    await settle();
  };
  return { container, ports, copy, give, press };
}

describe("the way to the log", () => {
  test.each([
    ["Chrome", "chrome"],
    ["Microsoft Edge", "edge"],
    ["Brave", "brave"],
    ["Opera", "opera"],
    ["Vivaldi", "vivaldi"],
    ["Unheard-of", "chrome"],
  ])("copies the address of %s's own pages", async (name, scheme) => {
    const { container, copy } = opened({ name });
    for (const button of container.querySelectorAll(".log-address button")) {
      await act(() => void fireEvent.click(button));
    }
    expect(copy.mock.calls.flat()).toEqual([
      `${scheme}://net-export`,
      `${scheme}://flags/#web-request-security-info`,
    ]);
    expect(container.querySelector("a")).toBeNull();
  });

  test("starts the check for the log", async () => {
    const { container, ports, press } = opened();
    await press();
    expect(ports.checkForLog).toHaveBeenCalledTimes(1);
    expect(container.querySelector("[data-no-names]")).toBeNull();
  });

  test("says what to do where every name was verified", async () => {
    const { container, press } = opened({ left: false });
    await press();
    expect(container.querySelector("[data-no-names]")!.textContent).toBe(t("logNoNames"));
  });

  test("waits for a check under way", async () => {
    const { ports, press } = opened({ busy: true });
    await press();
    expect(ports.checkForLog).not.toHaveBeenCalled();
  });
});

describe("a chosen log", () => {
  test("is read, and the page says what it shows", async () => {
    const { container, give } = opened();
    await give();
    const status = container.querySelector('[data-log="read"]')!;
    expect(status.textContent).toBe(t("logRead_other", "14"));
  });

  test.each(LOG_REFUSALS)("that is refused as %s says why", async (refusal) => {
    const { container, give } = opened({ outcome: { ok: false, refusal } });
    await give();
    const text = container.querySelector(`[data-log="${refusal}"]`)!.textContent!;
    expect(text.length).toBeGreaterThan(20);
  });

  test("can be dropped", async () => {
    const { container, ports } = opened();
    const file = new File(["{}"], "net.json");
    const event = new Event("drop", { bubbles: true, cancelable: true });
    Object.assign(event, { dataTransfer: { files: [file] } });
    await act(() => void container.querySelector(".log-file")!.dispatchEvent(event));
    await settle();
    expect(ports.readLog.mock.calls[0]![0]).toBe(file);
    expect(event.defaultPrevented).toBe(true);
  });
});
