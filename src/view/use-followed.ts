/** A stored value that a component follows while it is mounted. */
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Followed<Value> {
  read(): Promise<Value>;
  /** Calls back whenever the value may have changed; returns a function that stops it. */
  watch(changed: () => void): () => void;
}

interface FollowedValue<Value> {
  /** Null until the first read ends. */
  value: Value | null;
  /** Whether the last read failed. */
  trouble: boolean;
  read(): Promise<void>;
}

export function useFollowed<Value>(ports: Followed<Value>): FollowedValue<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState(false);
  const read = useCallback(async () => {
    try {
      const given = await ports.read();
      setValue(() => given);
      setTrouble(false);
    } catch {
      setTrouble(true);
    }
  }, [ports]);
  useEffect(() => {
    const stop = ports.watch(() => void read());
    void read();
    return stop;
  }, [ports, read]);
  return { value, trouble, read };
}
