import type { Page } from "puppeteer-core";
import { pagePath } from "../../src/core/pages.ts";
import type { Part } from "../../src/pages/desk/part.ts";
import { until, type PageOptions, type Session } from "./session.ts";

/** Opens a part of the help desk's page. */
export async function openPart(session: Session, part: Part, options?: PageOptions): Promise<Page> {
  const page = await session.openPage(pagePath("desk", `#${part}`), options);
  await until(part, () => page.$(`main[data-part="${part}"] h1`));
  return page;
}
