/** The worker that reads: answers one order. */
import { chunksOf } from "./blob-chunks.ts";
import type { ReadInput, ReadNews, ReadOrder } from "./in-worker.ts";
import type { Source } from "./model.ts";
import { readSources } from "./read.ts";

const say = (news: ReadNews) => postMessage(news);

addEventListener("message", ({ data }: MessageEvent<ReadOrder>) => {
  const { inputs, ...options } = data;
  readSources(inputs.map(sourceOf), {
    ...options,
    onProgress: (progress) => say({ progress }),
  }).then(
    (reading) => say({ reading }),
    (error: unknown) => say({ trouble: error instanceof Error ? error.message : String(error) }),
  );
});

function sourceOf({ name, content }: ReadInput): Source {
  return { name, size: content.size, chunks: () => chunksOf(content) };
}
