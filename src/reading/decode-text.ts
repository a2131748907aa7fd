/** Reads bytes as text in the encodings that editors and Windows write. */
import type { Bytes } from "../core/bytes.ts";

/** Bytes that are looked at before a long file is decoded. */
const SAMPLE = 4096;

/** With `\n` as the only line end; null if the bytes are not text. */
export function decodeText(bytes: Bytes): string | null {
  const encoding = encodingOf(bytes);
  if (encoding === null) return null;
  const text = new TextDecoder(encoding).decode(bytes);
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

function encodingOf(bytes: Bytes): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  let controls = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte === 0) zeros[at % 2]! += 1;
    else if (byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b) controls += 1;
  }
  const half = sample.length / 2;
  // Western text in UTF-16 without a mark: nearly every other byte is zero.
  if (zeros[1]! > half * 0.7 && zeros[0]! < half * 0.1) return "utf-16le";
  if (zeros[0]! > half * 0.7 && zeros[1]! < half * 0.1) return "utf-16be";
  if (zeros[0]! + zeros[1]! > 0 || controls * 20 > sample.length) return null;
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

function isUtf8(bytes: Bytes): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
