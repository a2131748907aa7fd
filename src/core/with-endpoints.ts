/** Adds tested endpoints to a report. */
import type { EndpointFinding } from "./endpoint-finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";
import type { Report } from "./report.ts";

/** One endpoint that was tested. */
export interface TestedEndpoint {
  /** Of kind `endpoint`; `startedMs` from the start of its own run. */
  seen: Observation;
  found: EndpointFinding;
  /** Milliseconds since the epoch. */
  testedAt: number;
}

/**
 * Adds endpoints and their observations; verdict and roots do not change. Takes only those `certificates` that the
 * endpoints showed.
 */
export function withEndpoints(
  report: Report,
  tested: readonly TestedEndpoint[],
  certificates: CertificateTable,
): Report {
  const first = report.observations.length;
  const shown = new Set(tested.flatMap(({ seen }) => seen.chain));
  const added = Object.entries(certificates).filter(([sha256]) => shown.has(sha256));
  return {
    ...report,
    observations: [...report.observations, ...tested.map(({ seen }) => seen)],
    endpoints: [
      ...report.endpoints,
      ...tested.map(({ found, testedAt }, index) => ({
        observation: first + index,
        testedAt: new Date(testedAt).toISOString(),
        ...found,
      })),
    ],
    certificates: { ...report.certificates, ...Object.fromEntries(added) },
  };
}
