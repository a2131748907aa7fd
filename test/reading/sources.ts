/** Sources for tests and previews, which read in place instead of in a worker. */
import type { Bytes } from "../../src/core/bytes.ts";
import type { ReadInput } from "../../src/reading/in-worker.ts";
import type { Source } from "../../src/reading/model.ts";

export function sourceOf({ name, content }: ReadInput): Source {
  return {
    name,
    size: content.size,
    async *chunks() {
      yield new Uint8Array(await content.arrayBuffer()) as Bytes;
    },
  };
}

/** `name`: `""` for pasted text. */
export function sourceFrom(content: string | Bytes, name = ""): Source {
  return sourceOf({ name, content: new Blob([content]) });
}
