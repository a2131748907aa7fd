/** Reads the headers of PNG files and compresses them better. Source: https://www.w3.org/TR/png-3/ */
import { crc32, inflateSync } from "node:zlib";
import { zlibAsync } from "@gfx/zopfli";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface PngHeader {
  width: number;
  height: number;
  hasAlpha: boolean;
}

/** Reads the header of a PNG file. Throws if the bytes are none. */
export function pngHeader(bytes: Uint8Array): PngHeader {
  const { data } = chunksOf(bytes)[0]!;
  const colourType = data.readUInt8(9);
  return {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    hasAlpha: colourType === 4 || colourType === 6,
  };
}

/**
 * Compresses an opaque picture anew, without loss. Screenshots have large plain areas and small letters: with rows as they
 * are, they need less room than with a filter.
 */
export async function compressed(bytes: Uint8Array): Promise<Uint8Array> {
  const [header, ...chunks] = chunksOf(bytes);
  const { width, height } = pngHeader(bytes);
  const rows = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)),
  );
  if (rows.length !== height * (1 + width * CHANNELS)) throw new Error("not 8 bits of RGB");
  const packed = await zlibAsync(unfiltered(rows, width * CHANNELS), { numiterations: 5 });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header!.data),
    chunk("IDAT", Buffer.from(packed)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const CHANNELS = 3;

/** The rows without their filters; each begins with the number of its filter, which is 0 then. */
function unfiltered(rows: Buffer, rowBytes: number): Buffer {
  const result = Buffer.alloc(rows.length);
  const stride = rowBytes + 1;
  for (let at = 0; at < rows.length; at += 1) {
    const column = at % stride;
    if (column === 0) continue;
    const filter = rows[at - column]!;
    const left = column > CHANNELS ? result[at - CHANNELS]! : 0;
    const above = at >= stride ? result[at - stride]! : 0;
    const corner = column > CHANNELS && at >= stride ? result[at - stride - CHANNELS]! : 0;
    const expected = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter]!;
    result[at] = rows[at]! + expected;
  }
  return result;
}

/** The Paeth predictor. */
function nearest(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((each) =>
    Math.abs(estimate - each),
  );
  if (toLeft! <= toAbove! && toLeft! <= toCorner!) return left;
  return toAbove! <= toCorner! ? above : corner;
}

interface Chunk {
  type: string;
  data: Buffer;
}

/** All chunks of a file; the first is the header. Throws if the bytes are no PNG. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 8).equals(SIGNATURE) || file.toString("latin1", 12, 16) !== "IHDR") {
    throw new Error("not a PNG file");
  }
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
