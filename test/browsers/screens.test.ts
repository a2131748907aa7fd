/** Every page in every state that differs: no fault that axe knows, in both colour schemes, and nothing wider than its window. */
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PAGES } from "../../src/core/pages.ts";
import { popupStateIn } from "../preview/first-run.ts";
import { goToPreview, openPlainBrowser, SCREENS, servePreviews, type Previews } from "./preview.ts";
import { until } from "./session.ts";
import { browsers } from "./stage.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let previews: Previews;
beforeAll(async () => {
  previews = await servePreviews();
});
afterAll(() => previews.stop());

/** The rules that a page breaks, each with the first element that does. `rules`: these alone. */
async function faultsIn(page: Page, rules?: string[]): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<AxeResults> };
    };
    const { violations } = await axe.run(only ? { runOnly: only } : {});
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
  }, rules);
}

/** What is wrong with the page in its present state. Axe needs one engine alone, and Firefox one start per scheme. */
async function faultsOf(page: Page, withAxe: boolean): Promise<string[]> {
  const faults: string[] = [];
  if (withAxe) {
    await page.setViewport({ width: 1024, height: 768 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
    faults.push(...(await faultsIn(page)).map((fault) => `light, ${fault}`));
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const dark = await faultsIn(page, ["color-contrast"]);
    faults.push(...dark.map((fault) => `dark, ${fault}`));
  }
  await page.setViewport({ width: 320, height: 600 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return overflow > 0 ? [...faults, `${overflow} px too wide`] : faults;
}

/** The state that a page is walked in, if not its second: one in which nothing moves. */
const WALKED: Partial<Record<string, string>> = {
  popup: "first run, all roots missing",
  endpoints: "results with failures",
};

/** More stops than any page is walked for: a picker of hundreds of hosts is the same all the way. */
const STOPS = 60;

interface Stop {
  /** Its place among all elements, in the order of the document. */
  at: number;
  html: string;
  isSeen: boolean;
  isMarked: boolean;
}

/** The focused element; null if it is the page itself. */
function focused(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, Math.min((top + bottom) / 2, top + 20)];
    const hit = document.elementFromPoint(x, y);
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
      at: [...document.querySelectorAll("*")].indexOf(element),
      html: element.outerHTML.slice(0, 120),
      isSeen: hit !== null && (element.contains(hit) || hit.contains(element)),
      isMarked: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
    };
  });
}

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found, family }) => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openPlainBrowser(found);
      page = await browser.newPage();
    });
    afterAll(() => browser?.close());

    it.each(SCREENS)("has no fault in any state: %s", async (name, states) => {
      const faults: string[] = [];
      for (const state of states) {
        await goToPreview(page, previews.address(name, state, ["managed"]));
        const seen = await faultsOf(page, family === "chromium");
        faults.push(...seen.map((fault) => `${state}: ${fault}`));
      }
      expect(faults).toEqual([]);
    });

    it.each(SCREENS)(
      "has room for longer words, and for other directions: %s",
      async (name, states) => {
        const faults: string[] = [];
        // What a language changes hardly depends on the state.
        const few = states.filter(
          (state, at) => (at > 1 && at < 6) || popupStateIn(state).isFirstRun,
        );
        for (const state of states.length > 6 ? few : states) {
          for (const option of ["longer", "rtl"]) {
            await goToPreview(page, previews.address(name, state, [option]));
            const seen = await faultsOf(page, false);
            faults.push(...seen.map((fault) => `${state}, ${option}: ${fault}`));
          }
        }
        expect(faults).toEqual([]);
      },
    );

    /** Does something in a tab of its own: browsers give the keyboard to a tab that has just been opened. */
    const inNewTab = async (address: string, act: (tab: Page) => Promise<void>) => {
      const tab = await browser.newPage();
      await tab.setViewport({ width: 1024, height: 768 });
      await goToPreview(tab, address);
      await until("the keyboard", () => tab.evaluate(() => document.hasFocus()));
      await act(tab);
      await tab.close();
    };

    it.each(SCREENS)("can be walked by keyboard, each stop in sight: %s", async (name, states) => {
      await inNewTab(
        previews.address(name, WALKED[name] ?? states[1] ?? "", ["managed"]),
        async (tab) => {
          const stops: Stop[] = [];
          for (let press = 0; press < STOPS; press += 1) {
            await tab.keyboard.press("Tab");
            const stop = await focused(tab);
            if (!stop || stops.some(({ at }) => at === stop.at)) break;
            stops.push(stop);
          }
          expect(stops.length).toBeGreaterThan(3);
          expect(stops.filter((stop) => !stop.isSeen || !stop.isMarked)).toEqual([]);
          const order = stops.map(({ at }) => at);
          expect(order).toEqual(order.toSorted((one, other) => one - other));
        },
      );
    });

    it.each(PAGES)("begins with a way past the links to other pages: $id", async ({ id }) => {
      await inNewTab(previews.address(id), async (tab) => {
        const first = "a[href], button, input, select, textarea, summary, [tabindex]";
        expect(await tab.$eval(first, (element) => element.className)).toBe("skip");
        await tab.focus(".skip");
        await tab.keyboard.press("Enter");
        expect(await tab.evaluate(() => document.activeElement?.localName)).toBe("main");
      });
    });
  },
);
