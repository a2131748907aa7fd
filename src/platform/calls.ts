import type { Settings } from "../core/default-settings.ts";
import { browser } from "./browser.ts";

export interface Calls {
  /** Starts a check if none runs, the report is not fresh, and no interrupted check waits to be seen. */
  checkIfDue(): Promise<void>;
  startCheck(): Promise<void>;
  /**
   * Starts a check that asks names that this browser session has not verified yet, so that the browser's own log shows
   * verified chains. False, and no check, if a deciding root has no such name left.
   */
  checkForLog(): Promise<boolean>;
  watchConsole(): Promise<void>;
  watchForbidden(): Promise<boolean>;
  /** Here, so that the popup need not load the readers of settings. */
  readSettings(): Promise<Settings>;
}

export interface Message {
  call: keyof Calls;
}

export async function call<Name extends keyof Calls>(
  name: Name,
): Promise<Awaited<ReturnType<Calls[Name]>>> {
  const given = await browser.runtime.sendMessage({ call: name } satisfies Message);
  return given as Awaited<ReturnType<Calls[Name]>>;
}

/** Must run synchronously at start-up. Ignores messages of other extensions. */
export function answerCalls(calls: Calls): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: { id?: string | undefined }) => {
    if (sender.id !== browser.runtime.id || !isCall(message, calls)) return undefined;
    // A call without a result answers true: undefined would mean that nobody answers.
    return calls[message.call]().then((given: unknown) => given ?? true);
  });
}

function isCall(message: unknown, calls: Calls): message is Message {
  if (typeof message !== "object" || message === null || !("call" in message)) return false;
  return typeof message.call === "string" && Object.hasOwn(calls, message.call);
}
