import type { EndpointFinding } from "./endpoint-finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";
import type { Report } from "./report.ts";

export interface TestedEndpoint {
  /** Of kind `endpoint`; `startedMs` from the start of its own run. */
  seen: Observation;
  found: EndpointFinding;
  /** Ms since the epoch. */
  testedAt: number;
}

/** Verdict and roots do not change. Only `certificates` that the endpoints showed are added. */
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
