import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../public/report.schema.json";
import { createCheckup } from "../../src/background/checkup.ts";
import { REPORT_FORMAT, REPORT_VERSION, type Report } from "../../src/core/report.ts";
import * as words from "../../src/core/vocabulary.ts";
import { failedWith, fakePorts, loaded } from "../background/fakes.ts";
import { WORLDS } from "../made-up.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const conforms = ajv.compile(schema);

function faults(report: unknown): string[] {
  conforms(report);
  return (conforms.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const definitions = schema.$defs as unknown as Record<string, { enum?: unknown[] }>;
const worlds = Object.entries(WORLDS);

describe("the report's schema", () => {
  test("is of the draft that it names, and strict", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  test.each([
    ["probeKind", words.PROBE_KINDS],
    ["failureCode", words.FAILURE_CODES],
    ["evidence", words.EVIDENCE],
    ["finding", words.FINDINGS],
    ["verdict", words.VERDICTS],
    ["cause", words.CAUSES],
    ["authority", words.AUTHORITIES],
    ["controlResult", words.CONTROL_RESULTS],
    ["browserFamily", words.BROWSER_FAMILIES],
    ["programme", words.ROOT_PROGRAMMES],
  ])("has the words of the code, in their order: %s", (name, list) => {
    expect(definitions[name]?.enum).toEqual(list);
  });

  test("has the format and the version of the code", () => {
    expect(schema.properties.format.const).toBe(REPORT_FORMAT);
    expect(schema.properties.version.const).toBe(REPORT_VERSION);
  });

  test("lets no object have fields that it does not know", () => {
    const open: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (typeof node !== "object" || node === null) return;
      const object = node as Record<string, unknown>;
      const described = "properties" in object && "required" in object;
      const condition = /\/(if|then|else)$/.test(path);
      if (described && !condition && object["additionalProperties"] !== false) open.push(path);
      for (const [key, value] of Object.entries(object)) visit(value, `${path}/${key}`);
    };
    visit(schema, "");
    expect(open).toEqual([]);
  });

  test("demands every field that it knows", () => {
    const optional: string[] = [];
    const visit = (node: unknown, path: string) => {
      if (typeof node !== "object" || node === null) return;
      const object = node as {
        properties?: object;
        additionalProperties?: unknown;
        required?: string[];
      };
      if (object.properties && object.additionalProperties === false) {
        const missing = Object.keys(object.properties).filter(
          (name) => !object.required?.includes(name),
        );
        optional.push(...missing.map((name) => `${path}/${name}`));
      }
      for (const [key, value] of Object.entries(object)) visit(value, `${path}/${key}`);
    };
    visit(schema, "");
    expect(optional).toEqual([]);
  });

  test("has no definition that nothing refers to", () => {
    const text = JSON.stringify(schema);
    const unused = Object.keys(definitions).filter((name) => !text.includes(`"#/$defs/${name}"`));
    expect(unused).toEqual([]);
  });
});

describe("a report conforms", () => {
  test.each(worlds)("of the world: %s", (_, make) => {
    expect(faults(JSON.parse(JSON.stringify(make())))).toEqual([]);
  });

  async function reportOfCheck(change: (ports: ReturnType<typeof fakePorts>) => void) {
    const ports = fakePorts();
    ports.newId = () => crypto.randomUUID();
    change(ports);
    await createCheckup(ports).startCheck();
    for (;;) {
      const { report } = ports.store.kept;
      if (report) return report;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  test("of a check that loads everything", async () => {
    expect(faults(await reportOfCheck(() => {}))).toEqual([]);
  });

  test("of a check without the permission", async () => {
    expect(faults(await reportOfCheck(({ probe }) => (probe.mayProbe = false)))).toEqual([]);
  });

  test("of a check that tries every older name", async () => {
    const report = await reportOfCheck(({ probe }) => {
      probe.answer = (asked) => failedWith("dns", asked);
    });
    expect(report.observations.length).toBeGreaterThan(20);
    expect(faults(report)).toEqual([]);
  });

  test("of a check that had no time for any probe", async () => {
    const report = await reportOfCheck(({ probe, clock }) => {
      probe.prepare = async () => {
        await new Promise((resolve) => setImmediate(resolve));
        clock.pass(60_000);
      };
    });
    expect(report.observations).toEqual([]);
    expect(faults(report)).toEqual([]);
  });

  test("of a check that was shown bytes that are no certificate", async () => {
    const report = await reportOfCheck(({ probe }) => {
      const raw = { reportedSpkiSha256: "ab".repeat(32), builtIn: true };
      probe.answer = (asked) =>
        loaded(asked, {
          evidence: "anchor",
          chain: [
            { der: new Uint8Array(), reportedSpkiSha256: null, builtIn: null },
            { der: new Uint8Array([1, 2, 3, 4]), ...raw },
          ],
        });
    });
    expect(Object.keys(report.certificates)).toHaveLength(2);
    expect(faults(report)).toEqual([]);
  });
});

/** The way to every value of a report, from the top. */
function paths(node: unknown, above: string[] = []): string[][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const path = [...above, key];
    return [path, ...paths(value, path)];
  });
}

type Holder = Record<string, unknown>;

describe.each([
  "ready, anchors seen",
  "hostile names",
  "permission missing",
  "exception",
  "endpoints tested",
])("a report of the world %s does not conform", (name) => {
  const text = JSON.stringify(WORLDS[name]!());
  const everywhere = paths(JSON.parse(text));

  /** Where a change is let pass. `change` gets the holder of a value, and returns false where it has none. */
  function letPass(change: (holder: Holder, key: string, value: unknown) => boolean): string[] {
    return everywhere.flatMap((path) => {
      const report: unknown = JSON.parse(text);
      const holder = path.slice(0, -1).reduce((node, key) => (node as Holder)[key], report);
      const key = path.at(-1)!;
      const changed = change(holder as Holder, key, (holder as Holder)[key]);
      return changed && conforms(report) ? [`/${path.join("/")}`] : [];
    });
  }

  test("where a field is missing", () => {
    const passed = letPass((holder, key) => !Array.isArray(holder) && delete holder[key]);
    const inTable = /^\/certificates\/[0-9a-f]{64}$/;
    expect(passed.filter((path) => !inTable.test(path))).toEqual([]);
  });

  test("where a value is of another type", () => {
    const passed = letPass((holder, key, value) => {
      holder[key] = typeof value === "boolean" ? "true" : true;
      return true;
    });
    expect(passed.filter((path) => !path.endsWith("/builtIn"))).toEqual([]);
  });

  test("where a word is not of the list", () => {
    const fields =
      "kind code cause evidence finding authority result family programme outcome exception algorithm";
    const passed = letPass((holder, key, value) => {
      if (!fields.split(" ").includes(key) || typeof value !== "string") return false;
      holder[key] = `${value}-perhaps`;
      return true;
    });
    expect(passed).toEqual([]);
  });

  test("where an object has one field more", () => {
    const passed = letPass((_, __, value) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      (value as Holder)["extra"] = 1;
      return true;
    });
    expect(passed).toEqual([]);
  });
});

describe("a report does not conform", () => {
  test("with a field more at its top", () => {
    const report = { ...WORLDS["ready, only loads"]!(), extra: 1 };
    expect(faults(report)).toEqual([" must NOT have additional properties"]);
  });

  const changed = (name: string, change: (report: Report) => void) => {
    const report = WORLDS[name]!();
    change(report);
    return conforms(report);
  };

  test.each<[string, string, (report: Report) => void]>([
    ["of another format", "ready, only loads", (report) => ((report.format as string) = "report")],
    ["of another version", "ready, only loads", (report) => ((report.version as number) = 2)],
    ["that is ready for a cause", "ready, only loads", ({ verdict }) => (verdict.cause = "dns")],
    [
      "that is ready without evidence",
      "ready, only loads",
      ({ verdict }) => (verdict.evidence = "none"),
    ],
    ["that is ready but for a root", "ready, only loads", ({ verdict }) => verdict.roots.push("a")],
    ["that is not ready for no cause", "dns", ({ verdict }) => (verdict.cause = "none")],
    ["that is not ready by evidence", "dns", ({ verdict }) => (verdict.evidence = "load")],
    [
      "with an anchor that nothing showed",
      "ready, only loads",
      ({ roots }) => (roots[0]!.anchor = "amazon-root-ca-1"),
    ],
    [
      "with a root that is trusted without having loaded",
      "dns",
      ({ roots }) => (roots[0]!.finding = "trusted"),
    ],
    [
      "with a root that is not trusted though it loaded",
      "ready, only loads",
      ({ roots }) => (roots[0]!.finding = "not-trusted"),
    ],
    [
      "with a finding that rests on nothing",
      "ready, anchors seen",
      ({ roots }) => (roots[0]!.observation = null),
    ],
    [
      "with an observation that loaded and failed",
      "dns",
      ({ observations }) => (observations.at(-1)!.outcome = "loaded"),
    ],
    [
      "with an observation that failed for no reason",
      "ready, only loads",
      ({ observations }) => (observations[0]!.outcome = "failed"),
    ],
    [
      "with a chain that nothing proves",
      "ready, only loads",
      ({ observations }) => observations[0]!.chain.push("ab".repeat(32)),
    ],
    [
      "with an anchor's evidence but no chain",
      "ready, anchors seen",
      ({ observations }) =>
        (observations.find(({ evidence }) => evidence === "anchor")!.chain = []),
    ],
    [
      "with a baseline that tests a root",
      "ready, only loads",
      ({ observations }) => (observations[0]!.root = "amazon-root-ca-1"),
    ],
    ["with half a millisecond", "dns", ({ observations }) => (observations[0]!.durationMs = 0.5)],
    ["before its beginning", "dns", ({ observations }) => (observations[0]!.startedMs = -1)],
    [
      "with a URL that is not https",
      "dns",
      ({ observations }) => (observations[0]!.url = "http://example.com/"),
    ],
    ["without roots", "dns", (report) => (report.roots = [])],
    [
      "with a hash in capitals",
      "dns",
      ({ roots }) => (roots[0]!.expected.spkiSha256 = "AB".repeat(32)),
    ],
    ["with a local time", "dns", (report) => (report.startedAt = "2026-11-24T09:00:00+01:00")],
    [
      "with a certificate under no hash",
      "ready, anchors seen",
      ({ certificates }) => (certificates["leaf"] = Object.values(certificates)[0]!),
    ],
    [
      "with an unreadable certificate of which much is known",
      "ready, anchors seen",
      ({ certificates }) => ((Object.values(certificates)[0]!.readable as boolean) = false),
    ],
    [
      "with a name of a million characters",
      "hostile names",
      ({ certificates }) => {
        const [first] = Object.values(certificates);
        if (first?.readable) first.name = "x".repeat(1_000_000);
      },
    ],
  ])("%s", (_, world, change) => {
    expect(changed(world, () => {})).toBe(true);
    expect(changed(world, change)).toBe(false);
  });
});
