/** A browser in memory: the WebExtension APIs that the extension uses, with events that a test can fire. */
import type { WebRequest } from "webextension-polyfill";
import { vi } from "vitest";

export const EXTENSION_ID = "abcdefghijklmnop";
export const EXTENSION = `chrome-extension://${EXTENSION_ID}`;

type Listener = (...args: never[]) => unknown;

/** An event: remembers its listeners and the filters they asked for. */
class FakeEvent {
  added: { listener: Listener; filter?: object | undefined; options?: string[] | undefined }[] = [];
  addListener = vi.fn((listener: Listener, filter?: object, options?: string[]) => {
    this.added.push({ listener, filter, options });
  });
  removeListener = vi.fn((listener: Listener) => {
    this.added = this.added.filter((each) => each.listener !== listener);
  });
  /** Calls the listeners; returns what they return. */
  fire(...args: unknown[]): unknown[] {
    return this.added.map(({ listener }) => listener(...(args as never[])));
  }
}

const WEB_REQUEST_EVENTS = [
  "onBeforeRequest",
  "onHeadersReceived",
  "onBeforeRedirect",
  "onResponseStarted",
  "onErrorOccurred",
] as const;

function newWebRequest() {
  const events = Object.fromEntries(WEB_REQUEST_EVENTS.map((name) => [name, new FakeEvent()]));
  return {
    ...(events as Record<(typeof WEB_REQUEST_EVENTS)[number], FakeEvent>),
    getSecurityInfo: vi.fn((_id: string, _options: object): Promise<WebRequest.SecurityInfo> => {
      throw new Error("no such request");
    }),
  };
}

/** A storage area: values are cloned in and out, and each write fires `onChanged` once. */
function newArea(name: string, onChanged: FakeEvent) {
  const content = new Map<string, unknown>();
  const tell = (changes: Record<string, { oldValue?: unknown; newValue?: unknown }>) =>
    void onChanged.fire(structuredClone(changes), name);
  return {
    content,
    get: vi.fn(async (key: string | null) => {
      const keys = key === null ? [...content.keys()] : [key].filter((each) => content.has(each));
      return structuredClone(Object.fromEntries(keys.map((each) => [each, content.get(each)])));
    }),
    set: vi.fn(async (entries: Record<string, unknown>) => {
      const changes = Object.entries(structuredClone(entries)).map(([key, newValue]) => {
        const oldValue = content.get(key);
        content.set(key, newValue);
        return [key, { oldValue, newValue }];
      });
      tell(Object.fromEntries(changes));
    }),
    remove: vi.fn(async (key: string) => {
      if (content.has(key)) tell({ [key]: { oldValue: content.get(key) } });
      content.delete(key);
    }),
  };
}

function newStorage() {
  const onChanged = new FakeEvent();
  const state = { policy: null as Record<string, unknown> | null };
  return {
    onChanged,
    local: newArea("local", onChanged),
    session: newArea("session", onChanged),
    managed: {
      get: vi.fn(async (_key: null) => {
        // As Firefox does where no policy exists.
        if (state.policy === null) throw new Error("Managed storage manifest not found");
        return structuredClone(state.policy);
      }),
    },
    /** Sets the administrator's policy; null removes it. */
    setPolicy(policy: Record<string, unknown> | null): void {
      state.policy = policy;
      onChanged.fire({}, "managed");
    },
  };
}

function newPermissions() {
  const granted = new Set<string>();
  const onAdded = new FakeEvent();
  const onRemoved = new FakeEvent();
  const state = { personAllows: true };
  return {
    granted,
    onAdded,
    onRemoved,
    getAll: vi.fn(async () => ({ permissions: [], origins: [...granted] })),
    contains: vi.fn(async ({ origins }: { origins: string[] }) =>
      origins.every((each) => granted.has(each)),
    ),
    request: vi.fn(async ({ origins }: { origins: string[] }) => {
      if (!state.personAllows) return false;
      origins.forEach((each) => granted.add(each));
      onAdded.fire({ origins, permissions: [] });
      return true;
    }),
    remove: vi.fn(async ({ origins }: { origins: string[] }) => {
      origins.forEach((each) => granted.delete(each));
      onRemoved.fire({ origins, permissions: [] });
      return true;
    }),
    /** How the person answers the next questions. */
    answer(personAllows: boolean): void {
      state.personAllows = personAllows;
    },
  };
}

