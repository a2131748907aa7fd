import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { firstFormat } from "../../src/platform/stored-format.ts";
import { createChromium } from "../../src/probe/chromium.ts";
import type { RequestFilter, Security } from "../../src/probe/adapter.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const FILTER: RequestFilter = { urls: ["https://*.amazontrust.com/*"], tabId: -1 };
const FORMAT = firstFormat<boolean>("session", "showsCertificates");

let delivered: [string, Security][];

beforeEach(() => {
  resetBrowser();
  delivered = [];
});

const headers = () => fakeBrowser.webRequest.onHeadersReceived;
const session = () => fakeBrowser.storage.session;

/** An adapter as a background has it after start-up. */
function started() {
  const chromium = createChromium();
  chromium.listenForSecurity(
    FILTER,
    (...each) => void delivered.push(each),
    () => {},
  );
  return chromium;
}

async function ready() {
  const chromium = started();
  await chromium.prepare();
  return chromium;
}

const der = new Uint8Array([0x30, 3, 2, 1, 5]);
const shown = {
  state: "secure",
  certificates: [{ rawDER: der.buffer }, { rawDER: new ArrayBuffer(9) }],
};

describe("Chromium's adapter", () => {
  test("asks for certificates at no start-up, only for a check", async () => {
    const chromium = started();
    expect(headers().added).toEqual([]);
    await chromium.prepare();
    expect(headers().added).toEqual([
      { listener: expect.any(Function), filter: FILTER, options: ["securityInfoRawDer"] },
    ]);
  });

  test.each(["check", "page"] as const)(
    "lets no check begin before the browser has the listener, added for a %s",
    async (first) => {
      await session().set(FORMAT.entry(true));
      const calls: string[] = [];
      const add = headers().addListener.getMockImplementation()!;
      headers().addListener.mockImplementation((...args) => {
        calls.push("add");
        add(...args);
      });
      const get = session().get.getMockImplementation()!;
      session().get.mockImplementation(async (...args) => {
        const answer = await get(...args);
        await new Promise((resolve) => setImmediate(resolve));
        calls.push("answer");
        return answer;
      });
      const chromium = started();
      if (first === "page") void chromium.prepareForPages();
      await chromium.prepare();
      expect(calls.slice(calls.indexOf("add"))).toContain("answer");
    },
  );

  test("asks once, however many checks there are", async () => {
    const chromium = await ready();
    headers().fire({ requestId: "7", securityInfo: shown });
    await chromium.prepare();
    await chromium.prepare();
    expect(headers().added).toHaveLength(1);
  });

  test("hands over the leaf, which is all that Chromium shows", async () => {
    await ready();
    headers().fire({ requestId: "7", securityInfo: shown });
    expect(delivered).toEqual([
      [
        "7",
        {
          evidence: "issuer",
          chain: [{ der, reportedSpkiSha256: null, builtIn: null }],
          tls: {
            state: "secure",
            protocol: null,
            cipherSuite: null,
            keyExchange: null,
            signatureScheme: null,
            certificateTransparency: null,
            exception: null,
          },
        },
      ],
    ]);
  });

  test.each([
    ["no details", undefined],
    ["no certificates", { state: "insecure" }],
    ["an empty list", { state: "secure", certificates: [] }],
    ["a certificate without its bytes", { state: "secure", certificates: [{}] }],
  ])("hands over nothing where Chromium shows %s", async (_, securityInfo) => {
    await ready();
    expect(headers().fire({ requestId: "7", securityInfo })).toEqual([undefined]);
    expect(delivered).toEqual([]);
  });

  test("gives up for the session once a request loaded without certificates", async () => {
    const chromium = await ready();
    chromium.loadedWithoutSecurity();
    expect(headers().added).toEqual([]);
    expect(Object.fromEntries(session().content)).toEqual(FORMAT.entry(false));
    await chromium.prepare();
    expect(headers().added).toEqual([]);
  });

  test("gives up for good, also for a check that is being prepared meanwhile", async () => {
    const chromium = await ready();
    const next = chromium.prepare();
    chromium.loadedWithoutSecurity();
    await next;
    await chromium.prepareForPages();
    expect(headers().added).toEqual([]);
  });

  test("takes no version of HTTP from a status line that is always the same", async () => {
    expect((await ready()).httpVersion("HTTP/1.1 200 OK")).toBeNull();
  });

  test("does not ask again in a new worker of the same session", async () => {
    (await ready()).loadedWithoutSecurity();
    await ready();
    expect(headers().added).toEqual([]);
  });

  test("does not give up once certificates were delivered", async () => {
    const chromium = await ready();
    headers().fire({ requestId: "7", securityInfo: shown });
    chromium.loadedWithoutSecurity();
    expect(headers().added).toHaveLength(1);
    expect(session().set.mock.calls).toEqual([[FORMAT.entry(true)]]);
  });

  test("listens for those of pages where a check found that they are shown, and only there", async () => {
    for (const [found, listeners] of [
      [undefined, 0],
      [false, 0],
      [true, 1],
    ] as const) {
      resetBrowser();
      if (found !== undefined) await session().set(FORMAT.entry(found));
      await started().prepareForPages();
      expect([found, headers().added.length]).toEqual([found, listeners]);
    }
    session().get.mockRejectedValue(new Error("gone"));
    await expect(started().prepareForPages()).resolves.toBeUndefined();
  });

  test("gives up quietly where the browser does not know the option", async () => {
    headers().addListener.mockImplementation(() => {
      throw new TypeError("Invalid value for argument 2");
    });
    const chromium = await ready();
    expect(() => chromium.loadedWithoutSecurity()).not.toThrow();
    expect(delivered).toEqual([]);
  });

  test("does not stand in the way of a check where storage cannot be read", async () => {
    session().get.mockRejectedValue(new Error("no storage"));
    await expect(ready()).resolves.toBeDefined();
  });

  test("does not mind where storage cannot be written", async () => {
    session().set.mockRejectedValue(new Error("no room"));
    const chromium = await ready();
    expect(() => chromium.loadedWithoutSecurity()).not.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
  });
});

