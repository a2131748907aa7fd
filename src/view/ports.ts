/** What a view that shows checks needs of the extension. */
import type { Kept } from "./screen.ts";

export interface CheckPorts {
  read(): Promise<Kept>;
  /** Calls back whenever what is kept changes; returns how to stop. */
  watch(changed: (change: Partial<Kept>) => void): () => void;
  checkIfDue(): Promise<void>;
  startCheck(): Promise<void>;
  /** Asks the person for the host permissions; resolves to whether they were given. */
  requestPermission(): Promise<boolean>;
  /** Milliseconds since the epoch. */
  now(): number;
}