export interface FakeTab {
  id: number;
  url?: string;
  status?: "loading" | "complete";
  incognito?: boolean;
  active?: boolean;
}

function newTabs() {
  const open = new Map<number, FakeTab>();
  return {
    open,
    onUpdated: new FakeEvent(),
    async get(id: number) {
      const tab = open.get(id);
      if (!tab) throw new Error(`No tab with id: ${id}.`);
      return { incognito: false, ...tab };
    },
    /** The tabs in view, or those whose address fits a pattern of subdomains, as `https://*.example/*`. */
    query: vi.fn(async ({ url }: { url?: string[] }) =>
      [...open.values()]
        .filter((tab) =>
          url
            ? url.some((pattern) => tab.url?.includes(pattern.slice("https://*".length, -1)))
            : tab.active,
        )
        .map((tab) => ({ incognito: false, ...tab })),
    ),
    create: vi.fn(async (_options: { url: string }) => ({})),
    getCurrent: async () => ({ id: 1 }),
  };
}

function newAction(tabs: ReturnType<typeof newTabs>) {
  const badges = new Map<number, Record<string, string>>();
  const setter = (name: string) => async (details: { tabId: number; [value: string]: unknown }) => {
    const { tabId, [name]: value } = details;
    await tabs.get(tabId);
    badges.set(tabId, { ...badges.get(tabId), [name]: String(value) });
  };
  return {
    badges,
    setBadgeText: setter("text"),
    setTitle: setter("title"),
    setBadgeBackgroundColor: setter("color"),
    setBadgeTextColor: async (_details: object) => {},
    getUserSettings: vi.fn(async (): Promise<{ isOnToolbar?: boolean }> => ({})),
  };
}

const MANIFEST = {
  version: "0.1.0",
  host_permissions: ["https://*.amazontrust.com/*"],
  optional_host_permissions: ["https://*.console.aws.amazon.com/*", "https://*/*"],
};

function newRuntime() {
  const onMessage = new FakeEvent();
  return {
    id: EXTENSION_ID,
    onMessage,
    onInstalled: new FakeEvent(),
    /** Delivers a message as the extension itself, cloned both ways. */
    sendMessage: vi.fn(async (message: unknown): Promise<unknown> => {
      const answers = onMessage.fire(structuredClone(message), { id: EXTENSION_ID });
      const answer = answers.find((each) => each !== undefined);
      if (answer === undefined) throw new Error("Could not establish connection.");
      return structuredClone(await answer);
    }),
    getManifest: () => structuredClone(MANIFEST),
    getURL: (path: string) => `${EXTENSION}/${path.replace(/^\//, "")}`,
    getBrowserInfo: async () => ({ name: "Firefox", version: "153.7.0" }),
    getPlatformInfo: async () => ({ os: "linux" }),
  };
}

function newI18n() {
  const language = { tag: "en-GB", direction: "ltr" };
  return {
    language,
    /** The key and what is filled in; no text for keys that begin with `missing`. */
    getMessage: (key: string, substitutions: string[] = []) => {
      if (key === "@@bidi_dir") return language.direction;
      if (key === "languageTag") return "en";
      return key.startsWith("missing") ? "" : [key, ...substitutions].join(" ");
    },
    getUILanguage: () => language.tag,
  };
}

/** Returns a new browser, in which nothing is stored, granted or open. */
function createFakeBrowser() {
  const tabs = newTabs();
  return {
    webRequest: newWebRequest(),
    storage: newStorage(),
    permissions: newPermissions(),
    tabs,
    action: newAction(tabs),
    runtime: newRuntime(),
    i18n: newI18n(),
    management: { getSelf: async () => ({ installType: "normal" }) },
    extension: { getViews: (_query: object): unknown[] => [] },
  };
}

/** The browser for `vi.mock("…/src/platform/browser.ts")`: modules hold it, so `resetBrowser` renews its parts. */
export const fakeBrowser = createFakeBrowser();

/** Forgets all listeners and all that was stored, granted or opened. */
export function resetBrowser(): void {
  Object.assign(fakeBrowser, createFakeBrowser());
}
