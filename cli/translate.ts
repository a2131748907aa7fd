import messages from "../public/_locales/en/messages.json";
import type { Translate } from "../src/platform/i18n.ts";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** `i18n.getMessage` as browsers do it: named placeholders stand for numbered substitutions. */
export const translateEnglish: Translate = (key, ...substitutions) => {
  const { message, placeholders = {} } = messages[key] as Message;
  return message.replace(/\$(\w+)\$/g, (whole, name: string) => {
    const content = placeholders[name.toLowerCase()]?.content ?? whole;
    return content.replace(/\$(\d)/g, (_, digit: string) => substitutions[Number(digit) - 1] ?? "");
  });
};
