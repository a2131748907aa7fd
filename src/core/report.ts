/** `public/report.schema.json` describes the report. */
import type { CatalogueRoot } from "./catalogue.ts";
import type { EndpointFinding } from "./endpoint-finding.ts";
import type { CertificateTable, Observation } from "./observation.ts";
import type { ClockReading } from "./clock.ts";
import type { Inspector } from "./inspector.ts";
import type {
  BrowserFamily,
  Cause,
  ControlResult,
  Evidence,
  Finding,
  RootProgramme,
  VerdictCode,
} from "./vocabulary.ts";

export const REPORT_FORMAT = "trust-ready-report";
/** In every form in which a reading of files and texts is shared. */
export const READING_FORMAT = "trust-ready-reading";
export const REPORT_VERSION = 1;

export interface BrowserInfo {
  family: BrowserFamily;
  name: string;
  version: string;
  /** Whose roots it uses. */
  programme: RootProgramme;
  /** `runtime.PlatformOs`: `win`, `mac`, `linux`, `android`, `cros`, … */
  os: string;
  /** UI language, BCP 47. */
  language: string;
  /** Whether an administrator's policy installed the extension. */
  managed: boolean;
}

export interface RootResult {
  id: string;
  name: string;
  decides: boolean;
  finding: Finding;
  evidence: Evidence;
  /** Id of the catalogued root at the end of the verified chain; null if not seen. */
  anchor: string | null;
  /** Index in `observations`; null if there was no probe. */
  observation: number | null;
  /** From the catalogue, not observed. */
  expected: Pick<
    CatalogueRoot,
    "subject" | "owner" | "key" | "notBefore" | "notAfter" | "certificateSha256" | "spkiSha256"
  > & { crossSignedBy: string[]; carried: boolean };
}

export interface ControlOutcome {
  kind: "expired" | "revoked";
  root: string;
  result: ControlResult;
  observation: number;
}

interface EndpointOutcome extends EndpointFinding {
  observation: number;
  /** When the test ended (ISO 8601, UTC). */
  testedAt: string;
}

interface Verdict {
  code: VerdictCode;
  cause: Cause;
  /** The weakest of the deciding roots; `none` unless `ready`. */
  evidence: Evidence;
  /** Ids of the deciding roots that the cause concerns. */
  roots: string[];
}

export interface Report {
  format: typeof REPORT_FORMAT;
  version: typeof REPORT_VERSION;
  id: string;
  /** ISO 8601, UTC, by this machine's clock. */
  startedAt: string;
  finishedAt: string;
  tool: { name: "Trust Ready"; version: string };
  catalogue: { date: string; edition: string };
  /** Made up for training. */
  training: boolean;
  browser: BrowserInfo;
  online: boolean;
  verdict: Verdict;
  roots: RootResult[];
  controls: ControlOutcome[];
  baseline: { loaded: boolean; observation: number | null };
  /** Null if no chain showed who signed in Amazon's place. */
  inspector: Inspector | null;
  clock: ClockReading | null;
  observations: Observation[];
  /** Empty in a check's own report; see `withEndpoints`. */
  endpoints: EndpointOutcome[];
  certificates: CertificateTable;
}
