/** What the report page needs from the extension. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { CheckPorts } from "../../view/check-ports.ts";
import type { SaveFile } from "../../view/Share.tsx";
import type { Settings } from "../../core/default-settings.ts";
import type { Followed } from "../../view/use-followed.ts";
import type { LogPorts } from "../../view/report/LogProof.tsx";
import type { HistoryPorts } from "../../view/report/History.tsx";

export interface ReportPorts extends CheckPorts, HistoryPorts {
  catalogue: Catalogue;
  settings: Followed<Settings>;
  print(): void;
  save: SaveFile;
  /** In browsers that write a log. */
  log?: LogPorts;
}
