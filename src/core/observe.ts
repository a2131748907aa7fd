import type { RawCertificate } from "./certificate/read.ts";
import type { Observation } from "./observation.ts";

export interface RawObservation extends Omit<Observation, "startedMs" | "chain"> {
  chain: RawCertificate[];
}

/** `startedMs`: from the start of the check. `readCertificate` returns the certificate's SHA-256 (hex). */
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
