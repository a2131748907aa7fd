/** Drives the page that reads files and texts as a person would. */
import type { Page } from "puppeteer-core";
import { until } from "./session.ts";

const isDone = (page: Page) =>
  until("a reading", () =>
    page.evaluate(() => document.querySelector("main")?.dataset["state"] === "done"),
  );

/** Pastes a text as a whole. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => {
    const field = document.querySelector("textarea")!;
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, text);
  await isDone(page);
}

/** Drops files that the page itself makes: `contents` by name, in base64. */
export async function drop(page: Page, contents: Record<string, string>): Promise<void> {
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const [name, base64] of Object.entries(all)) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    const event = new DragEvent("drop", {
      bubbles: true,
      cancelable: true,
      dataTransfer: transfer,
    });
    document.querySelector(".intake")!.dispatchEvent(event);
  }, contents);
  await isDone(page);
}
