/** The texts of the interface, by key, and the language of dates and numbers. */
import type messages from "../../public/_locales/en/messages.json";
import { browser } from "./browser.ts";

/** The keys of the English messages. */
export type MessageKey = keyof typeof messages;

/** Returns the text of a key, with its placeholders filled in order. */
export type Translate = (key: MessageKey, ...substitutions: string[]) => string;

/** Falls back to the key where the message is missing. */
export const translate: Translate = (key, ...substitutions) =>
  browser.i18n.getMessage(key, substitutions) || key;

/** Returns the BCP 47 tag of the browser's interface, and its writing direction. */
export function uiLanguage(): { tag: string; direction: "ltr" | "rtl" } {
  const direction = browser.i18n.getMessage("@@bidi_dir") === "rtl" ? "rtl" : "ltr";
  return { tag: browser.i18n.getUILanguage(), direction };
}

/**
 * Returns the BCP 47 tag for dates and numbers: that of the texts, with the region of the browser's interface
 * if both have one language. Otherwise one sentence would mix two languages.
 */
export function formatLanguage(texts: string, ui: string): string {
  return ui.startsWith(`${texts}-`) ? ui : texts;
}
