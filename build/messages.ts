/** Message files as they are shipped: without the notes for translators, which no browser reads. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesUnder } from "./files.ts";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** Messages without descriptions and examples. */
export function bareMessages(messages: Record<string, Message>): Record<string, Message> {
  const bare = Object.entries(messages).map(([key, { message, placeholders }]) => {
    if (!placeholders) return [key, { message }];
    const contents = Object.entries(placeholders).map(([name, { content }]) => [name, { content }]);
    return [key, { message, placeholders: Object.fromEntries(contents) }];
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
