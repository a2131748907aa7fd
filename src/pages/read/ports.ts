/** What the page that reads files and texts needs from the extension. */
import type { Catalogue } from "../../core/catalogue.ts";
import type { Settings } from "../../core/default-settings.ts";
import type { RootFiles } from "../../guidance/root-files.ts";
import type { Shell } from "../../guidance/shell.ts";
import type { ReadInput, ReadOptions } from "../../reading/in-worker.ts";
import type { Reading } from "../../reading/model.ts";
import type { SaveFile } from "../../view/Share.tsx";
import type { Followed } from "../../view/use-followed.ts";

export interface ReadPorts {
  catalogue: Catalogue;
  /** Of all catalogued roots. */
  rootCertificates: RootFiles;
  settings: Followed<Settings>;
  /** Rejects with an `AbortError` if the signal ends it. */
  read(inputs: readonly ReadInput[], options: ReadOptions): Promise<Reading>;
  /** Gives a text to the page that opens next in this tab. */
  handOver(text: string): void;
  toolVersion: string;
  shell: Shell;
  save: SaveFile;
  /** Ms since the epoch. */
  now(): number;
}
