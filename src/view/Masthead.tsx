import { useDoors } from "./doors.ts";

interface Props {
  /** What this page is. */
  title: string;
  /** The other page that a reader may want. */
  link: { page: "guide" | "report"; label: string };
}

/** The top of a full page. */
export function Masthead({ title, link }: Props) {
  const { t } = useDoors();
  return (
    <header class="masthead">
      <img src="/icons/icon-48.png" width="28" height="28" alt="" />
      <span class="product">{t("extensionName")}</span>
      <span class="page-title">{title}</span>
      <a class="masthead-link" href={`../${link.page}/index.html`}>
        {link.label}
      </a>
    </header>
  );
}
