/** A page of the AWS console as a tab showed it: host, time and finding, and nothing of the page itself. */
import type { ConsolePage } from "./console-hosts.ts";
import type { EndpointFinding } from "./endpoint-finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";

export interface SeenPage {
  tabId: number;
  page: ConsolePage;
  /** When its answer or its failure came, in ms since the epoch. */
  at: number;
  /** Of kind `endpoint`; its URL is the origin alone. */
  observation: Observation;
  /** Major version of HTTP that it came over; null where it failed, or where the browser does not tell. */
  httpVersion: number | null;
  certificates: CertificateTable;
  found: EndpointFinding;
  /**
   * It was refused in this tab's session before, and then loaded without showing a certificate: whether it is well now or
   * somebody clicked a warning away, nothing tells.
   */
  doubted: boolean;
}

/** By the tab's id. */
export type SeenPages = Record<string, SeenPage>;
