const XML_ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** For character data and quoted attributes (XML 1.0, section 2.4). */
export function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => XML_ENTITIES[sign] ?? sign);
}

/** One word of a POSIX shell, in single quotes. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** `$` starts a template in Kotlin. */
export function kotlinString(text: string): string {
  return JSON.stringify(text).replaceAll("$", String.raw`\$`);
}

/** Safe in comments of all these languages: letters, digits, dots, commas, single spaces. */
export function commentText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}.,]+/gu, " ").trim();
}
