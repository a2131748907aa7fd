import type { ComponentChildren } from "preact";
import type { Settings } from "../core/default-settings.ts";
import { pageRow, type PageName } from "../core/pages.ts";
import { useView } from "../view/view-context.ts";
import { Masthead } from "./Masthead.tsx";
import { HidingParts, isShown, PageLink } from "./page-links.tsx";
import { Support } from "./Support.tsx";

interface Props {
  page: PageName;
  /** Null until they are known: a page that may be hidden shows nothing before. */
  settings: Settings | null;
  children: ComponentChildren;
}

/** The frame of every full page. Whoever opens a hidden page by its address reads that it is hidden. */
export function PageFrame({ page, settings, children }: Props) {
  const waits = pageRow(page).isHideable && settings === null;
  const isHidden = settings !== null && !isShown(page, settings);
  return (
    <HidingParts value={settings}>
      <div class="page">
        <SkipButton />
        <Masthead page={page} />
        {waits ? null : isHidden ? <HiddenPage settings={settings} /> : children}
      </div>
    </HidingParts>
  );
}

/** A button, because the part of an address after `#` chooses what some pages show. */
function SkipButton() {
  const { t } = useView();
  const skip = () => {
    const main = document.querySelector("main");
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  };
  return (
    <button type="button" class="skip" onClick={skip}>
      {t("skipToContent")}
    </button>
  );
}

function HiddenPage({ settings }: { settings: Settings }) {
  const { t } = useView();
  return (
    <main class="content" data-hidden-page>
      <h1>{t("hiddenPageTitle")}</h1>
      <p>{t("hiddenPageText")}</p>
      <p class="actions">
        <PageLink page="report" />
        <PageLink page="options" />
      </p>
      <Support values={settings} report={null} code={null} />
    </main>
  );
}
