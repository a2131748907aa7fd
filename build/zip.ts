/**
 * Packs a directory into a store zip. Equal directories give equal bytes: sorted entries, one fixed date,
 * and a deflate in plain JavaScript (node's own differs between versions).
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { filesUnder } from "./files.ts";

/** The first day that a zip can express, in UTC. */
const DATE = new Date(Date.UTC(1980, 0, 1));

/** The zip of a directory, with other contents for some of its files. */
export async function zipOf(
  directory: string,
  replaced: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const zip = new JSZip();
  for (const name of filesUnder(directory)) {
    const content = replaced[name] ?? readFileSync(join(directory, name));
    zip.file(name, content, { date: DATE, createFolders: false });
  }
  return zip.generateAsync({
    type: "uint8array",
    compression: "DEFLATE",
    compressionOptions: { level: 9 },
    platform: "DOS",
  });
}
