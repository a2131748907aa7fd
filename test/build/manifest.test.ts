import { describe, expect, test } from "vitest";
import { buildTarget, manifestFor, type SourceManifest } from "../../build/manifest.ts";

const source: SourceManifest = {
  manifest_version: 3,
  version: "1.2.3",
  background: { service_worker: "background.js", scripts: ["background.js"], type: "module" },
  permissions: ["storage", "webRequest", "webRequestBlocking"],
  host_permissions: ["https://*.example.org/*"],
  storage: { managed_schema: "schema.json" },
  minimum_chrome_version: "116",
  browser_specific_settings: {
    gecko: { id: "a@example.org", strict_min_version: "140.0" },
    gecko_android: { strict_min_version: "142.0" },
  },
};

describe("manifestFor", () => {
  test("Chromium gets a service worker and no word that is Firefox's", () => {
    expect(manifestFor("chromium", source, "1.2.3")).toEqual({
      manifest_version: 3,
      version: "1.2.3",
      background: { service_worker: "background.js", type: "module" },
      permissions: ["storage", "webRequest"],
      host_permissions: ["https://*.example.org/*"],
      storage: { managed_schema: "schema.json" },
      minimum_chrome_version: "116",
    });
  });

  test("Firefox gets an event page and no word that is Chromium's", () => {
    expect(manifestFor("firefox", source, "1.2.3")).toEqual({
      manifest_version: 3,
      version: "1.2.3",
      background: { scripts: ["background.js"], type: "module" },
      permissions: ["storage", "webRequest", "webRequestBlocking"],
      host_permissions: ["https://*.example.org/*"],
      browser_specific_settings: source.browser_specific_settings,
    });
  });

  test("keeps the order of the keys and leaves the source as it was", () => {
    const before = structuredClone(source);
    const keys = Object.keys(manifestFor("chromium", source, "1.2.3"));
    expect(keys).toEqual(Object.keys(source).filter((key) => key !== "browser_specific_settings"));
    expect(source).toEqual(before);
  });

  test("a version that is not package.json's is an error", () => {
    expect(() => manifestFor("firefox", source, "1.2.4")).toThrow(
      "manifest.json has version 1.2.3, package.json has 1.2.4",
    );
  });
});

test("buildTarget is the oldest browser that the manifest admits", () => {
  expect(buildTarget("chromium", source)).toBe("chrome116");
  expect(buildTarget("firefox", source)).toBe("firefox140");
});
