import { useMemo, useRef } from "preact/hooks";
import { isRecent, RECENT_MS } from "../../core/age.ts";
import {
  findEndpoint,
  type EndpointFinding,
  type EndpointContext,
} from "../../core/endpoint-finding.ts";
import type { Report } from "../../core/report.ts";
import type { EndpointsPorts } from "./ports.ts";
import type { Tested } from "./run.ts";
import type { Run } from "./use-run.ts";

export interface Found extends Tested {
  found: EndpointFinding;
}

/** Whether a report is recent enough to be evidence about today's network. */
export function speaks(report: Report | null, now: number): report is Report {
  return report !== null && isRecent(report, now, RECENT_MS);
}

/** The finding of each test. A test keeps its object while the evidence around it stays the same. */
export function useFindings(
  run: Run | null,
  recent: Report | null,
  approvedInspectors: readonly string[],
  catalogue: EndpointsPorts["catalogue"],
): Found[] {
  const certificates = run?.certificates;
  const baselineLoaded = run?.baselineLoaded ?? recent?.baseline.loaded ?? true;
  const inspector = recent?.inspector ?? null;
  const around = useMemo(
    (): EndpointContext => ({
      catalogue,
      certificates: certificates ?? {},
      baselineLoaded,
      inspector,
      approvedInspectors,
    }),
    [catalogue, certificates, baselineLoaded, inspector, approvedInspectors],
  );
  const known = useRef({ around, found: new Map<Tested, Found>() });
  if (known.current.around !== around) known.current = { around, found: new Map() };
  const { found } = known.current;
  return (run?.tested ?? []).map((tested) => {
    const each = found.get(tested) ?? { ...tested, found: findEndpoint(tested.seen, around) };
    found.set(tested, each);
    return each;
  });
}
