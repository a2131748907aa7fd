/** A page of the AWS console in a tab: host, time and finding, nothing of its content. */
import type { ConsolePage } from "./console-hosts.ts";
import type { EndpointFinding } from "./endpoint-finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";

export interface SeenPage {
  tabId: number;
  page: ConsolePage;
  /** When it loaded or failed, in ms since the epoch. */
  at: number;
  /** Of kind `endpoint`; its URL is the origin alone. */
  observation: Observation;
  /** Major version of HTTP; null if it failed or the browser does not report it. */
  httpVersion: number | null;
  certificates: CertificateTable;
  found: EndpointFinding;
  /**
   * Its host was refused before, in any tab, and now loaded without showing a certificate: it may be well, or somebody
   * clicked a warning away.
   */
  doubted: boolean;
}

/** By the tab's id. */
export type SeenPages = Record<string, SeenPage>;
