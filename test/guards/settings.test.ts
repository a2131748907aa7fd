import { describe, expect, test } from "vitest";
import { readJson } from "../../build/files.ts";
import { policyFiles } from "../../build/policy-files.ts";
import { DEFAULT_SETTINGS, HIDEABLE, SETTING_KEYS } from "../../src/core/default-settings.ts";
import { effectiveSettings } from "../../src/core/settings.ts";
import { LINK_PLACEHOLDERS } from "../../src/core/ticket-link.ts";
import { read } from "./repository.ts";

interface Property {
  title: string;
  description: string;
  type: string;
  items?: { type: string };
}

const schema = readJson<{ type: string; properties: Record<string, Property> }>(
  "public/managed_schema.json",
);

test.each(Object.entries(policyFiles()))(
  "%s is as `npx tsx build/settings.ts` makes it",
  (path, content) => {
    expect(read(path)).toBe(content);
  },
);

describe("the schema of policies", () => {
  test("has the settings, in their order, and nothing that Chrome would refuse", () => {
    expect(Object.keys(schema)).toEqual(["type", "properties"]);
    expect(schema.type).toBe("object");
    expect(Object.keys(schema.properties)).toEqual(SETTING_KEYS);
    for (const property of Object.values(schema.properties)) {
      const { title, description, type, items, ...others } = property;
      expect([title.length > 0, description.length > 0, others]).toEqual([true, true, {}]);
      expect(items).toEqual(type === "array" ? { type: "string" } : undefined);
    }
  });

  test.each(SETTING_KEYS)("gives %s the type that it has", (key) => {
    const value = DEFAULT_SETTINGS[key];
    const type = Array.isArray(value) ? "array" : typeof value;
    expect(schema.properties[key]?.type).toBe(type);
    expect(effectiveSettings({ [key]: value }, {}).sources[key]).toBe("policy");
  });

  test("names every section that can be hidden, and every placeholder", () => {
    const { hiddenSections, supportUrl } = schema.properties;
    for (const section of HIDEABLE) expect(hiddenSections?.description).toContain(section);
    for (const name of LINK_PLACEHOLDERS) expect(supportUrl?.description).toContain(`{${name}}`);
  });
});
