/** Escapes text for a configuration file, a program or a shell script. */

const XML_ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** As character data or in an attribute's quotes (XML 1.0, section 2.4). */
export function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => XML_ENTITIES[sign] ?? sign);
}

/** As one word of a POSIX shell, in single quotes. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** As a string literal of Kotlin, where `$` starts a template. */
export function kotlinString(text: string): string {
  return JSON.stringify(text).replaceAll("$", String.raw`\$`);
}

/** As a comment of any of these: only letters, digits, dots, commas and single spaces. */
export function commentText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}.,]+/gu, " ").trim();
}
