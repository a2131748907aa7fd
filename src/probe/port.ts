/** What a check asks of a browser. Vendor words stop behind it. */
import type { Probe } from "../core/observation.ts";
import type { RawObservation } from "../core/observe.ts";
import type { BrowserInfo } from "../core/report.ts";

/** Which browser it is, as it names itself. */
export type BrowserIdentity = Pick<BrowserInfo, "family" | "programme" | "name" | "version">;

export interface ProbePort {
  /** Makes ready for a check. */
  prepare(): Promise<void>;
  /** Requests a probe's URL once. Ends within `limitMs` or when `signal` aborts, and never rejects. */
  observe(probe: Probe, limitMs: number, signal: AbortSignal): Promise<RawObservation>;
  /** Whether the extension still holds the host permissions that its probes need. */
  permitted(): Promise<boolean>;
  describeBrowser(): Promise<BrowserInfo>;
  /** Whether the browser believes that it has a network. */
  online(): boolean;
}

/** The port of a page that tests endpoints, with or without permission for the host. */
export interface EndpointPort extends Pick<ProbePort, "prepare" | "observe"> {
  /** Without permission for the host: whether it loads, and nothing else. */
  observeBlindly: ProbePort["observe"];
}
