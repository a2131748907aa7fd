/** A stand-in for the WebExtension APIs that probes use: events that a test fires, storage in memory. */
import type { WebRequest } from "webextension-polyfill";
import { vi } from "vitest";

export const EXTENSION = "chrome-extension://abcdefghijklmnop";

type Listener = (details: object) => unknown;

/** An event of `webRequest`: keeps its listeners with what they asked for. */
export class FakeEvent {
  added: { listener: Listener; filter: object; options: string[] | undefined }[] = [];
  addListener = vi.fn((listener: Listener, filter: object, options?: string[]) => {
    this.added.push({ listener, filter, options });
  });
  removeListener = vi.fn((listener: Listener) => {
    this.added = this.added.filter((each) => each.listener !== listener);
  });
  /** Calls the listeners and returns what they return. */
  fire(details: object): unknown[] {
    return this.added.map(({ listener }) => listener(details));
  }
}

const EVENTS = [
  "onBeforeRequest",
  "onHeadersReceived",
  "onBeforeRedirect",
  "onResponseStarted",
  "onErrorOccurred",
] as const;

function newWebRequest() {
  const events = Object.fromEntries(EVENTS.map((name) => [name, new FakeEvent()]));
  return {
    ...(events as Record<(typeof EVENTS)[number], FakeEvent>),
    getSecurityInfo: vi.fn((_id: string, _options: object): Promise<WebRequest.SecurityInfo> => {
      throw new Error("no such request");
    }),
  };
}

function newSession() {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: vi.fn(async (key: string) => (kept.has(key) ? { [key]: kept.get(key) } : {})),
    set: vi.fn(async (entries: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(entries)) kept.set(key, structuredClone(value));
    }),
  };
}

export const fakeBrowser = {
  webRequest: newWebRequest(),
  storage: { session: newSession() },
  runtime: {
    getURL: (path: string) => `${EXTENSION}${path}`,
    getBrowserInfo: async () => ({ name: "Firefox", version: "153.7.0" }),
  },
};

/** Forgets all listeners and all that was stored. */
export function resetBrowser(): void {
  fakeBrowser.webRequest = newWebRequest();
  fakeBrowser.storage.session = newSession();
}
