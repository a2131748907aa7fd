/** What pages and background use of the web platform itself: clocks and file downloads. */

export interface Clock {
  /** Milliseconds since the epoch, by this machine's clock. */
  now(): number;
  /** Milliseconds on a clock that never jumps; only differences mean anything. */
  ticks(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
};

/** How long (ms) the browser may take to read a saved file. */
const READ_MS = 60_000;

/** Saves a file in the browser's downloads. `type` is its media type; a text is saved as UTF-8. */
export function saveFile(
  name: string,
  type: string,
  content: string | Uint8Array<ArrayBuffer>,
): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  // The browser reads the file after this returns.
  setTimeout(() => URL.revokeObjectURL(link.href), READ_MS);
}
