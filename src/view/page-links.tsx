/** Links to the extension's pages. They leave out whatever the settings hide. */
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { HIDEABLE, type Hideable, type Settings } from "../core/default-settings.ts";
import { pageAddress, pagePath, pageRow, PAGES, type PageName } from "../core/pages.ts";
import { useView } from "../view/view-context.ts";

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

interface LinkProps {
  page: PageName;
  /** A part of the page, `#…`. */
  place?: string;
  /** The page that this one is: its link is marked. */
  isCurrent?: boolean;
  /** The text; the page's name if there is none. */
  children?: ComponentChildren;
}

/** A link from one full page to another; nothing where that page is hidden. */
export function PageLink({ page, place = "", isCurrent = false, children }: LinkProps) {
  const { t } = useView();
  const isPageShown = useIsShown()(page);
  return isPageShown ? (
    <a href={pageAddress(page, place)} aria-current={isCurrent ? "page" : undefined}>
      {children ?? t(pageRow(page).link)}
    </a>
  ) : null;
}

/** Links to every full page, in one order everywhere; `current` is marked. */
export function PageLinks({ current }: { current: PageName }) {
  const { t } = useView();
  return (
    <nav class="page-links" aria-label={t("pages")}>
      {PAGES.map(({ id }) => (
        <PageLink key={id} page={id} isCurrent={id === current} />
      ))}
    </nav>
  );
}

interface ButtonProps {
  /** Pages that the popup leads to otherwise. */
  except: readonly PageName[];
  /** Null until they are known. */
  settings: Settings | null;
}

/** What the popup has in place of links, which open nothing in a private window. */
export function PageButtons({ except, settings }: ButtonProps) {
  const { t, openPage } = useView();
  const pages = PAGES.filter(({ id }) => !except.includes(id) && isShown(id, settings));
  return (
    <nav class="page-links" aria-label={t("pages")}>
      {pages.map(({ id, link }) => (
        <button
          key={id}
          type="button"
          class="link"
          data-page={id}
          onClick={() => openPage(pagePath(id))}
        >
          {t(link)}
        </button>
      ))}
    </nav>
  );
}
