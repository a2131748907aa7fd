/** The extension's pages: which parts are hidden, decided once, and the only way to link to a page. */
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { HIDEABLE, type Hideable, type Settings } from "../core/default-settings.ts";

/** The full pages that one page leads to. */
export type PageName = "report" | "endpoints" | "guide" | "desk" | "options";

/** Null until the settings are known. */
const HiddenParts = createContext<Settings | null>(null);

/** Hides, for the views inside, what these settings hide. */
export const HidingParts = HiddenParts.Provider;

/** Whether a page or part may be shown. Until the settings are known, nothing that may be hidden is. */
export function isShown(part: PageName | Hideable, settings: Settings | null): boolean {
  const hideable = HIDEABLE.find((each) => each === part);
  if (!hideable) return true;
  return settings !== null && !settings.hiddenSections.includes(hideable);
}

/** `isShown` by the settings of the page around. */
export function useIsShown(): (part: PageName | Hideable) => boolean {
  const settings = useContext(HiddenParts);
  return (part) => isShown(part, settings);
}

/** A page's path from the extension's root. `place`: a part of it, `#…`. */
export function pagePath(page: PageName, place = ""): string {
  return `pages/${fileOf(page, place)}`;
}

function fileOf(page: PageName, place: string): string {
  return `${page}/index.html${place}`;
}

interface LinkProps {
  page: PageName;
  /** A part of the page, `#…`. */
  place?: string;
  children: ComponentChildren;
}

/** A link from one full page to another; nothing where that page is hidden. */
export function PageLink({ page, place = "", children }: LinkProps) {
  const isPageShown = useIsShown()(page);
  return isPageShown ? <a href={`../${fileOf(page, place)}`}>{children}</a> : null;
}
