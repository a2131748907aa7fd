import { describe, expect, test } from "vitest";
import { readJson } from "../../build/files.ts";
import { readManifest } from "../../build/config.ts";
import { manifestFor } from "../../build/manifest.ts";
import { consoleOrigins } from "../../src/core/console-hosts.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { BROWSER_FAMILIES } from "../../src/core/vocabulary.ts";

const source = readManifest();
const catalogue = readJson<Catalogue>("src/core/catalogue.json");

/** The directives of a content security policy. */
function directives(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split(";").map((directive) => {
      const [name, ...values] = directive.trim().split(/\s+/);
      return [name, values];
    }),
  );
}

function covers(expression: string, url: string): boolean {
  const { origin, protocol, hostname } = new URL(url);
  if (expression === protocol) return true;
  const domain = /^https:\/\/\*(\..+)$/.exec(expression)?.[1];
  return domain ? protocol === "https:" && hostname.endsWith(domain) : expression === origin;
}

describe.each(BROWSER_FAMILIES)("the manifest for %s", (family) => {
  const manifest = manifestFor(family, source, source.version);

  test("asks for what PERMISSIONS.md explains, and no more", () => {
    const blocking = family === "firefox" ? ["webRequestBlocking"] : [];
    expect(manifest["permissions"]).toEqual(["storage", "webRequest", ...blocking]);
    expect(manifest["host_permissions"]).toEqual(["https://*.amazontrust.com/*"]);
    // The console's pages together, and one host at a time where a person names it.
    expect(manifest["optional_host_permissions"]).toEqual([...consoleOrigins(), "https://*/*"]);
    const others = ["optional_permissions", "content_scripts"];
    const open = ["externally_connectable", "web_accessible_resources", "sandbox"];
    for (const key of [...others, ...open]) expect(manifest).not.toHaveProperty(key);
  });

  test("has an options page, and names a schema of policies to the browser that wants one", () => {
    expect(manifest["options_ui"]).toEqual({
      page: "pages/options/index.html",
      open_in_tab: true,
    });
    const storage = { managed_schema: "managed_schema.json" };
    expect(manifest["storage"]).toEqual(family === "chromium" ? storage : undefined);
  });

  test("allows its pages only their own files, and the hosts that are probed", () => {
    const policies = manifest["content_security_policy"] as Record<string, string>;
    expect(Object.keys(policies)).toEqual(["extension_pages"]);
    expect(directives(policies["extension_pages"]!)).toEqual({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "img-src": ["'self'"],
      // A baseline that somebody sets can be any host.
      "connect-src": ["https:"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
    });
  });

  test("lets every URL of the catalogue be fetched", () => {
    const policies = manifest["content_security_policy"] as Record<string, string>;
    const allowed = directives(policies["extension_pages"]!)["connect-src"] ?? [];
    const probed = catalogue.roots.flatMap((root) => root.tests.flatMap(({ urls }) => urls));
    expect(probed.length).toBeGreaterThan(0);
    const refused = [catalogue.baseline.url, ...probed].filter(
      (url) => !allowed.some((expression) => covers(expression, url)),
    );
    expect(refused).toEqual([]);
  });
});
