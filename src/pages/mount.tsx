import { render, type ComponentChild } from "preact";
import { pageRow, type PageName } from "../core/pages.ts";
import { pageContext } from "../platform/page-context.ts";
import { DoorsContext } from "../view/doors.ts";
import "../view/page.css";
import "../view/page-print.css";

/** Shows a full page in its tab: sets language and title, then renders. */
export function mountPage(page: PageName, view: ComponentChild): void {
  const doors = pageContext();
  document.title = `${doors.t(pageRow(page).title)} – ${doors.t("extensionName")}`;
  render(<DoorsContext.Provider value={doors}>{view}</DoorsContext.Provider>, document.body);
}
