/** What every page of the guide is given. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { Report } from "../../core/report.ts";
import type { Machine } from "../../guidance/situation.ts";

export interface TopicProps {
  catalogue: Catalogue;
  /** The last report; null before the first check. */
  report: Report | null;
  machine: Machine;
  /** What follows the topic in the address, for example the id of a root; empty where nothing does. */
  detail: string;
}
