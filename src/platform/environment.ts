export interface Clock {
  /** Ms since the epoch. */
  now(): number;
  /** Ms on a clock that never jumps; only differences mean anything. */
  ticks(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  ticks: () => performance.now(),
};

/** How long (ms) the browser may take to read a file after the click. */
const READ_MS = 60_000;

export function saveFile(
  name: string,
  type: string,
  content: string | Uint8Array<ArrayBuffer>,
): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_MS);
}

export const newId = (): string => crypto.randomUUID();
