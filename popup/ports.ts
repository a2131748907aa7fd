/** What the popup needs of the extension. */
import type { RootName } from "../src/core/catalogue.ts";
import type { ConsolePorts } from "../src/view/use-console.ts";
import type { CheckPorts } from "../src/view/ports.ts";
import type { SettingsPorts } from "../src/view/use-settings.ts";

export interface PopupPorts extends CheckPorts {
  roots: readonly RootName[];
  settings: SettingsPorts;
  console: ConsolePorts;
}
