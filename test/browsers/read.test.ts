/** The page that reads files and texts, in real browsers: its worker, dropped files, and much to read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../build/files.ts";
import { pagePath } from "../../src/core/pages.ts";
import { READ_STATES } from "../preview/read-states.ts";
import { buildExtension } from "./extension.ts";
import { launch } from "./launch.ts";
import { ownErrors } from "./popup.ts";
import { drop, paste } from "./read-page.ts";
import { until, type Session } from "./session.ts";
import { browsers, builtIn } from "./stage.ts";

const MANY = 10_000;

const shownCodes = (page: Page) =>
  page.$$eval("[data-code]", (rows) => rows.map((row) => row.getAttribute("data-code")));

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    let session: Session;
    let page: Page;
    beforeAll(async () => {
      session = await launch(found, { extensionDir: await buildExtension(found.family, builtIn) });
      page = await session.openPage(pagePath("read"));
    });
    afterAll(() => session?.close());

    it("reads what is pasted, in its worker, and judges by real signatures", async () => {
      await paste(page, READ_STATES["an inspected chain"]!);
      expect(await shownCodes(page)).toEqual(
        expect.arrayContaining(["chain-inspected", "strict-openssl"]),
      );
      await paste(page, READ_STATES["a list with all roots"]!);
      expect(await shownCodes(page)).toContain("bundle-enough");
      expect(await ownErrors(session)).toEqual([]);
    });

    it("reads keystores and several files that are dropped at once", async () => {
      const file = (name: string) =>
        readFileSync(join(ROOT, "test/reading/files", name)).toString("base64");
      const names = ["trust.jks", "trust.p12", "aes128.p12", "certs.p7b", "root.der"];
      await drop(page, Object.fromEntries(names.map((name) => [name, file(name)])));
      const heads = await page.$$eval(".file > h2", (all) => all.map((each) => each.textContent));
      expect(heads).toEqual(names);
      const kinds = await page.$$eval(".file", (all) =>
        all.map((each) => each.getAttribute("data-kind")),
      );
      expect(kinds).not.toContain("nothing");
    });

    it("stays alive while it reads ten thousand certificates", async () => {
      const ticks = await page.evaluate(
        async (pem, count) => {
          const body = atob(pem.replace(/-----[^-]+-----|\s/g, ""));
          const texts: string[] = [];
          for (let index = 0; index < count; index += 1) {
            // Its last bytes are part of the signature, so that each is another certificate.
            const end = String.fromCharCode(index >> 8, index & 255);
            texts.push(btoa(body.slice(0, -2) + end));
          }
          const text = texts
            .map((each) => `-----BEGIN CERTIFICATE-----\n${each}\n-----END CERTIFICATE-----\n`)
            .join("");
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "many.pem"));
          let seen = 0;
          const timer = setInterval(() => (seen += 1), 50);
          document
            .querySelector(".intake")!
            .dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: transfer }));
          const main = document.querySelector("main")!;
          await new Promise((drawn) => setTimeout(drawn));
          while (main.dataset["state"] !== "done")
            await new Promise((next) => setTimeout(next, 10));
          clearInterval(timer);
          return seen;
        },
        READ_STATES["one root"]!,
        MANY,
      );
      expect(ticks).toBeGreaterThan(3);
      expect(await page.$eval(".file", (each) => each.getAttribute("data-kind"))).toBe("bundle");
      expect((await page.$$("[data-certificate]")).length).toBeLessThanOrEqual(50);
    });

    it("opens a report at the help desk", async () => {
      await paste(page, READ_STATES["a report"]!);
      const link = (await page.$('main a[href*="desk"]')) as ElementHandle<HTMLAnchorElement>;
      await link.click();
      await until("the report at the help desk", () =>
        page.evaluate(() => document.querySelector("[data-case]") !== null).catch(() => false),
      );
      expect(await page.$eval("textarea", (field) => field.value)).toBe(READ_STATES["a report"]);
    });
  },
);
