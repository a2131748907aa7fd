/** From what a browser adapter delivers to an observation as reports store it. */
import type { RawCertificate } from "./certificate/read.ts";
import type { Observation } from "./observation.ts";

/** An observation whose certificates have not been read yet, leaf first. */
export interface RawObservation extends Omit<Observation, "startedMs" | "chain"> {
  chain: RawCertificate[];
}

/**
 * Reads the certificates of an observation and rounds its times. `startedMs`: from the start of the check or run;
 * `readCertificate` returns the SHA-256 (hex) under which it has stored a certificate.
 */
export async function observationFrom(
  raw: RawObservation,
  startedMs: number,
  readCertificate: (raw: RawCertificate) => Promise<string>,
): Promise<Observation> {
  const chain = await Promise.all(raw.chain.map(readCertificate));
  return {
    ...raw,
    startedMs: Math.round(startedMs),
    durationMs: Math.round(raw.durationMs),
    chain,
  };
}
