/** A report with what was found at endpoints beside its check. */
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
 * The report with endpoints added to its own observations; verdict and roots stay what the check found.
 * `certificates` may hold more than the endpoints showed: only what they refer to is taken.
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
