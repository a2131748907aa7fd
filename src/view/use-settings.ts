/** The settings in force, followed for as long as a view is open. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { DEFAULT_SETTINGS, type EffectiveSettings, type Settings } from "../core/settings.ts";

export interface SettingsPorts {
  read(): Promise<EffectiveSettings>;
  /** Calls back whenever settings may have changed; returns how to stop. */
  watch(changed: () => void): () => void;
}

interface Live {
  /** Null until they have been read. */
  settings: EffectiveSettings | null;
  /** Whether the last reading failed. */
  trouble: boolean;
  read(): Promise<void>;
}

export function useSettings(ports: SettingsPorts): Live {
  const [settings, setSettings] = useState<EffectiveSettings | null>(null);
  const [trouble, setTrouble] = useState(false);
  const read = useCallback(async () => {
    try {
      setSettings(await ports.read());
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
  return settings?.values ?? (trouble ? DEFAULT_SETTINGS : null);
}
