/** The extension's full pages, one row each. Build, navigation, settings and policies read this table. */
import type messages from "../../public/_locales/en/messages.json";

interface PageRow {
  id: string;
  /** Message with the page's title, for the window. */
  title: keyof typeof messages;
  /** Message with the text of a link to the page. */
  link: keyof typeof messages;
  /** Whether a setting may hide the page. */
  isHideable: boolean;
}

/** In the order of the navigation. */
export const PAGES = [
  { id: "report", title: "reportTitle", link: "toReport", isHideable: false },
  { id: "endpoints", title: "endpointsTitle", link: "toEndpoints", isHideable: false },
  { id: "guide", title: "guideTitle", link: "toGuide", isHideable: true },
  { id: "desk", title: "deskTitle", link: "toDesk", isHideable: true },
  { id: "options", title: "optionsTitle", link: "toOptions", isHideable: false },
] as const satisfies readonly PageRow[];

export type PageName = (typeof PAGES)[number]["id"];
export type HideablePage = Extract<(typeof PAGES)[number], { isHideable: true }>["id"];

/** Returns the row of a page. */
export function pageRow(page: PageName): (typeof PAGES)[number] {
  return PAGES.find(({ id }) => id === page)!;
}

/** Returns the path of a page from the extension's root. `place`: a part of the page, `#…`. */
export function pagePath(page: PageName, place = ""): string {
  return `pages/${fileOf(page, place)}`;
}

/** Returns the address of a page relative to any other full page. */
export function pageAddress(page: PageName, place = ""): string {
  return `../${fileOf(page, place)}`;
}

function fileOf(page: PageName, place: string): string {
  return `${page}/index.html${place}`;
}
