/** Build, navigation, settings and policies read this table of full pages. */
import type messages from "../../public/_locales/en/messages.json";

interface PageRow {
  id: string;
  title: keyof typeof messages;
  link: keyof typeof messages;
  isHideable: boolean;
}

/** In the order of the navigation. */
export const PAGES = [
  { id: "report", title: "reportTitle", link: "toReport", isHideable: false },
  { id: "endpoints", title: "endpointsTitle", link: "toEndpoints", isHideable: false },
  { id: "read", title: "readTitle", link: "toRead", isHideable: false },
  { id: "guide", title: "guideTitle", link: "toGuide", isHideable: true },
  { id: "desk", title: "deskTitle", link: "toDesk", isHideable: true },
  { id: "options", title: "optionsTitle", link: "toOptions", isHideable: false },
] as const satisfies readonly PageRow[];

export type PageName = (typeof PAGES)[number]["id"];
export type HideablePage = Extract<(typeof PAGES)[number], { isHideable: true }>["id"];

export function pageRow(page: PageName): (typeof PAGES)[number] {
  return PAGES.find(({ id }) => id === page)!;
}

/** Path from the extension's root. `place`: a fragment (`#…`). */
export function pagePath(page: PageName, place = ""): string {
  return `pages/${fileOf(page, place)}`;
}

/** Address relative to any other full page. */
export function pageAddress(page: PageName, place = ""): string {
  return `../${fileOf(page, place)}`;
}

function fileOf(page: PageName, place: string): string {
  return `${page}/index.html${place}`;
}
