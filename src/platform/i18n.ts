import type messages from "../../public/_locales/en/messages.json";
import { browser } from "./browser.ts";

export type MessageKey = keyof typeof messages;

export type Translate = (key: MessageKey, ...substitutions: string[]) => string;

export const translate: Translate = (key, ...substitutions) =>
  browser.i18n.getMessage(key, substitutions) || key;

export function uiLanguage(): { tag: string; direction: "ltr" | "rtl" } {
  const direction = browser.i18n.getMessage("@@bidi_dir") === "rtl" ? "rtl" : "ltr";
  return { tag: browser.i18n.getUILanguage(), direction };
}

/** Adds the interface's region only if the languages agree. Otherwise one sentence would mix two languages. */
export function formatLanguage(texts: string, ui: string): string {
  return ui.startsWith(`${texts}-`) ? ui : texts;
}
