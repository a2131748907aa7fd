/** The settings in force, followed for as long as a view is open. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { DEFAULT_SETTINGS, type Settings } from "../core/default-settings.ts";

/** Settings: their values, or more. */
export interface SettingsPorts<Given = Settings> {
  read(): Promise<Given>;
  /** Calls back whenever settings may have changed; returns how to stop. */
  watch(changed: () => void): () => void;
}

interface Live<Given> {
  /** Null until they have been read. */
  settings: Given | null;
  /** Whether the last reading failed. */
  trouble: boolean;
  read(): Promise<void>;
}

export function useSettings<Given>(ports: SettingsPorts<Given>): Live<Given> {
  const [settings, setSettings] = useState<Given | null>(null);
  const [trouble, setTrouble] = useState(false);
  const read = useCallback(async () => {
    try {
      const given = await ports.read();
      setSettings(() => given);
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
  return { settings, trouble, read };
}

/** Their values; the defaults where they cannot be read, null until that is known. */
export function useSettingValues(ports: SettingsPorts): Settings | null {
  const { settings, trouble } = useSettings(ports);
  return settings ?? (trouble ? DEFAULT_SETTINGS : null);
}
