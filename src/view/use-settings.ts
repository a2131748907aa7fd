/** The settings in force, without their sources and faults. */
import { DEFAULT_SETTINGS, type Settings } from "../core/default-settings.ts";
import { useFollowed, type Followed } from "./use-followed.ts";

/** Null until they have been read; the defaults if that fails. */
export function useSettingValues(ports: Followed<Settings>): Settings | null {
  const { value, trouble } = useFollowed(ports);
  return value ?? (trouble ? DEFAULT_SETTINGS : null);
}
