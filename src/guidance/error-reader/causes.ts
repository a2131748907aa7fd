/** Ranks the causes of an error by what its text names. */
import type { ErrorCause, ErrorLine, ErrorMeaning } from "../error-table.ts";
import { productIn } from "../../core/inspector.ts";
import type { HostFacts, HostKind } from "./host-facts.ts";
import type { NamedFacts } from "./names.ts";
import { hasOwnRoots, replacesRoots, type ProgramSigns } from "./program-signs.ts";
import type { ErrorSubject } from "./read.ts";

interface Seen {
  row: ErrorLine;
  program: ProgramSigns | null;
  named: NamedFacts;
  host: HostFacts | null;
  /** The lines around the error. */
  context: string;
}

interface Ranked {
  subject: ErrorSubject;
  causes: ErrorCause[];
}

/** Errors that say that a certificate's authority is not trusted. */
const TRUST: ReadonlySet<ErrorMeaning> = new Set<ErrorMeaning>([
  "incomplete-chain",
  "not-verified",
  "self-signed",
  "self-signed-root",
  "unknown-issuer",
  "wrong-purpose",
]);

const OTHER_AUTHORITY: ReadonlySet<HostKind> = new Set<HostKind>([
  "documentdb-cluster",
  "eks-cluster",
  "iot-legacy",
  "rds-database",
]);

const AT_AWS: ReadonlySet<HostKind> = new Set<HostKind>(["aws", "unconfirmed", "vpc-endpoint"]);

const AMAZON = /\bO ?= ?"?Amazon\b|Starfield/;
const DATABASE =
  /\b(?:rds|aurora|postgres\w*|psql|pg|mysql\w*|mariadb|docdb|documentdb|mongo\w*)\b/i;
const DEVICES = /\biot\b|mqtt|:8883\b/i;

export function rankedCauses(seen: Seen): Ranked {
  const { row } = seen;
  if (row.meaning === "name-mismatch") return nameCauses(seen);
  if (TRUST.has(row.meaning)) return trustCauses(seen);
  const place = seen.host?.kind;
  if (
    row.meaning === "no-connection" &&
    (place === "zone-for-region" || place === "unknown-region")
  )
    return { subject: row.meaning, causes: joined([place], row.causes) };
  return { subject: row.meaning, causes: [...row.causes] };
}

function trustCauses(seen: Seen): Ranked {
  const { row, program, named, host, context } = seen;
  const subject = row.meaning;
  if (host && OTHER_AUTHORITY.has(host.kind))
    return {
      subject: "other-authority",
      causes: joined(
        [host.kind === "iot-legacy" ? "iot-endpoint" : "other-authority", "tls-inspection"],
        [],
      ),
    };
  const byIssuer = issuerCauses(seen);
  if (byIssuer) return { subject, causes: byIssuer };
  if (host?.kind === "other" || host?.kind === "own-name" || host?.kind === "local")
    return {
      subject,
      causes: joined(row.causes.slice(0, 1), ["private-authority", ...row.causes]),
    };
  if (host === null && DEVICES.test(context))
    return { subject, causes: joined(["iot-endpoint"], row.causes) };
  if (host === null && DATABASE.test(context))
    return { subject, causes: joined(["other-authority"], row.causes) };
  if (host && AT_AWS.has(host.kind) && (named.setting !== null || replacesRoots(program)))
    return { subject, causes: joined(partialFirst(row, named), row.causes) };
  if (host === null && hasOwnRoots(program) && row.causes[0] === "tls-inspection")
    return { subject, causes: joined(["tls-inspection", "other-authority"], row.causes) };
  return { subject, causes: [...row.causes] };
}

/** A chain that ends at Amazon misses a root here; one of a known product is its inspection. */
function issuerCauses({ row, named: { issuer } }: Seen): ErrorCause[] | null {
  if (issuer === null) return null;
  if (AMAZON.test(issuer)) {
    const others = row.causes.filter((cause) => cause !== "tls-inspection");
    return joined(["missing-root", "no-list", "outdated-trust-store"], others);
  }
  return productIn([issuer]) ? joined(["tls-inspection"], row.causes) : null;
}

/** A named setting makes its file the first suspect; a program that has one, the second. */
function partialFirst({ causes }: ErrorLine, { setting }: NamedFacts): ErrorCause[] {
  return setting === null ? [...causes.slice(0, 1), "bundle-partial"] : ["bundle-partial"];
}

function nameCauses({ row, named, host }: Seen): Ranked {
  switch (host?.kind) {
    case "dotted-bucket":
    case "bucket-twice":
      return { subject: "bucket-name", causes: [host.kind] };
    case "own-name":
      return { subject: "own-name", causes: ["own-name", "endpoint-setting"] };
    case "zone-for-region":
    case "unknown-region":
      return { subject: row.meaning, causes: joined([host.kind], ["endpoint-setting"]) };
    case "vpc-endpoint":
    case "customer":
    case "local":
      return {
        subject: row.meaning,
        causes: ["endpoint-setting", "own-name", "captive-portal", "tls-inspection"],
      };
    case "aws":
    case "unconfirmed":
    case "rds-database":
    case "documentdb-cluster":
    case "eks-cluster":
    case "iot-legacy":
      return { subject: row.meaning, causes: foreignNames(row, named) };
    case "other":
      return {
        subject: row.meaning,
        causes: joined(["endpoint-setting"], ["captive-portal", "tls-inspection", "own-name"]),
      };
    default:
      return { subject: row.meaning, causes: [...row.causes] };
  }
}

/** A host of AWS that shows a stranger's names is not AWS; names of AWS mean a wrong address. */
function foreignNames(row: ErrorLine, { certificateNames }: NamedFacts): ErrorCause[] {
  const isAws = certificateNames.some((name) => /\.amazonaws\.com(?:\.cn)?$/.test(name));
  const strangers: ErrorCause[] = ["tls-inspection", "captive-portal", "proxy"];
  if (isAws) return joined(["endpoint-setting"], strangers);
  return joined(row.causes[0] === "tls-inspection" ? row.causes : strangers, strangers);
}

function joined(first: readonly ErrorCause[], then: readonly ErrorCause[]): ErrorCause[] {
  return [...new Set([...first, ...then])];
}
