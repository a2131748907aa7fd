/**
 * Starts the check, then loads the popup's modules after the first paint. A plain script without imports, because a
 * module would wait for the polyfill. The popup calls the background again, and shows what goes wrong.
 */
import type { Message } from "../src/platform/calls.ts";

interface Api {
  runtime: { sendMessage(message: Message): Promise<unknown> };
}

const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
(browser ?? chrome).runtime.sendMessage({ call: "checkIfDue" }).catch(() => undefined);

/** How long (ms) to wait for the first paint: a page in the background gets none. */
const PAINT_LIMIT_MS = 100;

let loaded = false;
const loadModules = () => {
  const later = document.querySelector("template");
  if (loaded || !later) return;
  loaded = true;
  document.head.append(document.importNode(later.content, true));
};
requestAnimationFrame(() => setTimeout(loadModules));
setTimeout(loadModules, PAINT_LIMIT_MS);
