/** A value that is kept elsewhere, followed for as long as a view is open. */
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Followed<Value> {
  read(): Promise<Value>;
  /** Calls back whenever it may have changed; returns how to stop. */
  watch(changed: () => void): () => void;
}

interface Live<Value> {
  /** Null until it has been read. */
  value: Value | null;
  /** Whether the last reading failed. */
  trouble: boolean;
  read(): Promise<void>;
}

export function useFollowed<Value>(ports: Followed<Value>): Live<Value> {
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
