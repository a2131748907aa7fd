import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readManifest } from "../../build/config.ts";
import { ROOT } from "../../build/files.ts";
import { SETTING_KEYS } from "../../src/core/default-settings.ts";
import { effectiveSettings } from "../../src/core/settings.ts";
import { policyIn, readPlist, readRegistryFile } from "./read.ts";

const CHROME = "CHROME_EXTENSION_ID";
const EDGE = "EDGE_EXTENSION_ID";
const FIREFOX = readManifest().browser_specific_settings.gecko.id;

const text = (name: string) => readFileSync(join(ROOT, "policies", name), "utf8");

type Policy = Record<string, unknown>;
interface Payload extends Policy {
  PayloadType: string;
  PayloadUUID: string;
  PayloadIdentifier: string;
}

const profile = readPlist(text("macos/trust-ready.mobileconfig")) as unknown as Payload & {
  PayloadContent: Payload[];
};

/** What a payload sets, without what makes it a payload. */
function payload(type: string): Policy {
  const found = profile.PayloadContent.find(({ PayloadType }) => PayloadType === type);
  if (!found) throw new Error(`no payload for ${type}`);
  return Object.fromEntries(Object.entries(found).filter(([key]) => !key.startsWith("Payload")));
}

const registry = readRegistryFile(text("windows/trust-ready.reg"));
const machine = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies";
const REGISTRY_PLACES = {
  chrome: `${machine}\\Google\\Chrome\\3rdparty\\extensions\\${CHROME}\\policy`,
  edge: `${machine}\\Microsoft\\Edge\\3rdparty\\extensions\\${EDGE}\\policy`,
  firefox: `${machine}\\Mozilla\\Firefox\\3rdparty\\Extensions\\${FIREFOX}`,
};

const linux = JSON.parse(text("linux/trust-ready.json")) as {
  "3rdparty": { extensions: Record<string, Policy> };
};
const firefox = JSON.parse(text("firefox/policies.json")) as {
  policies: { "3rdparty": { Extensions: Record<string, Policy> } };
};
const storage = JSON.parse(text("firefox/managed-storage.json")) as {
  name: string;
  type: string;
  data: Policy;
};
const script = text("windows/trust-ready.ps1");
const inScript = /\$settings = @'\n([\s\S]*?)\n'@/.exec(script)?.[1] ?? "";
const onMac = payload("org.mozilla.firefox")["3rdparty"] as { Extensions: Record<string, Policy> };

const POLICIES: Record<string, Policy | undefined> = {
  "Chrome, Linux": linux["3rdparty"].extensions[CHROME],
  "Edge, Linux": linux["3rdparty"].extensions[EDGE],
  "Firefox, policies.json": firefox.policies["3rdparty"].Extensions[FIREFOX],
  "Firefox, managed storage": storage.data,
  "Chrome, registry": policyIn(registry, REGISTRY_PLACES.chrome),
  "Edge, registry": policyIn(registry, REGISTRY_PLACES.edge),
  "Firefox, registry": policyIn(registry, REGISTRY_PLACES.firefox),
  "Windows script": JSON.parse(inScript) as Policy,
  "Chrome, macOS": payload(`com.google.Chrome.extensions.${CHROME}`),
  "Edge, macOS": payload(`com.microsoft.Edge.extensions.${EDGE}`),
  "Firefox, macOS": onMac.Extensions[FIREFOX],
};

describe.each(Object.entries(POLICIES))("%s", (_, policy) => {
  test("sets every setting, and nothing else", () => {
    expect(Object.keys(policy ?? {}).toSorted()).toEqual(SETTING_KEYS.toSorted());
  });

  test("has no value that does not count", () => {
    const { faults, sources } = effectiveSettings(policy, {});
    expect(faults).toEqual([]);
    expect(new Set(Object.values(sources))).toEqual(new Set(["policy"]));
  });

  test("says the same as the others", () => {
    const first = POLICIES["Chrome, Linux"];
    expect(effectiveSettings(policy, {})).toEqual(effectiveSettings(first, {}));
  });
});

describe("the templates", () => {
  test("sit under no key that no browser reads", () => {
    expect(Object.keys(linux["3rdparty"].extensions)).toEqual([CHROME, EDGE]);
    expect(Object.keys(firefox.policies["3rdparty"].Extensions)).toEqual([FIREFOX]);
    expect([storage.name, storage.type]).toEqual([FIREFOX, "storage"]);
    const roots = Object.values(REGISTRY_PLACES);
    const stray = Object.keys(registry).filter(
      (key) => !roots.some((root) => key === root || key.startsWith(`${root}\\`)),
    );
    expect(stray).toEqual([]);
    for (const root of roots) {
      expect(script).toContain(root.replace("HKEY_LOCAL_MACHINE", "HKLM:"));
    }
    expect(payload("org.mozilla.firefox")["EnterprisePoliciesEnabled"]).toBe(true);
  });

  test("of macOS have ids that are their own", () => {
    const payloads = [profile, ...profile.PayloadContent];
    expect(profile.PayloadType).toBe("Configuration");
    expect(new Set(payloads.map(({ PayloadUUID }) => PayloadUUID)).size).toBe(payloads.length);
    expect(new Set(payloads.map(({ PayloadIdentifier }) => PayloadIdentifier)).size).toBe(
      payloads.length,
    );
  });

  test("stand in the table of the README, with the ids that it speaks of", () => {
    const readme = text("README.md");
    const files = readdirSync(join(ROOT, "policies"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "README.md")
      .map((entry) => `${entry.parentPath.split(/[\\/]/).at(-1)}/${entry.name}`);
    expect(files.length).toBeGreaterThan(0);
    for (const word of [...files, CHROME, EDGE, FIREFOX]) expect(readme).toContain(`\`${word}\``);
  });
});

describe("the readers", () => {
  const head = "Windows Registry Editor Version 5.00\n";

  test.each([
    ["another file", "[HKEY_LOCAL_MACHINE\\A]"],
    ["a value outside a key", `${head}"a"="b"`],
    ["another hive", `${head}[HKEY_CURRENT_USER\\A]`],
    ["a quotation mark too many", `${head}[HKEY_LOCAL_MACHINE\\A]\n"a"="b"c"`],
  ])("refuse a registry file with %s", (_, file) => {
    expect(() => readRegistryFile(file)).toThrow();
  });

  test("refuse a list with a gap", () => {
    expect(() => policyIn({ "A\\list": { "1": "a", "3": "b" } }, "A")).toThrow("a gap");
  });

  test.each([
    "<dict></dict>",
    '<plist version="1.0"><dict><key>a</key></dict></plist>',
    '<plist version="1.0"><dict><string>a</string></dict></plist>',
    '<plist version="1.0"><array><string>a</array></plist>',
    '<plist version="1.0"><true/>',
  ])("refuse a property list that is none: %s", (file) => {
    expect(() => readPlist(file)).toThrow();
  });
});
