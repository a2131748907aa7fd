/** A tiny extension that blocks Amazon's test hosts, as ad blockers block theirs. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const FILES = {
  "manifest.json": {
    manifest_version: 3,
    name: "Blocker",
    version: "1.0",
    permissions: ["declarativeNetRequest"],
    host_permissions: ["<all_urls>"],
    declarative_net_request: {
      rule_resources: [{ id: "rules", enabled: true, path: "rules.json" }],
    },
    browser_specific_settings: { gecko: { id: "blocker@extensions.example" } },
  },
  "rules.json": [
    {
      id: 1,
      action: { type: "block" },
      condition: {
        urlFilter: "||amazontrust.com^",
        resourceTypes: ["main_frame", "sub_frame", "xmlhttprequest", "other"],
      },
    },
  ],
};

/** Writes it into a folder of this directory and returns the folder. */
export function writeBlocker(directory: string): string {
  const folder = path.join(directory, "blocker");
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(FILES)) {
    writeFileSync(path.join(folder, name), JSON.stringify(value));
  }
  return folder;
}
