import { render, type ComponentChild } from "preact";
import { pageRow, type PageName } from "../core/pages.ts";
import { pageContext } from "../platform/page-context.ts";
import { ViewProvider } from "../view/view-context.ts";
import "../view/page.css";
import "../view/page-print.css";

/** Shows a full page in its tab: sets language and title, then renders. */
export function mountPage(page: PageName, view: ComponentChild): void {
  const context = pageContext();
  document.title = `${context.t(pageRow(page).title)} – ${context.t("extensionName")}`;
  render(<ViewProvider value={context}>{view}</ViewProvider>, document.body);
}
