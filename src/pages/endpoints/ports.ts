/** What the page that tests endpoints needs from the extension. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { EndpointSet } from "../../core/endpoint-sets.ts";
import type { Report } from "../../core/report.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import type { Clock } from "../../platform/environment.ts";
import type { EndpointPort } from "../../probe/port.ts";
import type { SaveFile } from "../../view/Share.tsx";
import type { Followed } from "../../view/use-followed.ts";

export interface EndpointsPorts {
  catalogue: Catalogue;
  probe: EndpointPort;
  settings: Followed<EffectiveSettings>;
  /** This browser's last report; null before the first check. */
  report: Followed<Report | null>;
  sets: Followed<EndpointSet[]> & { save(sets: EndpointSet[]): Promise<void> };
  /** Match patterns with permission. */
  granted: Followed<string[]>;
  /** Asks for more permissions; resolves to whether they were given. Call it in the click handler. */
  request(origins: string[]): Promise<boolean>;
  save: SaveFile;
  clock: Clock;
}
