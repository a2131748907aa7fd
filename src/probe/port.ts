/** What a check needs from a browser. Vendor words stop here. */
import type { Probe } from "../core/observation.ts";
import type { RawObservation } from "../core/observe.ts";
import type { BrowserInfo } from "../core/report.ts";

export type BrowserIdentity = Pick<BrowserInfo, "family" | "programme" | "name" | "version">;

export interface ProbePort {
  prepare(): Promise<void>;
  /** Requests the URL once. Ends within `limitMs` or when `signal` aborts; never rejects. */
  observe(probe: Probe, limitMs: number, signal: AbortSignal): Promise<RawObservation>;
  /** Whether the extension has the host permissions that its probes need. */
  permitted(): Promise<boolean>;
  describeBrowser(): Promise<BrowserInfo>;
  /** Whether the browser believes that it has a network. */
  online(): boolean;
}

export interface EndpointPort extends Pick<ProbePort, "prepare" | "observe"> {
  /** Needs no permission for the host; shows only whether it loads. */
  observeBlindly: ProbePort["observe"];
}
