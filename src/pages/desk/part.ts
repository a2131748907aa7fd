/** The parts of the help desk's page, in their order, and what each is given. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { Report } from "../../core/report.ts";

export const PARTS = ["code", "open", "call", "training"] as const;
export type Part = (typeof PARTS)[number];

export interface DeskPorts {
  catalogue: Catalogue;
  /** This browser's last report; null before the first check. */
  readReport(): Promise<Report | null>;
  /** The text of a file that a person chose. */
  readFile(file: File): Promise<string>;
  /** Milliseconds since the epoch. */
  now(): number;
}
