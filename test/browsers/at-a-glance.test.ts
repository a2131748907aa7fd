/** The popup, laid out by real browsers: all of it can be seen without scrolling. */
import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_RUN_STATES } from "../preview/first-run.ts";
import {
  CHECK_STATES,
  goToPreview,
  openPlainBrowser,
  servePreviews,
  type Previews,
} from "./preview.ts";
import { browsers } from "./stage.ts";

/** Width and greatest height in px. Browsers cut a popup at 600. */
const WIDE = [400, 560] as const;
const NARROW = [320, 600] as const;

/** A state of the popup's preview, what the preview plays, and the sizes in which all of it is to be seen. */
const LAYOUTS = [
  ...CHECK_STATES.map((state) => ({
    state,
    options: ["managed", "console"],
    sizes: [WIDE, NARROW],
  })),
  // A page of the console is in view after the watch was allowed, which the first popup does not offer yet.
  ...FIRST_RUN_STATES.flatMap((state) => [
    { state, options: ["managed"], sizes: [WIDE] },
    { state, options: ["managed", "phone"], sizes: [NARROW] },
  ]),
];

let previews: Previews;
beforeAll(async () => {
  previews = await servePreviews();
});
afterAll(() => previews.stop());

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    let browser: Browser;
    let page: Page;
    beforeAll(async () => {
      browser = await openPlainBrowser(found);
      page = await browser.newPage();
    });
    afterAll(() => browser?.close());

    it("shows all of every state, in both widths", async () => {
      const tooHigh: string[] = [];
      for (const { state, options, sizes } of LAYOUTS) {
        await page.setViewport({ width: 400, height: 600 });
        await goToPreview(page, previews.address("popup", state, options));
        for (const [width, limit] of sizes) {
          await page.setViewport({ width, height: 600 });
          const height = await page.$eval("main", (popup) => {
            // What is folded needs room only when it is asked for.
            if (popup.querySelector("details[open]")) throw new Error("something is open");
            return popup.scrollHeight;
          });
          expect(height, "the preview was not laid out").toBeGreaterThan(250);
          if (height > limit) tooHigh.push(`${state}: ${height} px high, ${width} px wide`);
        }
      }
      expect(tooHigh).toEqual([]);
    });

    it("has its main button, the marks of the roots and the support code in view at once", async () => {
      await page.setViewport({ width: 400, height: 600 });
      await goToPreview(page, previews.address("popup", "all roots missing", ["managed"]));
      const inView = await page.$$eval(
        ".button-main, .root-marks, .support-code code, .foot .button",
        (parts) =>
          parts.map((part) => {
            const { top, bottom, left, right } = part.getBoundingClientRect();
            const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return top >= 0 && bottom <= innerHeight && (part.contains(hit) || hit === part);
          }),
      );
      expect(inView).toEqual([true, true, true, true, true]);
    });
  },
);
