/** The calls from popup and pages to the background, typed. Progress goes through storage instead. */
import type { Settings } from "../core/default-settings.ts";
import { browser } from "./browser.ts";

export interface Calls {
  /** Starts a check unless one is running, the report is fresh, or an interrupted check waits to be seen. */
  checkIfDue(): Promise<void>;
  /** Starts a check unless one is running. */
  startCheck(): Promise<void>;
  /** Stores that the person wants console pages to be watched. */
  watchConsole(): Promise<void>;
  /** Whether a policy forbids to watch console pages. */
  watchForbidden(): Promise<boolean>;
  /** Returns the settings in force, so that the popup need not load their readers. */
  readSettings(): Promise<Settings>;
}

interface Message {
  call: keyof Calls;
}

/** Calls the background and returns its answer. */
export async function call<Name extends keyof Calls>(
  name: Name,
): Promise<Awaited<ReturnType<Calls[Name]>>> {
  const given = await browser.runtime.sendMessage({ call: name } satisfies Message);
  return given as Awaited<ReturnType<Calls[Name]>>;
}

/** Answers calls. Must run synchronously at start-up. Messages of other extensions get no answer. */
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
