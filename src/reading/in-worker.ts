/** Reads in a worker, so that the page stays alive however much there is to read. */
import type { Reading } from "./model.ts";
import type { ReadContext } from "./read.ts";

export type ReadInput = { name: string; content: Blob };

export interface ReadOptions extends Pick<ReadContext, "catalogue" | "rootCertificates"> {
  /** Date (ms since the epoch) at which certificates are judged. */
  at: number;
  /** To try on keystores, besides the usual ones. */
  passwords: readonly string[];
  toolVersion: string;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress(part: number): void;
}

/** From the page to the worker. */
export interface ReadOrder extends Omit<ReadOptions, "signal" | "onProgress"> {
  inputs: readonly ReadInput[];
}

/** From the worker to the page. */
export type ReadNews = { progress: number } | { reading: Reading } | { trouble: string };

/** One worker for each reading: ending it frees all that it held. Rejects if it is aborted or breaks. */
export function readInWorker(
  inputs: readonly ReadInput[],
  { signal, onProgress, ...order }: ReadOptions,
): Promise<Reading> {
  signal.throwIfAborted();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = withResolvers<Reading>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort);
  worker.addEventListener("message", ({ data }: MessageEvent<ReadNews>) => {
    if ("progress" in data) onProgress(data.progress);
    else if ("reading" in data) resolve(data.reading);
    else reject(new Error(data.trouble));
  });
  worker.addEventListener("error", ({ message }) => reject(new Error(message)));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage({ ...order, inputs } satisfies ReadOrder);
  return promise.finally(() => {
    signal.removeEventListener("abort", abort);
    worker.terminate();
  });
}

/** `Promise.withResolvers`, which our oldest browsers have and node 20 has not. */
function withResolvers<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
