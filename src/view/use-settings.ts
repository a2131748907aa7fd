/** The values of the settings in force, for views that need nothing more of them. */
import { DEFAULT_SETTINGS, type Settings } from "../core/default-settings.ts";
import { useFollowed, type Followed } from "./use-followed.ts";

/** The defaults where they cannot be read, null until that is known. */
export function useSettingValues(ports: Followed<Settings>): Settings | null {
  const { value, trouble } = useFollowed(ports);
  return value ?? (trouble ? DEFAULT_SETTINGS : null);
}
