/** What becomes of a check when popups close, workers die and permissions go: nothing is lost or mixed. */
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { STORED } from "../../src/platform/stored-formats.ts";
import { openPopup, ownErrors, POPUP, readPopup, readReport, shownAs } from "./popup.ts";
import type { Session } from "./session.ts";
import { until } from "./session.ts";
import { browsers, inScenario, labExtension } from "./stage.ts";
import { readStored } from "./stored.ts";

/** Opens the popup page without waiting for a verdict. */
function openUnfinished(session: Session): Promise<Page> {
  return session.openPage(POPUP, { width: 400, height: 600 });
}

async function press(page: Page, label: string): Promise<void> {
  await page.evaluate((text) => {
    const buttons = [...document.querySelectorAll("button")];
    const wanted = buttons.find((button) => button.textContent?.trim() === text);
    if (!wanted)
      throw new Error(`no button "${text}" among ${buttons.map((b) => b.textContent).join()}`);
    wanted.click();
  }, label);
}

interface Kept {
  set(entries: Record<string, unknown>): Promise<void>;
  get(keys: null): Promise<Record<string, unknown>>;
  remove(keys: string[]): Promise<void>;
}

type StorageApi = Record<"browser" | "chrome", { storage: { session: Kept } }>;

const apiName = ({ family }: { family: string }) => (family === "firefox" ? "browser" : "chrome");

/** Ids of the checks that the extension remembers, the newest first. */
async function readHistory(page: Page): Promise<string[]> {
  return ((await readStored(page, STORED.history)) ?? []).map(({ id }) => id);
}

/** How often a host's page was asked for. */
function times(requests: { host: string }[], host: string): number {
  return requests.filter((request) => request.host === host).length;
}

/** Longer than a notice that is due takes to appear: ms. */
const A_NOTICE_MS = 500;

