import { describe, expect, test } from "vitest";
import messages from "../../public/_locales/en/messages.json";
import sources from "../../src/guidance/sources.json";
import { trustHome, TRUST_ADDED, TRUST_LISTS } from "../../src/guidance/trust-lives.ts";
import update from "../../src/guidance/update.json";
import { UPDATE_STEPS, updateSteps, vendorPage } from "../../src/guidance/update.ts";
import { BROWSER_KINDS, SYSTEMS } from "../../src/guidance/repair-cases.ts";
import { dataKey } from "../../src/report-text/translator.ts";

const PAIRS = BROWSER_KINDS.flatMap((browser) =>
  SYSTEMS.map((system) => [browser, system] as const),
);

describe.each(PAIRS)("%s on %s", (browser, system) => {
  test("has steps, the last of which is to check again", () => {
    const ids = updateSteps(browser, system).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.at(-1)).toBe("check-again");
    for (const id of ids) expect(UPDATE_STEPS).toContain(id);
  });

  test("has no other browser's addresses, and commands on Linux alone", () => {
    for (const { address, commands } of updateSteps(browser, system)) {
      if (address !== undefined) expect(address).toMatch(new RegExp(`^${browser}://`));
      expect(commands.length > 0 && system !== "linux").toBe(false);
    }
  });

  test("says whose list it goes by and which added roots count", () => {
    const { list, added } = trustHome(browser, system);
    for (const part of [list, added]) {
      expect(part.sources.length > 0, part.id).toBe(part.id !== "unknown");
      expect(part.sources.filter((id) => !(id in sources))).toEqual([]);
    }
  });
});

describe("the update table", () => {
  test("has no browser, system, way or step that nothing uses", () => {
    expect(Object.keys(update.table)).toEqual([...BROWSER_KINDS]);
    const rows = Object.values(update.table);
    for (const row of rows) expect(Object.keys(row)).toEqual([...SYSTEMS]);
    const ways = new Set<string>(rows.flatMap((row) => Object.values(row)));
    expect(Object.keys(update.ways).toSorted()).toEqual([...ways].toSorted());
    const used = new Set(Object.values(update.ways).flat());
    expect([...UPDATE_STEPS].toSorted()).toEqual([...used].toSorted());
  });

  test("offers commands that update, one for each package system", () => {
    const { commands } = update;
    expect(new Set(commands.map(({ on }) => on)).size).toBe(commands.length);
    for (const { text } of commands) expect(text).toMatch(/\b(upgrade|update|refresh)\b|-Syu/);
    for (const { text } of commands) expect(text).not.toMatch(/remove|purge|-y\b|--force/);
  });

  test("sends each browser and system where its menu or store is", () => {
    const first = (...pair: (typeof PAIRS)[number]) => updateSteps(...pair)[0]!;
    expect(first("chrome", "windows").address).toBe("chrome://settings/help");
    expect(first("edge", "macos").address).toBe("edge://settings/help");
    expect(first("brave", "windows").address).toBe("brave://settings/help");
    expect(first("opera", "windows").address).toBe("opera://update");
    expect(first("chrome", "chromeos").id).toBe("chromeos");
    expect(first("firefox", "macos").id).toBe("menu-firefox-mac");
    for (const browser of BROWSER_KINDS) {
      expect(first(browser, "android").id).toBe("play");
      expect(first(browser, "linux").id).toBe("packages");
    }
  });

  test("has one row per browser among the vendors' pages", () => {
    const names = BROWSER_KINDS.map((browser) => vendorPage(browser).name);
    expect(new Set(names).size).toBe(BROWSER_KINDS.length);
  });
});

describe("where trust lives", () => {
  const used = PAIRS.map((pair) => trustHome(...pair));

  test("has nothing that no browser needs", () => {
    expect([...new Set(used.map(({ list }) => list.id))].toSorted()).toEqual(
      [...TRUST_LISTS].toSorted(),
    );
    expect([...new Set(used.map(({ added }) => added.id))].toSorted()).toEqual(
      [...TRUST_ADDED].toSorted(),
    );
  });

  test("keeps the vendors' lists apart", () => {
    expect(trustHome("chrome", "linux").list.id).toBe("chrome");
    expect(trustHome("edge", "windows").list.id).toBe("microsoft");
    expect(trustHome("firefox", "android").list.id).toBe("mozilla");
  });

  test("names Firefox's preference where the system's added roots count by default", () => {
    const systems = SYSTEMS.filter((system) => trustHome("firefox", system).added.setting);
    expect(systems).toEqual(["windows", "macos"]);
    expect(trustHome("firefox", "windows").added.setting).toBe("security.enterprise_roots.enabled");
  });
});

test("no text has a check switched off or a warning clicked away", () => {
  const keys = [
    ...UPDATE_STEPS.map((id) => dataKey("updateStep", id)),
    ...TRUST_LISTS.map((id) => dataKey("trustList", id)),
    ...TRUST_ADDED.map((id) => dataKey("trustAdded", id)),
  ];
  const unsafe = /disable|ignore the|proceed|add an exception|turn off/i;
  expect(keys.filter((key) => unsafe.test(messages[key].message))).toEqual([]);
});
