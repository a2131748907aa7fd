/** Reads files and texts: recognises what is in them, and draws all conclusions. */
import { auditBundle } from "../core/bundle-audit.ts";
import type { Bytes } from "../core/bytes.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { readDetails } from "../core/certificate/details.ts";
import { buildChains } from "../core/paths/build-chains.ts";
import type { ReadingFinding, FileReading, Reading, Source } from "./model.ts";

export interface ReadContext {
  catalogue: Catalogue;
  /** The catalogued roots' own certificates (DER) by id. */
  rootCertificates: Readonly<Record<string, Bytes>>;
  /** Date (ms since the epoch) at which certificates are judged. */
  at: number;
  /** To try on keystores, besides the usual ones. */
  passwords: readonly string[];
  /** From 0 to 1. */
  onProgress(part: number): void;
}
