import type { MessageKey } from "../platform/i18n.ts";
import { useView } from "./view-context.ts";
import { PageLink, type PageName } from "./page-links.tsx";

/** What the pages are called. */
export const PAGE_NAMES: Record<PageName, MessageKey> = {
  report: "toReport",
  endpoints: "toEndpoints",
  guide: "toGuide",
  desk: "toDesk",
  options: "toOptions",
};

interface Props {
  /** What this page is. */
  title: string;
  /** The other pages that a reader may want; hidden ones are left out. */
  links: readonly PageName[];
}

/** The top of a full page. */
export function Masthead({ title, links }: Props) {
  const { t } = useView();
  return (
    <header class="masthead">
      <img src="/icons/icon-48.png" width="28" height="28" alt="" />
      <span class="product">{t("extensionName")}</span>
      <span class="page-title">{title}</span>
      <nav class="masthead-links" aria-label={t("otherPages")}>
        {links.map((page) => (
          <PageLink key={page} page={page}>
            {t(PAGE_NAMES[page])}
          </PageLink>
        ))}
      </nav>
    </header>
  );
}
