/** Drives the popup page as a person would, and reads what it shows. */
import type { Page } from "puppeteer-core";
import { STORED } from "../../src/platform/stored-formats.ts";
import type { Report } from "../../src/core/report.ts";
import { LIMITS } from "../../src/core/plan.ts";
import { until, type PageOptions, type Session } from "./session.ts";
import { readStored } from "./stored.ts";

export const POPUP = "popup/index.html";

/** A check is bounded; this much more is for a slow machine. */
const DONE_MS = LIMITS.checkMs + 20_000;

/** What stands on the popup's root element and its rows. */
export interface Shown {
  state: string | undefined;
  verdict: string | undefined;
  cause: string | undefined;
  roots: Record<string, string | undefined>;
  title: string;
}

/** Opens the popup page in a tab and waits until it shows a verdict. */
export async function openPopup(session: Session, options: PageOptions = {}): Promise<Page> {
  const page = await session.openPage(POPUP, { width: 400, height: 600, ...options });
  await shownAs(page, "done");
  return page;
}

/** Waits until the popup's root element has a state. */
export async function shownAs(page: Page, state: string): Promise<Shown> {
  return until(
    `the popup to be "${state}"`,
    async () => {
      const shown = await readPopup(page);
      return shown.state === state ? shown : null;
    },
    DONE_MS,
  );
}

/** What the popup shows at this moment. */
export function readPopup(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const { state, verdict, cause } = document.documentElement.dataset;
    const rows = [...document.querySelectorAll<HTMLElement>("[data-root]")];
    const roots = Object.fromEntries(rows.map(({ dataset }) => [dataset.root!, dataset.finding]));
    return { state, verdict, cause, roots, title: document.querySelector("h1")?.textContent ?? "" };
  });
}

/** The report behind the popup, from the extension's own storage. */
export async function readReport(page: Page): Promise<Report> {
  const report = await readStored(page, STORED.report);
  if (!report) throw new Error("no report is stored");
  return report;
}

/** What Chromium itself writes when it is asked, once a session, for certificates that it does not show. */
const ASKED_IN_VAIN =
  "ExtraInfoSpec.securityInfo is allowed only with WebRequestSecurityInfo developer flag";

/** What Firefox itself writes where a page is left that still waits for the background's answer. */
const LEFT_WAITING =
  "Promise rejected after context unloaded: Actor 'Conduits' destroyed before query 'RuntimeMessage' was resolved";

/** What went wrong in the extension, without what is known and cannot be kept away. */
export async function ownErrors(session: Session): Promise<string[]> {
  const errors = await session.errors();
  const known = errors.indexOf(ASKED_IN_VAIN);
  return errors.filter((error, index) => index !== known && error.trim() !== LEFT_WAITING);
}
