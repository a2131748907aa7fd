/** The templates that install the extension, as `npm run package -- --for ADDRESS` writes them. */
import { describe, expect, test } from "vitest";
import { installPolicies, type Installation } from "../../build/intranet/install-policies.ts";
import { EXAMPLE_POLICY } from "../../build/policy-files.ts";
import { SETTING_KEYS } from "../../src/core/default-settings.ts";
import { effectiveSettings } from "../../src/core/settings.ts";
import { policyIn, readPlist, readRegistryFile, type RegistryKeys } from "./read.ts";

const CHROMIUM = "abcdefghijklmnopabcdefghijklmnop";
const FIREFOX = `trust-ready@${CHROMIUM}`;
const ADDRESS = "https://intranet.example/trust-ready/";
const MACHINE = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies";

const INSTALLATION: Installation = {
  chromiumId: CHROMIUM,
  firefoxId: FIREFOX,
  updateXml: `${ADDRESS}update.xml`,
  xpi: `${ADDRESS}trust-ready.xpi`,
  signed: false,
  settings: {},
};

const CHROME_ENTRY = {
  installation_mode: "force_installed",
  update_url: `${ADDRESS}update.xml`,
  override_update_url: true,
  toolbar_pin: "force_pinned",
};
const { toolbar_pin: _, ...shared } = CHROME_ENTRY;
const EDGE_ENTRY = { ...shared, toolbar_state: "force_shown" };
const FIREFOX_ENTRY = {
  installation_mode: "force_installed",
  install_url: `${ADDRESS}trust-ready.xpi`,
  default_area: "navbar",
  private_browsing: true,
};

type Json = Record<string, unknown>;
interface Profile extends Json {
  PayloadUUID: string;
  PayloadIdentifier: string;
  PayloadContent: (Profile & { PayloadType: string })[];
}

/** What all templates hold, in one form: of each browser on each system, its installation and its settings. */
function contents(installation: Installation) {
  const files = installPolicies(installation);
  const json = (name: string) => JSON.parse(files[name]!) as Json & { policies: Json };
  const registry = readRegistryFile(files["windows/trust-ready.reg"]!);
  const profile = readPlist(files["macos/trust-ready.mobileconfig"]!) as unknown as Profile;
  const payload = (type: string) => {
    const found = profile.PayloadContent.filter(({ PayloadType }) => PayloadType === type);
    expect(found.length).toBeLessThanOrEqual(1);
    const fields = Object.entries(found[0] ?? {}).filter(([key]) => !key.startsWith("Payload"));
    return fields.length > 0 ? Object.fromEntries(fields) : undefined;
  };
  return { files, json, registry, profile, payload, script: files["windows/trust-ready.ps1"]! };
}

/** The calls in the script that add an entry: place, type, id and entry. */
function addedBy(script: string) {
  const calls = script.matchAll(/^Add-Entry '([^']+)' '([^']+)' '([^']+)' @'\n(.*)\n'@$/gm);
  return [...calls].map(([, place, type, id, entry]) => [place, type, id, JSON.parse(entry!)]);
}

/** A key's values, with numbers for what JSON has true and false for. */
function asRegistry(entry: Json): Json {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [
      name,
      typeof value === "boolean" ? Number(value) : value,
    ]),
  );
}

const keysBelow = (registry: RegistryKeys) => Object.keys(registry).toSorted();

