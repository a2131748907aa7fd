import type { ComponentChildren } from "preact";
import type { Hideable, Settings } from "../core/default-settings.ts";
import { useView } from "./view-context.ts";
import { Masthead } from "./Masthead.tsx";
import { HidingParts, isShown, PageLink, type PageName } from "./page-links.tsx";
import { Support } from "./Support.tsx";

interface Props {
  page: PageName & Hideable;
  title: string;
  /** The other pages that a reader may want. */
  links: readonly PageName[];
  /** Null until they are known: nothing of the page is shown before. */
  settings: Settings | null;
  children: ComponentChildren;
}

/** The frame of a page that settings may hide. A person who opens it all the same reads that it is hidden. */
export function HideablePage({ page, title, links, settings, children }: Props) {
  return (
    <HidingParts value={settings}>
      <div class="page">
        <Masthead title={title} links={links} />
        {settings && (isShown(page, settings) ? children : <HiddenPage settings={settings} />)}
      </div>
    </HidingParts>
  );
}

function HiddenPage({ settings }: { settings: Settings }) {
  const { t } = useView();
  return (
    <main class="content" data-hidden-page>
      <h1>{t("hiddenPageTitle")}</h1>
      <p>{t("hiddenPageText")}</p>
      <p class="actions">
        <PageLink page="report">{t("toReport")}</PageLink>
        <PageLink page="options">{t("toOptions")}</PageLink>
      </p>
      <Support values={settings} report={null} code={null} />
    </main>
  );
}
