/** Where a launched browser saves files without a question, so that a spec can read them. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll } from "vitest";
import { until, type Session } from "./session.ts";

const downloads = mkdtempSync(join(tmpdir(), "trust-ready-downloads-"));
afterAll(() => rmSync(downloads, { recursive: true, force: true }));

/** Preferences for Firefox; Chromium is told on the page. */
export const SAVING = {
  "browser.download.folderList": 2,
  "browser.download.dir": downloads,
  "browser.download.useDownloadDir": true,
};

/** Has a page save a file of this name with `act`, and gives the file's path once it is written. */
export async function savedBy(
  session: Session,
  page: Page,
  name: string,
  act: () => Promise<unknown>,
): Promise<string> {
  if (session.family === "chromium") {
    const cdp = await page.createCDPSession();
    const behaviour = { behavior: "allow", downloadPath: downloads } as const;
    await cdp.send("Browser.setDownloadBehavior", behaviour);
  }
  const file = join(downloads, name);
  rmSync(file, { force: true });
  await act();
  await until(`${name} among ${readdirSync(downloads).join(", ")}`, async () => {
    return existsSync(file) && readFileSync(file).length > 0;
  });
  return file;
}
