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
 * Calls a function (its source) with strings, where it has the rights of browser code, and gives what it returns:
 * strings, numbers, booleans and arrays of them. It runs in the browser's own window, in versions that let a driver in
 * there; else in a tab of its own.
 */
export async function callInBrowser<Result = void>(
  browser: Browser,
  source: string,
  values: readonly string[],
): Promise<Result> {
  const connection = connectionOf(browser);
  const { result } = await connection.send("script.callFunction", {
    functionDeclaration: source,
    awaitPromise: true,
    target: { context: await privilegedContext(connection) },
    arguments: values.map((value) => ({ type: "string", value })),
  });
  const called = result as Called;
  if (called.type === "exception") throw new Error(`In Firefox: ${called.exceptionDetails?.text}`);
  return plain(called.result) as Result;
}

interface Tree {
  contexts: { context: string; url: string; "moz:scope"?: string }[];
}

/** A page of the browser itself: its scripts have all rights. */
const PRIVILEGED_PAGE = "about:config";

async function privilegedContext(connection: Connection): Promise<string> {
  const scope = { "moz:scope": "chrome", maxDepth: 0 };
  const { contexts } = (await connection.send("browsingContext.getTree", scope)).result as Tree;
  const [first] = contexts;
  if (first?.["moz:scope"] === "chrome") return first.context;
  // A version that does not know the scope ignores it and lists its tabs.
  const open = contexts.find(({ url }) => url === PRIVILEGED_PAGE);
  return open?.context ?? openPrivileged(connection);
}

async function openPrivileged(connection: Connection): Promise<string> {
  const created = await connection.send("browsingContext.create", {
    type: "tab",
    background: true,
  });
  const { context } = created.result as { context: string };
  await goTo(connection, context, PRIVILEGED_PAGE);
  await until(PRIVILEGED_PAGE, async () => {
    const { result } = await connection.send("browsingContext.getTree", { root: context });
    return (result as Tree).contexts[0]?.url === PRIVILEGED_PAGE;
  });
  return context;
}

/** Sets a tab's size in CSS pixels. Puppeteer's own call also asks for what older versions cannot do. */
export async function resize(
  page: Page,
  width: number,
  height: number,
  scale?: number,
): Promise<void> {
  await connectionOf(page.browser()).send("browsingContext.setViewport", {
    context: contextOf(page),
    viewport: { width, height },
    ...(scale ? { devicePixelRatio: scale } : {}),
  });
}

/** Sends a tab to an address and does not wait for it to get there. */
export async function navigate(page: Page, url: string): Promise<void> {
  await goTo(connectionOf(page.browser()), contextOf(page), url);
}

function contextOf(page: Page): string {
  return (page.mainFrame() as unknown as { _id: string })._id;
}

async function goTo(connection: Connection, context: string, url: string): Promise<void> {
  await connection.send("browsingContext.navigate", { context, url, wait: "none" });
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
