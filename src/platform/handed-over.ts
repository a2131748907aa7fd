/** A text that one full page gives to the next in the same tab. */
const KEY = "handed-over";

export function handOver(text: string): void {
  sessionStorage.setItem(KEY, text);
}

/** Null if there is none. A text is taken once. */
export function takeHandedOver(): string | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return text;
}
