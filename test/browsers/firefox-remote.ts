/** What puppeteer has no call for in Firefox, over the connection that it holds. */
import type { Browser, Page } from "puppeteer-core";
import { until } from "./session.ts";

interface Connection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}

type Remote =
  | { type: "array"; value: Remote[] }
  | { type: "object"; value: [string, Remote][] }
  | { type: string; value?: unknown };

interface Called {
  type: "success" | "exception";
  result: Remote;
  exceptionDetails?: { text: string };
}

/**
 * Calls a function (its source) with strings in the browser's own window, where it has the rights of
 * browser code, and gives what it returns: strings, numbers, booleans and arrays of them.
 */
export async function callInBrowser<Result = void>(
  browser: Browser,
  source: string,
  values: readonly string[],
): Promise<Result> {
  const connection = connectionOf(browser);
  const { result: tree } = await connection.send("browsingContext.getTree", {
    "moz:scope": "chrome",
    maxDepth: 0,
  });
  const { contexts } = tree as { contexts: { context: string }[] };
  const { result } = await connection.send("script.callFunction", {
    functionDeclaration: source,
    awaitPromise: true,
    target: { context: contexts[0]!.context },
    arguments: values.map((value) => ({ type: "string", value })),
  });
  const called = result as Called;
  if (called.type === "exception") throw new Error(`In Firefox: ${called.exceptionDetails?.text}`);
  return plain(called.result) as Result;
}

/** Sends a tab to an address and does not wait for it to get there. */
export async function navigate(page: Page, url: string): Promise<void> {
  const context = (page.mainFrame() as unknown as { _id: string })._id;
  await connectionOf(page.browser()).send("browsingContext.navigate", {
    context,
    url,
    wait: "none",
  });
}

/** Installs an unpacked extension for as long as the browser runs. */
export async function install(browser: Browser, path: string, inPrivate: boolean): Promise<void> {
  await connectionOf(browser).send("webExtension.install", {
    extensionData: { type: "path", path },
    "moz:allowPrivateBrowsing": inPrivate,
  });
}

/** Presses a button of the question for a permission that stands in the window, when it stands there. */
export async function answerPermissionPrompt(browser: Browser, yes: boolean): Promise<void> {
  const answer = yes ? "button" : "secondaryButton";
  await until("the question for a permission", () =>
    callInBrowser<boolean>(browser, PRESS_IN_PROMPT, [answer]),
  );
}

/** Firefox ignores presses for half a second after a question comes up, so that nobody answers it by mistake. */
const PRESS_IN_PROMPT = `async (button) => {
  const { panel } = PopupNotifications;
  const [question] = panel.state === "open" ? panel.children : [];
  if (question?.getAttribute("popupid") !== "addon-webext-permissions") return false;
  question[button].click();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return panel.state !== "open";
}`;

function connectionOf(browser: Browser): Connection {
  return (browser as unknown as { connection: Connection }).connection;
}

function plain(value: Remote): unknown {
  return Array.isArray(value.value) && value.type === "array"
    ? (value.value as Remote[]).map(plain)
    : value.value;
}

/** The bytes of a certificate as browser code takes them. */
export function base64Of(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----|\s/g, "");
}
