import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_SETTINGS,
  HIDEABLE,
  SETTING_KEYS,
  type SettingKey,
} from "../../src/core/default-settings.ts";
import { effectiveSettings, LIST_LIMIT, settingFaults } from "../../src/core/settings.ts";
import { SETTING_FAULTS } from "../../src/core/setting-values.ts";

const HEX = "fbe3018031f9586bcbf41727e417b7d1c45c2f47f93be372a17b96b50757d5a2";
const BASE64 = "++MBgDH5WGvL9Bcn5Be30cRcL0f5O+NyoXuWtQdX1aI=";

/** What a policy value becomes, and the codes of its faults. */
function policy(key: SettingKey, given: unknown) {
  const { values, sources, faults } = effectiveSettings({ [key]: given }, undefined);
  return { value: values[key], source: sources[key], faults: faults.map(({ fault }) => fault) };
}

describe("where a setting comes from", () => {
  test("nothing set is the default", () => {
    for (const nothing of [undefined, null, {}]) {
      const { values, sources, faults } = effectiveSettings(nothing, nothing);
      expect(values).toEqual(DEFAULT_SETTINGS);
      expect(new Set(Object.values(sources))).toEqual(new Set(["default"]));
      expect(faults).toEqual([]);
    }
  });

  test("the policy goes before the person, the person before the default", () => {
    const { values, sources } = effectiveSettings(
      { supportName: "Desk" },
      { supportName: "Me", baseline: "example.com" },
    );
    expect(values).toMatchObject({ supportName: "Desk", baseline: "example.com" });
    expect(sources).toMatchObject({
      supportName: "policy",
      baseline: "person",
      endpoints: "default",
    });
  });

  test("a blank value of the policy decides too", () => {
    const managed = { supportName: "", approvedInspectors: [] };
    const own = { supportName: "Me", approvedInspectors: [HEX] };
    const { values, sources } = effectiveSettings(managed, own);
    expect(values).toMatchObject({ supportName: "", approvedInspectors: [] });
    expect(sources).toMatchObject({ supportName: "policy", approvedInspectors: "policy" });
  });

  test("what does not count leaves the word to the next", () => {
    const managed = { supportEmail: "nobody", approvedInspectors: ["x"] };
    const own = { supportEmail: "a@example.com", approvedInspectors: [HEX] };
    const { values, sources, faults } = effectiveSettings(managed, own);
    expect(values).toMatchObject({ supportEmail: "a@example.com", approvedInspectors: [HEX] });
    expect(sources).toMatchObject({ supportEmail: "person", approvedInspectors: "person" });
    expect(faults).toEqual([
      { key: "supportEmail", source: "policy", fault: "email", value: "nobody" },
      { key: "approvedInspectors", source: "policy", fault: "key", value: "x" },
    ]);
  });

  test("the defaults are nobody's to change", () => {
    effectiveSettings({}, {}).values.endpoints.push("x");
    expect(DEFAULT_SETTINGS.endpoints).toEqual([]);
  });
});

describe("values that count", () => {
  test.each<[SettingKey, unknown, unknown]>([
    ["supportName", "  IT Service Desk ", "IT Service Desk"],
    ["supportEmail", "First.Last+x@Example.COM", "First.Last+x@example.com"],
    ["supportPhone", "+1 (206) 555-0100 x12", "+1 (206) 555-0100 x12"],
    ["supportPhone", "112", "112"],
    ["supportUrl", "https://desk.example.com/new?c={code}&v={verdict}#{cause}", undefined],
    ["supportUrl", "mailto:help@example.com?body={report}", undefined],
    ["approvedInspectors", [HEX], [HEX]],
    ["approvedInspectors", [BASE64, HEX.toUpperCase()], [HEX]],
    ["approvedInspectors", [`sha256/${BASE64}`], [HEX]],
    ["approvedInspectors", [HEX.match(/../g)!.join(":")], [HEX]],
    ["endpoints", ["S3.Amazonaws.com", "https://a.example:8443/x"], undefined],
    ["hiddenSections", [...HIDEABLE], [...HIDEABLE]],
    ["watchConsole", true, true],
    ["watchConsole", 1, true],
    ["baseline", "Intranet.Example.com.", "intranet.example.com"],
    ["baseline", "münchen.example", "xn--mnchen-3ya.example"],
    ["baseline", "notamazontrust.com", "notamazontrust.com"],
  ])("%s: %j", (key, given, wanted) => {
    const { value, source, faults } = policy(key, given);
    expect({ source, faults }).toEqual({ source: "policy", faults: [] });
    const kept =
      key === "endpoints" ? ["s3.amazonaws.com", "https://a.example:8443/x"] : (wanted ?? given);
    expect(value).toEqual(kept);
  });
});

