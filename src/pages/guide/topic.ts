/** The props of every topic of the guide. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { Report } from "../../core/report.ts";
import type { RootFiles } from "../../guidance/root-files.ts";
import type { Machine } from "../../guidance/situation.ts";

/** The root certificates that come with the package, and a way to save them. */
export interface PackagedRoots {
  files: RootFiles;
  /** Saves a file; `type` is its media type. */
  save(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): void;
}

export interface TopicProps {
  catalogue: Catalogue;
  /** The last report; null before the first check. */
  report: Report | null;
  machine: Machine;
  /** What follows the topic in the address, for example the id of a root; may be empty. */
  detail: string;
  /** What follows `?` in the address: choices, as in `system=debian&root=all`. */
  query?: string;
  /** Absent if no root can be saved. */
  packaged?: PackagedRoots;
}
