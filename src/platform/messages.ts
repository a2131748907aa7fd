/** What popup and pages may ask of the background: the whole list, typed. Progress travels by storage. */
import type { Settings } from "../core/default-settings.ts";
import { browser } from "./browser.ts";

export interface Calls {
  /** Starts a check unless one is running, or a fresh report or an interrupted check stands. */
  checkIfDue(): Promise<void>;
  /** Starts a check unless one is running. */
  startCheck(): Promise<void>;
  /** Keeps that this person wants console pages to be watched. */
  watchConsole(): Promise<void>;
  /** Whether a policy says that they are not to be. */
  watchForbidden(): Promise<boolean>;
  /** The settings in force: the popup need not know how they are read. */
  readSettings(): Promise<Settings>;
}

interface Message {
  call: keyof Calls;
}

/** Calls the background and waits for its answer. */
export async function call<Name extends keyof Calls>(
  name: Name,
): Promise<Awaited<ReturnType<Calls[Name]>>> {
  const given = await browser.runtime.sendMessage({ call: name } satisfies Message);
  return given as Awaited<ReturnType<Calls[Name]>>;
}

/** Answers calls. Must run synchronously at start-up. Messages that are not ours get no answer. */
export function answer(calls: Calls): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: { id?: string | undefined }) => {
    if (sender.id !== browser.runtime.id || !isMessage(message, calls)) return undefined;
    return calls[message.call]().then((given: unknown) => given ?? true);
  });
}

function isMessage(message: unknown, calls: Calls): message is Message {
  if (typeof message !== "object" || message === null || !("call" in message)) return false;
  return typeof message.call === "string" && Object.hasOwn(calls, message.call);
}
