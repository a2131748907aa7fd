/** Drives the page that tests endpoints as a person would. */
import type { Page } from "puppeteer-core";
import { pagePath } from "../../src/core/pages.ts";
import { until, type PageOptions, type Session } from "./session.ts";

export async function openEndpoints(session: Session, options?: PageOptions): Promise<Page> {
  const page = await session.openPage(pagePath("endpoints"), options);
  await until("the page", () => page.$("[data-places]"));
  return page;
}

/** Types places into the list. */
export async function typePlaces(page: Page, places: readonly string[]): Promise<void> {
  await until("the list", () => page.$("[data-places]"));
  await page.focus("[data-places]");
  await page.evaluate((text) => {
    const field = document.querySelector<HTMLTextAreaElement>("[data-places]")!;
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, places.join("\n"));
  await until("a list of that length", () =>
    page.$(`[data-count="${places.length}"]`).then((found) => found !== null),
  );
}

export async function press(page: Page, selector: string): Promise<void> {
  await until(selector, () => page.$(`${selector}:not([aria-disabled="true"])`));
  await page.click(selector);
}

export const ended = (page: Page, state = "done") =>
  until(state, () => page.$(`[data-run="${state}"]`), 60_000);
