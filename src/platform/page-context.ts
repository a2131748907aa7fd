import { browser } from "./browser.ts";
import { formatLanguage, translate, uiLanguage } from "./i18n.ts";

/** Also sets the document's language and direction. Call it once per page. */
export function pageContext() {
  const { tag, direction } = uiLanguage();
  const language = formatLanguage(translate("languageTag"), tag);
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  return {
    t: translate,
    language,
    copy: (text: string) => navigator.clipboard.writeText(text),
    // Not a link: in a private window, links to the extension's own pages do not open.
    openPage(path: string) {
      void browser.tabs.create({ url: browser.runtime.getURL(path) });
      // Firefox leaves a popup open in front of the new tab.
      if (browser.extension.getViews({ type: "popup" }).includes(window)) window.close();
    },
  };
}
