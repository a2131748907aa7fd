// @vitest-environment happy-dom
import { outdatedBelow } from "../../../src/core/browser-release.ts";
import { act, cleanup, fireEvent } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BrowserInfo, Report } from "../../../src/core/report.ts";
import { machineOf, type Machine } from "../../../src/guidance/situation.ts";
import { updateSteps, vendorPage } from "../../../src/guidance/update.ts";
import {
  BROWSER_KINDS,
  SYSTEMS,
  type BrowserKind,
  type System,
} from "../../../src/guidance/repair-cases.ts";
import { Update } from "../../../src/pages/guide/Update.tsx";
import { catalogue, reportOf, wellIn } from "../../made-up.ts";
import { show } from "../../view/stage.tsx";

function page(machine: Machine, report: Report | null = null) {
  return show(
    <main>
      <h1>{"Update this browser"}</h1>
      <Update catalogue={catalogue} report={report} machine={machine} detail="" />
    </main>,
  );
}

/** The page as it is after a check. */
function checked(change: Partial<BrowserInfo>, family: BrowserInfo["family"] = "chromium") {
  const report = reportOf(family, wellIn[family], change);
  return page(machineOf(report.browser), report);
}

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const mark = outdatedBelow(catalogue.browsers.find(({ family }) => family === "chromium")!);
const CHROME: Machine = { browser: "chrome", system: "windows", managed: false };
const text = () => document.querySelector("main")!.textContent ?? "";
const standing = () => document.querySelector<HTMLElement>("[data-standing]");
const steps = (pair: string) => document.querySelectorAll(`[data-steps="${pair}"] ol > li`);

async function choose(browser: BrowserKind, system: System): Promise<void> {
  const [first, second] = document.querySelectorAll("select");
  await act(() => void fireEvent.change(first!, { target: { value: browser } }));
  await act(() => void fireEvent.change(second!, { target: { value: system } }));
}

describe("this browser", () => {
  test("comes first, with its steps and where its trust lives", () => {
    page(CHROME);
    expect(document.querySelector("h2")!.textContent).toBe("Chrome on Windows");
    expect(steps("chrome windows")).toHaveLength(updateSteps("chrome", "windows").length);
    expect(document.querySelector("[data-list=chrome][data-added=windows]")).not.toBeNull();
    expect(document.querySelectorAll("[data-steps]")).toHaveLength(1);
  });

  test("can have its address copied, not clicked on", async () => {
    const { copy } = page(CHROME);
    const block = document.querySelector(".command")!;
    await act(() => block.querySelector("button")!.click());
    expect(copy).toHaveBeenCalledExactlyOnceWith("chrome://settings/help");
    expect(document.querySelector('a[href^="chrome:"]')).toBeNull();
  });

  test("links to its maker's page, or says that none was found", () => {
    page(CHROME);
    expect(document.querySelector(`a[href="${vendorPage("chrome").page}"]`)).not.toBeNull();
    cleanup();
    page({ ...CHROME, browser: "opera" });
    expect(text()).toContain("We found no page of the maker");
  });

  test("may be managed by an administrator", () => {
    checked({ managed: true });
    expect(document.querySelector("[data-managed]")).not.toBeNull();
    cleanup();
    checked({ managed: false });
    expect(document.querySelector("[data-managed]")).toBeNull();
  });

  test("shows Firefox's preference", () => {
    page({ ...CHROME, browser: "firefox" });
    const shown = [...document.querySelectorAll("code")].map(({ textContent }) => textContent);
    expect(shown).toContain("security.enterprise_roots.enabled");
  });
});

describe("its version", () => {
  test.each([
    ["156.0.8078.79", "current", "only the browser itself can tell"],
    ["150.0.0.0", "behind", "Long-term editions"],
    ["118.0.0.0", "far-behind", `everything below ${mark} counts as outdated`],
    ["160.0.0.0", "newer", "newer than the newest version on Trust Ready’s list"],
    ["", "unknown", "no version that could be compared"],
  ])("%j: %s", (version, word, words) => {
    checked({ version });
    expect(standing()!.dataset["standing"]).toBe(word);
    const said = standing()!.textContent ?? "";
    expect(said).toContain(words);
    expect(said).toContain("156");
    expect(said).toContain("Oct 20, 2026");
  });

  test("is compared within its family", () => {
    checked({ version: "156.0" }, "firefox");
    expect(standing()!.dataset["standing"]).toBe("current");
  });

  test("is told as Chromium's in a browser that counts for itself", () => {
    checked({ name: "Vivaldi" });
    expect(standing()!.textContent).toContain("built on Chromium");
    cleanup();
    checked({ name: "Microsoft Edge" });
    expect(standing()!.textContent).not.toContain("built on Chromium");
  });

  test("is not guessed before the first check", () => {
    page(CHROME);
    expect(standing()).toBeNull();
    expect(text()).toContain("Once you have run a check");
  });
});

describe("another browser or system", () => {
  const others = BROWSER_KINDS.flatMap((browser) =>
    SYSTEMS.map((system) => [browser, system] as const),
  ).filter((pair) => pair.join() !== "chrome,windows");

  test("can be chosen, each with steps and where its trust lives", async () => {
    page({ ...CHROME, managed: true });
    for (const [browser, system] of others) {
      await choose(browser, system);
      const other = document.querySelector(`[data-another="${browser} ${system}"]`)!;
      expect(other.querySelectorAll("ol > li")).toHaveLength(updateSteps(browser, system).length);
      expect(other.querySelectorAll("[data-list]")).toHaveLength(1);
      expect(other.textContent).not.toMatch(/undefined|\$\w/);
      expect(other.querySelector("[data-managed]")).toBeNull();
    }
    await choose("chrome", "windows");
    expect(document.querySelector("[data-another]")).toBeNull();
  });

  test("offers the commands of the package systems on Linux", async () => {
    page(CHROME);
    await choose("vivaldi", "linux");
    const commands = [...document.querySelectorAll("[data-another] pre")];
    expect(commands.map(({ textContent }) => textContent)).toContain("sudo dnf upgrade");
  });
});

test("axe has nothing to say", async () => {
  checked({ version: "118.0.0.0", managed: true });
  for (const [browser, system] of [
    ["firefox", "linux"],
    ["opera", "other"],
    ["edge", "android"],
  ] as const) {
    await choose(browser, system);
    const { violations, passes } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(passes.length).toBeGreaterThan(10);
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ).toEqual([]);
  }
});
