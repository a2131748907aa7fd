/** What the popup needs from the extension. */
import type { Report } from "../src/core/report.ts";
import type { RootName } from "../src/core/catalogue.ts";
import type { ConsolePorts } from "../src/view/use-console.ts";
import type { FirstRunPorts } from "../src/view/FirstRun.tsx";
import type { CheckPorts } from "../src/view/check-ports.ts";
import type { Settings } from "../src/core/default-settings.ts";
import type { Followed } from "../src/view/use-followed.ts";

export interface PopupPorts extends CheckPorts {
  roots: readonly RootName[];
  settings: Followed<Settings>;
  console: ConsolePorts;
  firstRun: FirstRunPorts;
  /** Words a report for an administrator, with its steps. `code`: its support code; null if none is shown. */
  wordForAdministrator(report: Report, code: string | null): Promise<string>;
}
