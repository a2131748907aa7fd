/** The worker that reads: answers one order. */
import catalogue from "virtual:catalogue";
import rootCertificates from "virtual:root-certificates";
import type { Bytes } from "../core/bytes.ts";
import type { ReadInput, ReadNews, ReadOrder } from "./in-worker.ts";
import type { Source } from "./model.ts";
import { readSources } from "./read.ts";

const say = (news: ReadNews) => postMessage(news);

addEventListener("message", ({ data }: MessageEvent<ReadOrder>) => {
  const { inputs, ...options } = data;
  readSources(inputs.map(sourceOf), {
    catalogue,
    rootCertificates,
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

/** Streams of blobs cannot be iterated in every browser. */
async function* chunksOf(content: Blob): AsyncGenerator<Bytes> {
  const reader = content.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value as Bytes;
  }
}
