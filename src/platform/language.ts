/**
 * The language to format in: that of the texts, with the region of the browser's UI where it is a variety
 * of it. Otherwise a browser without texts of its own would mix two languages in one sentence.
 */
export function formatLanguage(texts: string, ui: string): string {
  return ui.startsWith(`${texts}-`) ? ui : texts;
}
