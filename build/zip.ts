/**
 * Packs a directory into a store zip. Equal directories give equal bytes: sorted entries, one fixed date, and the same
 * compressor everywhere. Zopfli makes what zlib's best level makes 3 % smaller, which keeps the zip below its limit.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { deflateAsync } from "@gfx/zopfli";
import { sha256Hex } from "../src/core/bytes.ts";
import { filesUnder } from "./files.ts";

/** One more costs as much time again, and saves next to nothing. */
const ITERATIONS = 1;

/** The first day that a zip can express. */
const DATE = 0x0021;
/** Version 2.0 of the format: deflate. */
const VERSION = 20;
const DEFLATED = 8;
/** Names are UTF-8. */
const FLAGS = 0x0800;

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;

/** The zip of a directory, with other contents for some of its files (APPNOTE.TXT 6.3.10 of PKWARE, 4.3). */
export async function zipOf(
  directory: string,
  replaced: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const bodies: Buffer[] = [];
  const directoryEntries: Buffer[] = [];
  let offset = 0;
  for (const file of filesUnder(directory)) {
    const content = Buffer.from(replaced[file] ?? readFileSync(join(directory, file)));
    const packed = await deflated(content);
    const name = Buffer.from(file);
    const facts = numbers(
      [2, VERSION, FLAGS, DEFLATED, 0, DATE],
      [4, crc32(content), packed.length, content.length],
      [2, name.length, 0],
    );
    const body = Buffer.concat([numbers([4, LOCAL_HEADER]), facts, name, packed]);
    directoryEntries.push(
      numbers([4, CENTRAL_HEADER], [2, VERSION]),
      facts,
      // No comment, first disk, no attributes.
      numbers([2, 0, 0, 0], [4, 0, offset]),
      name,
    );
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directoryEntries);
  const count = bodies.length;
  const end = numbers([4, END], [2, 0, 0, count, count], [4, entries.length, offset], [2, 0]);
  return new Uint8Array(Buffer.concat([...bodies, entries, end]));
}

const known = new Map<string, Uint8Array>();

/** Slow: the same content is compressed once. */
async function deflated(content: Buffer): Promise<Uint8Array> {
  const key = await sha256Hex(new Uint8Array(content));
  const packed = known.get(key) ?? (await deflateAsync(content, { numiterations: ITERATIONS }));
  known.set(key, packed);
  return packed;
}

/** Little-endian numbers, each group with its width in bytes first. */
function numbers(...groups: [width: 2 | 4, ...values: number[]][]): Buffer {
  return Buffer.concat(
    groups.flatMap(([width, ...values]) =>
      values.map((value) => {
        const bytes = Buffer.alloc(width);
        bytes.writeUIntLE(value, 0, width);
        return bytes;
      }),
    ),
  );
}
