/** Message files as they are shipped: without what is for translators alone. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesUnder } from "./files.ts";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/**
 * Messages without descriptions, and with numbers (`$1`) in place of named placeholders, as browsers make them of the
 * names when they load the file (`MessageBundle::ReplaceVariables` in Chromium, `LocaleData` in Firefox).
 */
export function bareMessages(messages: Record<string, Message>): Record<string, Message> {
  const bare = Object.entries(messages).map(([key, { message, placeholders = {} }]) => {
    const numbered = message.replaceAll(/\$(\w+)\$/g, (whole, name: string) => {
      return placeholders[name.toLowerCase()]?.content ?? whole;
    });
    return [key, { message: numbered }];
  });
  return Object.fromEntries(bare);
}

/** Writes the message files of a build anew. */
export function shippedMessages(outDir: string): Plugin {
  return {
    name: "trust-ready:messages",
    writeBundle() {
      for (const name of filesUnder(join(outDir, "_locales"))) {
        const file = join(outDir, "_locales", name);
        const messages = JSON.parse(readFileSync(file, "utf8")) as Record<string, Message>;
        writeFileSync(file, `${JSON.stringify(bareMessages(messages))}\n`);
      }
    },
  };
}
