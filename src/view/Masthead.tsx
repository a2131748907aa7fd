import type { PageName } from "../core/pages.ts";
import { useView } from "../view/view-context.ts";
import { PageLinks } from "./page-links.tsx";

/** The top of a full page: the product, and links to every page. */
export function Masthead({ page }: { page: PageName }) {
  const { t } = useView();
  return (
    <header class="masthead">
      <img src="/icons/icon-48.png" width="28" height="28" alt="" />
      <span class="product">{t("extensionName")}</span>
      <PageLinks current={page} />
    </header>
  );
}
