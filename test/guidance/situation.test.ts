import { describe, expect, test } from "vitest";
import type { BrowserInfo, Report } from "../../src/core/report.ts";
import { caseOf, machineOf, situationOf, systemOf } from "../../src/guidance/situation.ts";
import type { BrowserKind, System } from "../../src/guidance/repair-cases.ts";
import { BROWSERS, WORLDS } from "../made-up.ts";

const world = (name: string): Report => WORLDS[name]!();
const off = { behindMs: 3 * 86_400_000, servers: 5 };

describe("the case", () => {
  test.each([
    ["ready, only loads", "none"],
    ["one root missing", "missing-root"],
    ["all roots missing", "missing-root-unproven"],
    ["inspected", "tls-inspection"],
    ["inspected, not trusted", "tls-inspection-unproven"],
    ["wrong clock", "wrong-clock"],
    ["unknown", "unknown"],
  ])("of %s is %s", (name, expected) => {
    expect(caseOf(world(name))).toBe(expected);
  });

  test("is the clock where all is well but for it", () => {
    expect(caseOf({ ...world("ready, only loads"), clock: off })).toBe("wrong-clock");
  });

  test("is not the clock where something worse was seen", () => {
    expect(caseOf({ ...world("all roots missing"), clock: off })).toBe("missing-root-unproven");
  });

  test("knows inspection that was approved", () => {
    const report = world("inspected");
    const inspector = { ...report.inspector!, approved: true };
    expect(caseOf({ ...report, inspector })).toBe("tls-inspection-approved");
  });
});

describe("the machine", () => {
  test.each<[Partial<BrowserInfo>, BrowserKind]>([
    [{ name: "Chrome" }, "chrome"],
    [{ name: "Microsoft Edge" }, "edge"],
    [{ name: "Vivaldi" }, "vivaldi"],
    [{ name: "Chromium" }, "chromium"],
    [{ name: "Something new" }, "chromium"],
    [{ name: "Waterfox", family: "firefox" }, "firefox"],
  ])("%j is %s", (change, kind) => {
    expect(machineOf({ ...BROWSERS.chromium, ...change }).browser).toBe(kind);
  });

  test.each<[string, System]>([
    ["win", "windows"],
    ["mac", "macos"],
    ["cros", "chromeos"],
    ["openbsd", "other"],
  ])("%s is %s", (os, system) => {
    expect(systemOf(os)).toBe(system);
  });

  test("keeps whether it is managed", () => {
    const report = world("dns");
    const managed = { ...report, browser: { ...report.browser, managed: true } };
    expect(situationOf(managed)).toEqual({
      case: "dns",
      browser: "firefox",
      system: "linux",
      managed: true,
    });
  });
});
