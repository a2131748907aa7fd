/** How many bytes are read before others get a turn: some milliseconds' work. */
const TURN_BYTES = 2_000_000;

/** The content of a file that may be too long for memory, with pauses, so that the page stays responsive. */
export async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().getReader();
  let bytes = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      yield step.value;
      bytes += step.value.length;
      if (bytes < TURN_BYTES) continue;
      bytes = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
