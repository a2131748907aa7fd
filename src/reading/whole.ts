import type { Bytes } from "../core/bytes.ts";
import { MAX_BYTES } from "./limits.ts";
import type { Source } from "./model.ts";

/** Up to one byte more than anybody reads, so that the reader sees that there is more. */
export async function wholeOf(source: Source): Promise<Bytes> {
  const parts: Bytes[] = [];
  let size = 0;
  for await (const part of source.chunks()) {
    parts.push(part);
    size += part.length;
    if (size > MAX_BYTES) break;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Its first bytes, enough to see what it is. */
export async function startOf(source: Source): Promise<Bytes> {
  for await (const part of source.chunks()) if (part.length) return part.slice(0, START_BYTES);
  return new Uint8Array();
}

const START_BYTES = 4096;
