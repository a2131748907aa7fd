/** The parts of the help desk's page, in order, and their props. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { Report } from "../../core/report.ts";
import type { Settings } from "../../core/default-settings.ts";
import type { SaveFile } from "../../view/Share.tsx";
import type { Followed } from "../../view/use-followed.ts";

export const PARTS = ["code", "open", "call", "training"] as const;
export type Part = (typeof PARTS)[number];

/** The props of each part. */
export interface PartProps {
  ports: DeskPorts;
  /** Null until they have been read. */
  settings: Settings | null;
}

export interface DeskPorts {
  catalogue: Catalogue;
  /** This browser's last report; null before the first check. */
  readReport(): Promise<Report | null>;
  /** The text of a file that a person chose. */
  readFile(file: File): Promise<string>;
  /** The text that another page gave to this one; null if there is none. Each is taken once. */
  takeHandedOver(): string | null;
  settings: Followed<Settings>;
  save: SaveFile;
  /** Milliseconds since the epoch. */
  now(): number;
}
