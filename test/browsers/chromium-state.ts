/** Brings a running Chromium into the state that a scenario wants, as a person or a system would. */
import type { Browser, Page } from "puppeteer-core";
import type { Lab } from "../lab/lab.ts";
import { until } from "./session.ts";

/** Does what the lab's scenario says of the browser. */
export async function bringChromiumInto(
  browser: Browser,
  { scenario, exceptions }: Lab,
  extensionId: string,
): Promise<void> {
  const state = scenario.browser ?? {};
  if (state.withoutPermission) await withdraw(browser, extensionId);
  for (const { host } of exceptions) await clickThrough(browser, `https://${host}/`);
  if (state.offline) await unplug(browser, extensionId);
}

async function inNewPage(browser: Browser, act: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await browser.newPage();
  await act(page);
  await page.close();
}

/** What the page of extensions does when a person chooses access "on click". */
function withdraw(browser: Browser, extensionId: string): Promise<void> {
  return inNewPage(browser, async (page) => {
    await page.goto("chrome://extensions/");
    await page.evaluate(async (id) => {
      interface Api {
        developerPrivate: { updateExtensionConfiguration(change: object): Promise<void> };
      }
      const { chrome } = globalThis as unknown as { chrome: Api };
      await chrome.developerPrivate.updateExtensionConfiguration({
        extensionId: id,
        hostAccess: "ON_CLICK",
      });
    }, extensionId);
  });
}

/** What the warning does when a person chooses to proceed. */
function clickThrough(browser: Browser, url: string): Promise<void> {
  return inNewPage(browser, async (page) => {
    await page.goto(url).catch(() => {}); // The warning is what comes instead.
    await until("the warning", () =>
      page.evaluate(() => {
        interface Warning {
          certificateErrorPageController?: { proceed(): void };
        }
        const warning = (globalThis as unknown as Warning).certificateErrorPageController;
        if (warning) setTimeout(() => warning.proceed()); // Which ends this very page.
        return warning !== undefined;
      }),
    );
    await until(`${url} behind its warning`, async () => (await page.goto(url))?.ok());
  });
}

/** Takes the network from the extension's worker. A worker that has just been installed starts twice. */
async function unplug(browser: Browser, extensionId: string): Promise<void> {
  await until("the worker to be offline", async () => {
    const target = await browser.waitForTarget(
      (each) => each.type() === "service_worker" && each.url().includes(extensionId),
    );
    const client = await target.createCDPSession();
    await client.send("Network.enable");
    await client.send("Network.emulateNetworkConditions", {
      offline: true,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const expression = "navigator.onLine === false";
    return (await client.send("Runtime.evaluate", { expression })).result.value;
  });
}
