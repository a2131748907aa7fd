import { useEffect, useState } from "preact/hooks";
import type { Followed } from "./ports.ts";

/** A value as it stands now; `start` until it has been read, and where it cannot be. */
export function useFollowed<Value>(
  { read, watch }: Followed<Value>,
  start: Value,
): [Value, () => Promise<void>] {
  const [value, setValue] = useState(start);
  const readAgain = async () => {
    await read().then(
      (given) => setValue(() => given),
      () => undefined,
    );
  };
  useEffect(() => {
    const stop = watch(() => void readAgain());
    void readAgain();
    return stop;
  }, [read, watch]);
  return [value, readAgain];
}
