/** What components that show checks need from the extension. */
import type { StoredCheckState } from "./popup-state.ts";

export interface CheckPorts {
  read(): Promise<StoredCheckState>;
  /** Calls back at each change of storage; returns a function that stops it. */
  watch(changed: (change: Partial<StoredCheckState>) => void): () => void;
  checkIfDue(): Promise<void>;
  startCheck(): Promise<void>;
  /** Asks the person for the host permissions; resolves to whether they gave them. */
  requestPermission(): Promise<boolean>;
  /** Milliseconds since the epoch. */
  now(): number;
}
