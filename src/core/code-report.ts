/** A support code as a report, for everything that words reports. */
import type { Catalogue } from "./catalogue.ts";
import { expectedOf } from "./make-report.ts";
import { REPORT_FORMAT, REPORT_VERSION, type Report } from "./report.ts";
import type { ClockBucket, CodeContent } from "./support-code-fields.ts";
import type { Cause, Finding } from "./vocabulary.ts";

const MINUTE_MS = 60_000;

/** A time within each bucket: ms behind. Only its sign and the bucket are known. */
const BEHIND_MS: Record<ClockBucket, number | null> = {
  unknown: null,
  right: 0,
  "minutes-behind": 30 * MINUTE_MS,
  "minutes-ahead": -30 * MINUTE_MS,
  "hours-behind": 12 * 60 * MINUTE_MS,
  "hours-ahead": -12 * 60 * MINUTE_MS,
  "days-behind": 3 * 24 * 60 * MINUTE_MS,
  "days-ahead": -3 * 24 * 60 * MINUTE_MS,
};

/** The finding of the roots that a cause is about. */
const FINDING_OF: Partial<Record<Cause, Finding>> = {
  "missing-root": "not-trusted",
  "outdated-trust-store": "not-trusted",
  "certificate-exception": "exception",
};

/**
 * What a code says of a report. All that a code does not hold is blank: tests, certificates, hosts, the inspector's
 * name, how far exactly the clock is off.
 */
export function reportOfCode(content: CodeContent, catalogue: Catalogue): Report {
  const { browser, family, major, os, verdict, cause, evidence, madeAt } = content;
  const programme = family === "firefox" ? "mozilla" : "chrome";
  const behindMs = BEHIND_MS[content.clock];
  const roots = content.roots.flatMap(({ id, finding }): Report["roots"] => {
    const root = catalogue.roots.find((each) => each.id === id);
    if (!root) return [];
    return [
      {
        id,
        name: root.name,
        decides: root.decides,
        finding,
        // A code holds only the weakest evidence of the deciding roots.
        evidence: root.decides ? evidence : "none",
        anchor: null,
        observation: null,
        expected: expectedOf(root, programme),
      },
    ];
  });
  const concerned = roots.filter(
    ({ decides, finding }) => decides && finding === FINDING_OF[cause],
  );
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    id: "",
    startedAt: madeAt,
    finishedAt: madeAt,
    tool: { name: "Trust Ready", version: "" },
    catalogue: { date: "", edition: content.builtInCatalogue ? "built-in" : "" },
    training: content.training,
    browser: {
      family,
      name: browser,
      version: major === 0 ? "" : String(major),
      programme,
      os,
      language: "",
      managed: false,
    },
    online: cause !== "offline",
    verdict: { code: verdict, cause, evidence, roots: concerned.map(({ id }) => id) },
    roots,
    controls: [],
    baseline: { loaded: content.baselineLoaded, observation: null },
    inspector:
      content.inspection === "none"
        ? null
        : {
            name: "",
            organization: null,
            spkiSha256: null,
            product: content.product,
            approved: content.inspection === "approved",
          },
    clock: behindMs === null ? null : { behindMs, servers: 2 },
    observations: [],
    endpoints: [],
    certificates: {},
  };
}
