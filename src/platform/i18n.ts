/** Text that a person reads, by key. The keys are those of the English file: a wrong one does not compile. */
import type messages from "../../public/_locales/en/messages.json";
import { browser } from "./browser.ts";

export type MessageKey = keyof typeof messages;

/** The text of a key, with its placeholders filled in order. */
export type Translate = (key: MessageKey, ...substitutions: string[]) => string;

export const translate: Translate = (key, ...substitutions) =>
  browser.i18n.getMessage(key, substitutions) || key;

/** BCP 47 tag of the browser's UI language, and its writing direction. */
export function uiLanguage(): { tag: string; direction: "ltr" | "rtl" } {
  const direction = browser.i18n.getMessage("@@bidi_dir") === "rtl" ? "rtl" : "ltr";
  return { tag: browser.i18n.getUILanguage(), direction };
}