describe("values that do not count", () => {
  test.each<[SettingKey, unknown, string]>([
    ["supportName", "x".repeat(101), "too-long"],
    ["supportName", 5, "type"],
    ["supportEmail", "a b@example.com", "email"],
    ["supportEmail", "@example.com", "email"],
    ["supportEmail", "a@b@example.com", "email"],
    ["supportEmail", "a@example.com?cc=b@example.com", "email"],
    ["supportPhone", "call me", "phone"],
    ["supportPhone", "12", "phone"],
    ["supportPhone", "+1 206 555 0100;phone-context=x", "phone"],
    ["supportUrl", "http://desk.example.com/", "url"],
    ["supportUrl", "javascript:alert(1)", "url"],
    ["supportUrl", "java\nscript:alert(1)", "url"],
    ["supportUrl", "https:desk.example.com", "url"],
    ["supportUrl", "https:///desk.example.com", "url"],
    ["supportUrl", "https://user:secret@desk.example.com/", "url"],
    ["supportUrl", "https://{code}.example.com/", "url"],
    ["supportUrl", "https://desk.example.com/{name}", "placeholder"],
    ["supportUrl", `https://desk.example.com/${"x".repeat(2000)}`, "too-long"],
    ["supportUrl", "mailto:", "url"],
    ["approvedInspectors", HEX, "type"],
    ["approvedInspectors", [HEX.slice(1)], "key"],
    ["approvedInspectors", [BASE64.replace("I=", "J=")], "key"],
    ["approvedInspectors", [7], "type"],
    ["endpoints", ["http://example.com"], "host"],
    ["endpoints", ["example.com/path"], "host"],
    ["hiddenSections", ["verdict"], "section"],
    ["watchConsole", "true", "type"],
    ["watchConsole", 2, "type"],
    ["baseline", "https://example.com/", "host"],
    ["baseline", "example.com:443", "host"],
    ["baseline", "192.0.2.1", "host"],
    ["baseline", "0x7f.1", "host"],
    ["baseline", "exa mple.com", "host"],
    ["baseline", "valid.rootca1.demo.AmazonTrust.com.", "test-host"],
    ["baseline", "amazontrust.com", "test-host"],
  ])("%s: %j (%s)", (key, given, fault) => {
    const { source, value, faults } = policy(key, given);
    expect({ source, faults }).toEqual({ source: "default", faults: [fault] });
    expect(value).toEqual(DEFAULT_SETTINGS[key]);
  });

  test("of a list, the others stand", () => {
    const { value, source, faults } = policy("approvedInspectors", ["x", BASE64, null]);
    expect({ value, source, faults }).toEqual({
      value: [HEX],
      source: "policy",
      faults: ["key", "type"],
    });
  });

  test("a list ends somewhere", () => {
    const hosts = Array.from({ length: LIST_LIMIT + 5 }, (_, index) => `h${index}.example`);
    const { value, faults } = policy("endpoints", hosts);
    expect(value).toHaveLength(LIST_LIMIT);
    expect(faults).toEqual(["too-many"]);
  });

  test("unknown keys are named, and hide none of ours", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x${n}`, n]));
    const { values, faults } = effectiveSettings({ ...many, supportName: "Desk" }, {});
    expect(values.supportName).toBe("Desk");
    expect(faults).toHaveLength(LIST_LIMIT);
    expect(faults[0]).toEqual({ key: "x0", source: "policy", fault: "unknown-key", value: "0" });
  });

  test("names that every object has are unknown keys too", () => {
    const given: unknown = JSON.parse('{"__proto__": {"baseline": "x"}, "constructor": 1}');
    const { values, faults } = effectiveSettings(given, {});
    expect(values).toEqual(DEFAULT_SETTINGS);
    expect(faults.map(({ key, fault }) => [key, fault])).toEqual([
      ["__proto__", "unknown-key"],
      ["constructor", "unknown-key"],
    ]);
  });

  test.each([5, "text", [1], true])("settings that are no object: %j", (given) => {
    expect(effectiveSettings(given, {}).faults).toEqual([
      { key: "", source: "policy", fault: "type", value: expect.any(String) as string },
    ]);
  });

  test("a single value can be asked about before it is kept", () => {
    expect(settingFaults("baseline", "a b").map(({ fault }) => fault)).toEqual(["host"]);
    expect(settingFaults("baseline", "example.com")).toEqual([]);
  });
});

/** Objects with our keys and anything in them, or anything at all that storage can hold. */
const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true });
const hostile = fc.oneof(
  anything,
  fc.dictionary(
    fc.constantFrom<string>(...SETTING_KEYS),
    fc.oneof(anything, fc.string(), fc.array(fc.oneof(fc.string(), fc.webUrl(), anything))),
  ),
);

describe("whatever is given", () => {
  test("nothing is thrown, and every answer is well formed", () => {
    fc.assert(
      fc.property(hostile, hostile, (managed, own) => {
        const { values, sources, faults } = effectiveSettings(managed, own);
        expect(Object.keys(values)).toEqual(SETTING_KEYS);
        expect(Object.keys(sources)).toEqual(SETTING_KEYS);
        for (const { fault, value, key } of faults) {
          expect(SETTING_FAULTS).toContain(fault);
          expect(value.length).toBeLessThanOrEqual(200);
          expect(key.length).toBeLessThanOrEqual(200);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("what comes out goes in again unchanged and without a fault", () => {
    fc.assert(
      fc.property(hostile, hostile, (managed, own) => {
        const { values } = effectiveSettings(managed, own);
        const again = effectiveSettings(values, undefined);
        expect(again.faults).toEqual([]);
        expect(again.values).toEqual(values);
      }),
      { numRuns: 500 },
    );
  });

  test("any key in hex or base64 is one and the same", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        const both = [buffer.toString("base64"), buffer.toString("hex")];
        expect(policy("approvedInspectors", both).value).toEqual([buffer.toString("hex")]);
      }),
    );
  });

  test("any e-mail address and any https URL of a domain counts", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.webUrl({ validSchemes: ["https"] }), (email, url) => {
        expect(policy("supportEmail", email).faults).toEqual([]);
        expect(policy("supportUrl", url).faults).toEqual([]);
      }),
    );
  });
});