describe("Chromium's name", () => {
  interface Brand {
    brand: string;
    version: string;
  }

  function says(fullVersionList: Brand[] | undefined, brands: Brand[] = []) {
    const getHighEntropyValues = async () => ({ fullVersionList });
    vi.stubGlobal("navigator", { userAgentData: { brands, getHighEntropyValues } });
  }

  afterEach(() => void vi.unstubAllGlobals());

  const brand = (name: string, version: string): Brand => ({ brand: name, version });
  const chromium = brand("Chromium", "156.0.8078.79");

  test.each([
    ["Chrome", [brand("Google Chrome", "156.0.8078.80"), chromium, brand("Not_A Brand", "99")]],
    [
      "Microsoft Edge",
      [brand("Not;A=Brand", "8"), brand("Microsoft Edge", "156.0.99.1"), chromium],
    ],
    ["Opera", [chromium, brand("Opera", "140.0"), brand("(Not(A:Brand", "24.0")]],
    ["Brave", [brand(" Not A;Brand", "99"), brand("Brave", "156.0"), chromium]],
    ["Chromium", [chromium, brand("Not/A)Brand", "8.0.0.0")]],
    ["Nothing Browser", [brand("Nothing Browser", "1.0"), chromium]],
  ])("is %s, and its version that of the engine", async (name, brands) => {
    says(brands);
    const programme = name === "Microsoft Edge" ? "microsoft" : "chrome";
    const expected = { family: "chromium", programme, name, version: "156.0.8078.79" };
    expect(await createChromium().describe()).toEqual(expected);
  });

  test("has the version of the brand where the engine is not named", async () => {
    says([brand("Google Chrome", "156.0.1.2")]);
    expect(await createChromium().describe()).toMatchObject({
      name: "Chrome",
      version: "156.0.1.2",
    });
  });

  test("comes from the short list where there is no full one", async () => {
    says(undefined, [brand("Google Chrome", "156"), brand("Chromium", "156")]);
    expect(await createChromium().describe()).toMatchObject({ name: "Chrome", version: "156" });
  });

  test("comes from the short list where the full one is refused", async () => {
    const getHighEntropyValues = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    const brands = [brand("Chromium", "156")];
    vi.stubGlobal("navigator", { userAgentData: { brands, getHighEntropyValues } });
    expect(await createChromium().describe()).toMatchObject({ name: "Chromium", version: "156" });
  });

  test("has no version where none is told, which is not an old one", async () => {
    vi.stubGlobal("navigator", {});
    expect(await createChromium().describe()).toEqual({
      family: "chromium",
      programme: "chrome",
      name: "Chromium",
      version: "",
    });
  });
});
