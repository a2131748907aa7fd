/**
 * Starts the check before the popup's own modules have loaded. A plain script without imports, because a module would
 * wait for the polyfill. The popup makes the same call again, and shows what goes wrong.
 */
import type { Message } from "../src/platform/calls.ts";

interface Api {
  runtime: { sendMessage(message: Message): Promise<unknown> };
}

const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
(browser ?? chrome).runtime.sendMessage({ call: "checkIfDue" }).catch(() => undefined);
