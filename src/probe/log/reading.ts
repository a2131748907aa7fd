/** What a Chromium browser's own log (`chrome://net-export`) says of the hosts of a check. */
import type { RawObservation } from "../../core/observe.ts";

export interface LogReading {
  /**
   * One per planned name that the log shows, and one per tested endpoint. `anchor`: the chain was verified within the
   * log. `issuer`: an older TLS session was resumed, and only the leaf is given. The chain of a refused handshake is
   * the one that the server sent; nobody verified it.
   */
  observations: RawObservation[];
  /** In the order of `observations`. */
  requests: LoggedRequest[];
  /** `clientInfo` of the log. */
  browser: { name: string; version: string; os: string };
  /** Time of the first and last event (ISO 8601, UTC). */
  startedAt: string;
  finishedAt: string;
  /** `version_major` of the Chrome Root Store that judged; null if no verification ran. */
  rootStoreVersion: number | null;
  /** Roots and distrusts that a policy or a person gave to the verifier. */
  added: { sha256: string | null; spkiSha256: string | null; trust: string }[];
  captureMode: string | null;
  /** Whether the log ends in mid-write. */
  cutOff: boolean;
  /** Events that could not be read. */
  unreadable: number;
  /** Hosts that were verified before the log began: resumed sessions, without a verified chain. */
  resumed: string[];
  /** How many other hosts the log names. They are not read further. */
  otherHosts: number;
}

interface LoggedRequest {
  url: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Why the browser refused each path that it tried, in its own words. Hostile text. */
  pathErrors: string[];
}
