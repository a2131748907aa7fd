/** A source with what was recognised in it, before anything is concluded. */
import type { Bytes } from "../core/bytes.ts";
import type { CertificateDetails } from "../core/certificate/details.ts";
import { kindOf } from "./kind.ts";
import type { LogPart } from "./log.ts";
import type { Format, GivenCertificate, Kind, Recognised, Source } from "./model.ts";

export interface SourceContents {
  source: Source;
  /** What a browser's log shows; null for everything else. */
  log: LogPart | null;
  pieces: Recognised[];
  certificates: GivenCertificate[];
  /** How it begins: some programs name themselves there. */
  start: string;
}

/** By SHA-256 (hex). */
export type KnownCertificates = Map<string, { der: Bytes; details: CertificateDetails }>;

export function kindIn({ pieces, certificates }: SourceContents, known: KnownCertificates): Kind {
  const hasFaults = pieces.some(({ faults }) => faults.length > 0);
  const texts = pieces.flatMap(({ text }) => text ?? []);
  const detailsOf = (sha256: string) => known.get(sha256)?.details;
  return kindOf({ formats: formatsOf(pieces), certificates, texts, hasFaults }, detailsOf);
}

export function formatsOf(pieces: readonly Recognised[]): Format[] {
  return [...new Set(pieces.map(({ format }) => format))];
}
