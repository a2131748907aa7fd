/** That a browser is in the state that a scenario speaks of: seen from an ordinary page, not by the extension. */
import { describe, expect, it } from "vitest";
import { openPopup } from "./popup.ts";
import type { Session } from "./session.ts";
import { browsers, inScenario } from "./stage.ts";

const CA_1 = "https://valid.rootca1.demo.amazontrust.com/";
const CA_2 = "https://valid.rootca2.demo.amazontrust.com/";
const CA_2_EXPIRED = "https://expired.rootca2.demo.amazontrust.com/";

/** What a tab shows of an address: the page, or nothing of it. */
async function tab(session: Session, url: string): Promise<"page" | "error"> {
  const page = await session.browser.newPage();
  const status = await page.goto(url, { timeout: 10_000 }).then(
    (response) => response?.status(),
    () => undefined,
  );
  await page.close();
  return status === 200 ? "page" : "error";
}

describe.each(browsers)("$family", (found) => {
  it("opens Amazon's hosts in a tab while nothing is amiss", async () => {
    await inScenario(found, "ready", async ({ session }) => {
      expect(await tab(session, CA_1)).toBe("page");
    });
  });

  it("has an extension that blocks them, which says nothing of our own requests", async () => {
    await inScenario(found, "blocked-by-extension", async ({ session }) => {
      expect(await tab(session, CA_1)).toBe("error");
    });
  });

  it("has an exception for the one host whose warning was clicked away", async () => {
    await inScenario(found, "certificate-exception", async ({ session }) => {
      expect(await tab(session, CA_2)).toBe("page");
      expect(await tab(session, CA_2_EXPIRED)).toBe("error");
    });
  });

  it("shows a hostile name without running it, and within the popup's width", async () => {
    await inScenario(found, "hostile-names", async ({ session }) => {
      const popup = await openPopup(session);
      for (const opener of [".root-lists summary", '[data-root="amazon-root-ca-1"] button']) {
        await popup.focus(opener);
        await popup.keyboard.press("Enter");
      }
      await popup.waitForSelector('[data-root="amazon-root-ca-1"] .root-body p');
      const shown = await popup.evaluate(() => ({
        owned: document.documentElement.dataset["owned"],
        images: document.querySelectorAll("img[onerror]").length,
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      expect(shown).toEqual({ owned: undefined, images: 0, overflow: 0 });
    });
  });
});
