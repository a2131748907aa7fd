/** Ranks the causes of an error by what its text names. */
import type { ErrorCause, ErrorLine, ErrorMeaning } from "../error-table.ts";
import { productIn } from "../../core/inspector.ts";
import { isPublicSource, type HostFacts, type HostKind } from "./host-facts.ts";
import type { NamedFacts } from "./names.ts";
import {
  bundlesRoots,
  hasOwnRoots,
  mustBeToldRoots,
  replacesRoots,
  type ProgramSigns,
} from "./program-signs.ts";
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

const BUCKETS: ReadonlySet<HostKind> = new Set<HostKind>(["bucket-twice", "dotted-bucket"]);

const AT_AWS: ReadonlySet<HostKind> = new Set<HostKind>(["aws", "unconfirmed", "vpc-endpoint"]);

/** Issuers of databases and clusters. */
const OWN_AUTHORITY = /\bAmazon RDS\b|\bCN ?= ?"?kubernetes\b/;
const AMAZON = /\bO ?= ?"?Amazon\b|Starfield/;
/** By their names and ports. Amazon Redshift and ElastiCache have certificates of Amazon's public roots. */
const DATABASE =
  /\b(?:rds|aurora|postgres\w*|psql|pg|mysql\w*|mariadb|docdb|documentdb|mongo\w*)\b|(?::|\bport )(?:1433|1521|3306|5432|27017)\b|com\.mongodb|\bprisma\b|\bP1011\b/i;
/** An endpoint for devices: every one is handed the file of its root. */
const IOT = /\.iot\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/;
const DATABASES: ReadonlySet<string> = new Set(["mongodb", "mysql", "psql"]);
const DEVICES = /\biot\b|mqtt|:8883\b/i;

export function rankedCauses(given: Seen): Ranked {
  const seen = { ...given, row: withoutDevice(given) };
  const { row } = seen;
  if (row.meaning === "name-mismatch") return nameCauses(seen);
  if (TRUST.has(row.meaning)) return trustCauses(seen);
  const place = seen.host?.kind;
  if (row.meaning === "handshake" && row.general && place === "local")
    return {
      subject: row.meaning,
      causes: joined([...row.causes.slice(0, 1), "private-authority"], row.causes),
    };
  if (
    row.meaning === "no-connection" &&
    (place === "zone-for-region" || place === "unknown-region")
  )
    return { subject: row.meaning, causes: joined([place], row.causes) };
  return { subject: row.meaning, causes: [...row.causes] };
}

const OF_DEVICES: ReadonlySet<ErrorCause> = new Set(["device-root", "iot-endpoint"]);
const ON_DEVICES: ReadonlySet<string> = new Set(["iot-device", "mbedtls", "qt", "wolfssl"]);

/** A library of devices serves other programs, too: these have the system's list, not a root of their own. */
function withoutDevice({ row, program }: Seen): ErrorLine {
  if (!program || ON_DEVICES.has(program.id) || !row.causes.includes("device-root")) return row;
  const others = row.causes.filter((cause) => !OF_DEVICES.has(cause));
  return { ...row, causes: joined(["tls-inspection", "missing-root"], others) };
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
  if (named.issuer !== null && OWN_AUTHORITY.test(named.issuer))
    return { subject: "other-authority", causes: ["other-authority", "tls-inspection"] };
  const byIssuer = issuerCauses(seen);
  if (byIssuer) return { subject, causes: byIssuer };
  if (host && IOT.test(host.host)) return { subject, causes: joined(["device-root"], row.causes) };
  if (host && BUCKETS.has(host.kind) && subject === "not-verified")
    return { subject, causes: joined([host.kind as ErrorCause], row.causes) };
  if (host?.kind === "local") return { subject, causes: joined(["private-authority"], row.causes) };
  if (host && isPublicSource(host)) return { subject, causes: [...row.causes] };
  if (host?.kind === "other" || host?.kind === "own-name")
    return {
      subject,
      causes: joined(row.causes.slice(0, 1), ["private-authority", ...row.causes]),
    };
  if (host === null && DEVICES.test(context))
    return { subject, causes: joined(["iot-endpoint"], row.causes) };
  if (host === null && (DATABASE.test(context) || DATABASES.has(program?.id ?? "")))
    return { subject, causes: joined(["other-authority"], row.causes) };
  if (host && AT_AWS.has(host.kind) && (named.setting !== null || replacesRoots(program)))
    return { subject, causes: joined(partialFirst(seen), row.causes) };
  if (host === null && subject === "self-signed")
    return {
      subject,
      causes: joined([...row.causes.slice(0, 1), "private-authority"], row.causes),
    };
  if (mustBeToldRoots(program) && row.causes[0] === "tls-inspection")
    return { subject, causes: joined(["tls-inspection", "no-list"], row.causes) };
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

/** A named setting makes its file the first suspect. Else it is the second where the program's own list holds Amazon's roots. */
function partialFirst({ row, program, named }: Seen): ErrorCause[] {
  if (named.setting !== null) return ["bundle-partial"];
  return [...row.causes.slice(0, bundlesRoots(program) ? 1 : 2), "bundle-partial"];
}

function nameCauses({ row, named, host }: Seen): Ranked {
  if (host && named.certificateNames.some((name) => covers(name, host.host)))
    return { subject: "covered-name", causes: ["old-program"] };
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

/** Whether a certificate's name is this host's: a wildcard stands for one label. */
function covers(name: string, host: string): boolean {
  return (
    name === host || (name.startsWith("*.") && host.slice(host.indexOf(".") + 1) === name.slice(2))
  );
}

/** Names of servers within a cluster or a network. */
const INSIDE = /(?:^|\.)(?:default|internal|local|localhost|svc)$/;

/** A host of AWS that shows a stranger's names is not AWS; names of AWS mean a wrong address. */
function foreignNames(row: ErrorLine, { certificateNames }: NamedFacts): ErrorCause[] {
  const isAws = certificateNames.some((name) => /\.amazonaws\.com(?:\.cn)?$/.test(name));
  const strangers: ErrorCause[] = ["tls-inspection", "captive-portal", "proxy"];
  if (isAws || certificateNames.some((name) => INSIDE.test(name)))
    return joined(["endpoint-setting"], strangers);
  return joined(row.causes[0] === "tls-inspection" ? row.causes : strangers, strangers);
}

function joined(first: readonly ErrorCause[], then: readonly ErrorCause[]): ErrorCause[] {
  return [...new Set([...first, ...then])];
}
