/**
 * The roots that Chrome ships, as `chrome://system` lists them under `chrome_root_store`:
 * `chrome/browser/feedback/system_logs/log_sources/chrome_root_store_log_source.cc` of Chromium.
 */
import { contentsWith, clip } from "../contents.ts";
import { MAX_LISTED } from "../limits.ts";
import { firstMatch, type Mark, type TextKind } from "./kind.ts";

const KEY = /^\s*chrome_root_store\b/;
const ROW = /^\s*hash: ([0-9a-f]{64})\s+name: (.*)/i;
const VERSION = /^\s*(?:chrome_root_store[\s:=]{0,8})?"?version: (\d{1,9})\s*$/;

export const chromeRootStore: TextKind = {
  format: "chrome-root-store",
  hasLead: true,
  mark: (line): Mark | null => (KEY.test(line) || ROW.test(line) ? {} : null),
  read(segment) {
    const listed = segment.lines.flatMap(({ text, number }) => {
      const [, sha256, name] = ROW.exec(text) ?? [];
      if (sha256 === undefined) return [];
      return [{ sha256: sha256.toLowerCase(), name: clip(name!.trim()), line: number }];
    });
    if (!listed.length) return null;
    return {
      facts: { listed: listed.slice(0, MAX_LISTED), listVersion: firstMatch(segment, VERSION) },
      contents: contentsWith([]),
      loose: segment.blocks,
    };
  },
};
