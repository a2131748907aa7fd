/** What browsers ask for to learn of a new version. */
import { createHash } from "node:crypto";
import { escapeXml, json } from "../policy-templates.ts";

/** A package that browsers can download. */
export interface Download {
  id: string;
  version: string;
  url: string;
  bytes: Uint8Array;
  /** The oldest browser that the manifest admits. */
  oldestBrowser: string;
}

/** Returns `update.xml` for Chrome, Edge and Chromium (Google's update protocol 2.0). */
export function chromiumUpdates({ id, version, url, oldestBrowser }: Download): string {
  const attributes = { codebase: url, version, prodversionmin: oldestBrowser };
  const text = Object.entries(attributes).map(([name, value]) => `${name}="${escapeXml(value)}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck ${text.join(" ")}/>
  </app>
</gupdate>
`;
}

/** Returns `updates.json` for Firefox. */
export function firefoxUpdates({ id, version, url, bytes, oldestBrowser }: Download): string {
  const update = {
    version,
    update_link: url,
    update_hash: `sha256:${sha256(bytes)}`,
    applications: { gecko: { strict_min_version: oldestBrowser } },
  };
  return json({ addons: { [id]: { updates: [update] } } });
}

/** The SHA-256 in hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