describe("without settings", () => {
  const { files, json, registry, profile, payload, script } = contents(INSTALLATION);

  test("Linux: one policy for each browser, and nothing else", () => {
    expect(json("linux/chrome.json")).toEqual({ ExtensionSettings: { [CHROMIUM]: CHROME_ENTRY } });
    expect(json("linux/edge.json")).toEqual({ ExtensionSettings: { [CHROMIUM]: EDGE_ENTRY } });
    const policies = { ExtensionSettings: { [FIREFOX]: FIREFOX_ENTRY } };
    expect(json("firefox/policies.json")).toEqual({ policies });
  });

  test("an unsigned package needs signatures switched off, in a template of its own", () => {
    const { policies } = json("firefox/policies.json");
    const locked = { "xpinstall.signatures.required": { Value: false, Status: "locked" } };
    expect(json("firefox/unsigned/policies.json")).toEqual({
      policies: { ...policies, Preferences: locked },
    });
    const signed = installPolicies({ ...INSTALLATION, signed: true });
    expect(Object.keys(signed)).not.toContain("firefox/unsigned/policies.json");
  });

  test("Windows: registry keys", () => {
    const chrome = `${MACHINE}\\Google\\Chrome\\ExtensionSettings\\${CHROMIUM}`;
    const edge = `${MACHINE}\\Microsoft\\Edge\\ExtensionSettings\\${CHROMIUM}`;
    const firefox = `${MACHINE}\\Mozilla\\Firefox`;
    expect(keysBelow(registry)).toEqual([chrome, edge, firefox].toSorted());
    expect(registry[chrome]).toEqual(asRegistry(CHROME_ENTRY));
    expect(registry[edge]).toEqual(asRegistry(EDGE_ENTRY));
    const [line, ...others] = registry[firefox]!["ExtensionSettings"] as string[];
    expect(others).toEqual([]);
    expect(JSON.parse(line!)).toEqual({ [FIREFOX]: FIREFOX_ENTRY });
  });

  test("Windows: the script adds the same", () => {
    const place = (path: string) => `HKLM:\\SOFTWARE\\Policies\\${path}`;
    expect(addedBy(script)).toEqual([
      [place("Google\\Chrome"), "String", CHROMIUM, CHROME_ENTRY],
      [place("Microsoft\\Edge"), "String", CHROMIUM, EDGE_ENTRY],
      [place("Mozilla\\Firefox"), "MultiString", FIREFOX, FIREFOX_ENTRY],
    ]);
    expect(script).not.toContain("$settings");
  });

  test("Intune with Mozilla's ADMX: one element with the entry", () => {
    const [, value] =
      /\n<enabled\/>\n<data id="ExtensionSettings" value='([^'<&]*)'\/>\n$/.exec(
        files["firefox/intune-oma-uri.txt"]!,
      ) ?? [];
    expect(JSON.parse(value!)).toEqual({ [FIREFOX]: FIREFOX_ENTRY });
  });

  test("macOS: a payload for each browser, with ids of its own", () => {
    const types = profile.PayloadContent.map(({ PayloadType }) => PayloadType);
    expect(types).toEqual(["com.google.Chrome", "com.microsoft.Edge", "org.mozilla.firefox"]);
    expect(payload("com.google.Chrome")).toEqual({
      ExtensionSettings: { [CHROMIUM]: CHROME_ENTRY },
    });
    expect(payload("com.microsoft.Edge")).toEqual({
      ExtensionSettings: { [CHROMIUM]: EDGE_ENTRY },
    });
    expect(payload("org.mozilla.firefox")).toEqual({
      EnterprisePoliciesEnabled: true,
      ExtensionSettings: { [FIREFOX]: FIREFOX_ENTRY },
    });
    const all = [profile, ...profile.PayloadContent];
    for (const { PayloadUUID } of all) {
      expect(PayloadUUID).toMatch(/^[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}$/);
    }
    expect(new Set(all.map(({ PayloadUUID }) => PayloadUUID)).size).toBe(all.length);
    expect(new Set(all.map(({ PayloadIdentifier }) => PayloadIdentifier)).size).toBe(all.length);
  });

  test("another key gives a profile of its own", () => {
    const other = contents({ ...INSTALLATION, chromiumId: CHROMIUM.replaceAll("a", "b") });
    expect(other.profile.PayloadUUID).not.toBe(profile.PayloadUUID);
  });
});

describe("with settings", () => {
  const { json, registry, payload, script } = contents({
    ...INSTALLATION,
    settings: EXAMPLE_POLICY,
  });
  const places = {
    chrome: `${MACHINE}\\Google\\Chrome\\3rdparty\\extensions\\${CHROMIUM}\\policy`,
    edge: `${MACHINE}\\Microsoft\\Edge\\3rdparty\\extensions\\${CHROMIUM}\\policy`,
    firefox: `${MACHINE}\\Mozilla\\Firefox\\3rdparty\\Extensions\\${FIREFOX}`,
  };
  const thirdParty = (policies: Json | undefined, group: "extensions" | "Extensions", id: string) =>
    (policies?.["3rdparty"] as Record<string, Record<string, Json>> | undefined)?.[group]?.[id];
  const inScript = /\$settings = @'\n([\s\S]*?)\n'@/.exec(script)?.[1] ?? "";

  test.each(
    Object.entries({
      "Chrome on Linux": thirdParty(json("linux/chrome.json"), "extensions", CHROMIUM),
      "Edge on Linux": thirdParty(json("linux/edge.json"), "extensions", CHROMIUM),
      "Firefox's policies.json": thirdParty(
        json("firefox/policies.json").policies,
        "Extensions",
        FIREFOX,
      ),
      "Firefox's policies.json, unsigned": thirdParty(
        json("firefox/unsigned/policies.json").policies,
        "Extensions",
        FIREFOX,
      ),
      "Firefox's managed storage": json("firefox/managed-storage.json")["data"],
      "Chrome's registry": policyIn(registry, places.chrome),
      "Edge's registry": policyIn(registry, places.edge),
      "Firefox's registry": policyIn(registry, places.firefox),
      "the script": JSON.parse(inScript) as Json,
      "Chrome on macOS": payload(`com.google.Chrome.extensions.${CHROMIUM}`),
      "Edge on macOS": payload(`com.microsoft.Edge.extensions.${CHROMIUM}`),
      "Firefox on macOS": thirdParty(payload("org.mozilla.firefox"), "Extensions", FIREFOX),
    }),
  )("%s sets each, and the extension accepts each", (_name, policy) => {
    expect(Object.keys(policy as Json).toSorted()).toEqual(SETTING_KEYS.toSorted());
    expect(effectiveSettings(policy, {})).toEqual(effectiveSettings(EXAMPLE_POLICY, {}));
    expect(effectiveSettings(policy, {}).faults).toEqual([]);
  });

  test("the script writes them where the registry file does", () => {
    for (const place of Object.values(places)) {
      expect(script).toContain(`'${place.replace("HKEY_LOCAL_MACHINE", "HKLM:")}'`);
    }
  });

  test("the installation stays", () => {
    expect(json("linux/chrome.json")["ExtensionSettings"]).toEqual({ [CHROMIUM]: CHROME_ENTRY });
    expect(payload("com.google.Chrome")).toEqual({
      ExtensionSettings: { [CHROMIUM]: CHROME_ENTRY },
    });
    expect(addedBy(script)).toHaveLength(3);
  });
});
