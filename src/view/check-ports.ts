/** What a view that shows checks needs of the extension. */
import type { StoredCheckState } from "./popup-state.ts";

export interface CheckPorts {
  read(): Promise<StoredCheckState>;
  /** Calls back whenever what is kept changes; returns how to stop. */
  watch(changed: (change: Partial<StoredCheckState>) => void): () => void;
  checkIfDue(): Promise<void>;
  startCheck(): Promise<void>;
  /** Asks the person for the host permissions; resolves to whether they were given. */
  requestPermission(): Promise<boolean>;
  /** Milliseconds since the epoch. */
  now(): number;
}