const VALID_1 = "valid.rootca1.demo.amazontrust.com";

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    it("lets two popups share one check", async () => {
      await inScenario(found, "slow", async ({ session, lab }) => {
        const first = await openUnfinished(session);
        const second = await openUnfinished(session);
        await Promise.all([shownAs(first, "done"), shownAs(second, "done")]);
        const [one, two] = [await readReport(first), await readReport(second)];
        expect(one.id).toBe(two.id);
        expect(times(lab.requests(), VALID_1)).toBe(1);
      });
    });

    it("goes on when the popup closes, and shows the result when it opens again", async () => {
      await inScenario(found, "slow", async ({ session, lab }) => {
        const popup = await openUnfinished(session);
        await until("the check to begin", async () => times(lab.requests(), VALID_1) === 1);
        expect((await readPopup(popup)).state).toBe("checking");
        await popup.close();
        const again = await openPopup(session);
        expect(await readPopup(again)).toMatchObject({ verdict: "ready", cause: "none" });
        expect(times(lab.requests(), VALID_1)).toBe(1);
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("keeps a fresh report for the next popup, and replaces it when asked", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        const popup = await openPopup(session);
        const { id } = await readReport(popup);
        await popup.close();
        const again = await openPopup(session);
        expect((await readReport(again)).id).toBe(id);
        expect(times(lab.requests(), VALID_1)).toBe(1);
        await press(again, "Check again");
        await until("a new report", async () => (await readReport(again)).id !== id);
        await shownAs(again, "done");
        expect(times(lab.requests(), VALID_1)).toBe(2);
      });
    });

    it("explains itself at its first run, beside a check that runs by itself, until it is dismissed", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        const tabs = async () => (await session.browser.pages()).length;
        // The browser's own, and none that the installation has opened.
        expect(await tabs()).toBe(1);
        const popup = await openPopup(session);
        expect(await readPopup(popup)).toMatchObject({ verdict: "ready", cause: "none" });
        expect(times(lab.requests(), VALID_1)).toBe(1);
        await popup.waitForSelector(".first-run [data-dismiss]");
        const menu = found.family === "firefox" ? "firefox" : "chrome";
        await popup.waitForSelector(`.first-run [data-keep-icon="${menu}"]`);
        expect(await tabs()).toBe(2);

        await popup.close();
        await session.killWorker();
        const undismissed = await openPopup(session);
        await undismissed.waitForSelector(".first-run");
        await undismissed.click("[data-dismiss]");
        await until("no notice", async () => !(await undismissed.$(".first-run")));
        await until("no mark", async () => !(await readStored(undismissed, STORED.firstRun)));
        await undismissed.close();
        await session.killWorker();
        const dismissed = await openPopup(session);
        await new Promise((longer) => setTimeout(longer, A_NOTICE_MS));
        expect(await dismissed.$(".first-run")).toBeNull();
        expect(await ownErrors(session)).toEqual([]);
      });
    });

    it("runs one check however quickly it is asked for ten", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        const popup = await openPopup(session);
        const before = times(lab.requests(), VALID_1);
        const { id } = await readReport(popup);
        await popup.evaluate(async () => {
          interface Api {
            runtime: { sendMessage(message: unknown): Promise<unknown> };
          }
          const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
          const ask = () => (browser ?? chrome).runtime.sendMessage({ call: "startCheck" });
          await Promise.all(Array.from({ length: 10 }, ask));
        });
        await until("a new report", async () => (await readReport(popup)).id !== id);
        await shownAs(popup, "done");
        expect(times(lab.requests(), VALID_1)).toBe(before + 1);
      });
    });

    it("shows a check whose worker died as cut off, and can run it again", async () => {
      await inScenario(found, "slow", async ({ session, lab }) => {
        const popup = await openUnfinished(session);
        await until("the check to begin", async () => times(lab.requests(), VALID_1) === 1);
        await popup.close();
        await session.killWorker();
        const again = await openUnfinished(session);
        await shownAs(again, "interrupted");
        await press(again, "Check again");
        expect(await shownAs(again, "done")).toMatchObject({ verdict: "ready" });
      });
    });

    it("comes to an end when the extension is updated in the middle", async () => {
      await inScenario(found, "slow", async ({ session, lab }) => {
        const popup = await openUnfinished(session);
        await until("the check to begin", async () => times(lab.requests(), VALID_1) === 1);
        await popup.close().catch(() => undefined);
        await session.installUpdate(await labExtension(found.family));
        const after = await openUnfinished(session);
        const shown = await until("an end or a cut", async () => {
          const { state } = await readPopup(after);
          return state === "checking" ? null : state;
        });
        if (shown === "interrupted") await press(after, "Check again");
        expect(await shownAs(after, "done")).toMatchObject({ verdict: "ready" });
      });
    });

    it("begins anew when the browser is restarted in the middle, and knows earlier checks", async () => {
      await inScenario(found, "slow", async ({ session, lab }) => {
        const first = await openPopup(session);
        const { id } = await readReport(first);
        await press(first, "Check again");
        await until("the second check to begin", async () => times(lab.requests(), VALID_1) === 2);
        const restarted = await session.restart();
        try {
          const popup = await openPopup(restarted);
          const report = await readReport(popup);
          expect(report).toMatchObject({ verdict: { code: "ready" } });
          expect(report.id).not.toBe(id);
          const history = await until("both checks in the history", async () => {
            const kept = await readHistory(popup);
            return kept.length === 2 ? kept : null;
          });
          expect(history).toEqual([report.id, id]);
          expect(await ownErrors(restarted)).toEqual([]);
        } finally {
          await restarted.close();
        }
      });
    });

    it("says so when the storage is full, and recovers when there is room again", async () => {
      await inScenario(found, "ready", async ({ session }) => {
        const popup = await openPopup(session);
        const before = (await readReport(popup)).id;
        await popup.evaluate(async (area) => {
          const { session: storage } = (globalThis as unknown as StorageApi)[
            area as keyof StorageApi
          ].storage;
          await storage.remove(["report", "running"]);
          for (let size = 1 << 20; size >= 1; size >>= 1) {
            for (let index = 0; index < 16; index += 1) {
              await storage
                .set({ [`junk-${size}-${index}`]: "x".repeat(size) })
                .catch(() => undefined);
            }
          }
        }, apiName(found));
        await press(popup, "Check again");
        await until("another state than checking", async () => {
          return (await readPopup(popup)).state !== "checking";
        });
        const full = await readPopup(popup);
        expect(["trouble", "interrupted"]).toContain(full.state);
        await popup.evaluate(async (area) => {
          const { session: storage } = (globalThis as unknown as StorageApi)[
            area as keyof StorageApi
          ].storage;
          const keys = Object.keys(await storage.get(null));
          await storage.remove(keys.filter((key) => key.startsWith("junk")));
        }, apiName(found));
        await press(popup, "Check again");
        await shownAs(popup, "done");
        expect((await readReport(popup)).id).not.toBe(before);
      });
    });

    it("can be worked by keyboard alone", async () => {
      await inScenario(found, "ready", async ({ session }) => {
        const popup = await openPopup(session);
        await popup.focus(".root-lists summary");
        await popup.keyboard.press("Enter");
        await popup.keyboard.press("Tab");
        await popup.keyboard.press("Enter");
        await popup.waitForSelector('[data-root="amazon-root-ca-1"] .root-body p');
        const opened = await popup.$eval('[data-root="amazon-root-ca-1"]', (row) => ({
          expanded: row.querySelector("button")?.getAttribute("aria-expanded"),
          text: row.textContent,
        }));
        expect(opened.expanded).toBe("true");
        expect(opened.text).toContain("SPKI SHA-256");
        await popup.keyboard.press("Tab");
        const focused = await popup.evaluate(() => document.activeElement?.tagName);
        expect(focused).toBe("BUTTON");
      });
    });
  },
);

describe.each(browsers.filter(({ family }) => family === "firefox"))("$name", (found) => {
  it("says that the permission is missing, and goes on when it is granted", async () => {
    const granting = { "extensions.webextOptionalPermissionPrompts": false };
    await inScenario(
      found,
      "ready",
      async ({ session, lab }) => {
        const popup = await openPopup(session);
        await popup.evaluate(async () => {
          interface Api {
            permissions: { remove(permissions: { origins: string[] }): Promise<boolean> };
          }
          const { browser } = globalThis as unknown as { browser: Api };
          await browser.permissions.remove({ origins: ["https://*.amazontrust.com/*"] });
        });
        const before = times(lab.requests(), VALID_1);
        await press(popup, "Check again");
        await until("the missing permission", async () => {
          return (await readPopup(popup)).cause === "permission-missing";
        });
        expect(times(lab.requests(), VALID_1)).toBe(before);
        expect((await readPopup(popup)).verdict).toBe("inconclusive");
        // A real click: the browser grants permissions on a person's own action only.
        await popup.click(".step-buttons .button-main");
        await until("the verdict after the grant", async () => {
          return (await readPopup(popup)).verdict === "ready";
        });
      },
      { extraPrefs: granting },
    );
  });
});
