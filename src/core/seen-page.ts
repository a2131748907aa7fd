/** Holds nothing of the page's content. */
import type { ConsolePage } from "./console-hosts.ts";
import type { EndpointFinding } from "./endpoint-finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";

export interface SeenPage {
  tabId: number;
  page: ConsolePage;
  /** When it loaded or failed, in ms since the epoch. */
  at: number;
  /** Of kind `endpoint`; its URL is the origin only. */
  observation: Observation;
  /** Major version; null if the page failed or the browser does not report it. */
  httpVersion: number | null;
  certificates: CertificateTable;
  found: EndpointFinding;
  /** Refused before, in any tab; loaded now without a certificate. Perhaps somebody clicked a warning away. */
  doubted: boolean;
}

export type SeenPages = Record<string, SeenPage>;
