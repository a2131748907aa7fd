/** What a view gets of the browser, made once per page; it also tells the page its language. */
import { browser } from "./browser.ts";
import { translate, uiLanguage } from "./i18n.ts";
import { formatLanguage } from "./language.ts";

/** Sets language and direction of the document, and gives the doors for its views. */
export function extensionDoors() {
  const { tag, direction } = uiLanguage();
  const language = formatLanguage(translate("languageTag"), tag);
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  return {
    t: translate,
    language,
    copy: (text: string) => navigator.clipboard.writeText(text),
    // Not a link: in a private window those to the extension's own pages do not open.
    openPage(path: string) {
      void browser.tabs.create({ url: browser.runtime.getURL(path) });
      // Firefox leaves a popup open in front of the new tab.
      if (browser.extension.getViews({ type: "popup" }).includes(window)) window.close();
    },
  };
}
