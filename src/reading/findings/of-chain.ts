/** What becomes of a server's chain: who accepts it, or what is in the way. */
import { coversHost } from "../../core/certificate/covers-host.ts";
import type { CertificateDetails } from "../../core/certificate/details.ts";
import { isAmazonAuthorityName } from "../../core/certificate/amazon-names.ts";
import type { CertificatePath, ChainReading } from "../../core/paths/path.ts";
import { awsHost } from "../../core/zones.ts";
import type { FindingCode } from "../finding-codes.ts";
import type { CertificateReading, ReadingFinding } from "../model.ts";
import { finding } from "./finding.ts";
import { isServer } from "./is-server.ts";

interface ChainContext {
  certificates: Readonly<Record<string, CertificateReading>>;
  /** Line of the leaf. */
  line: number | null;
  /** The host that a program asked when it got the leaf; null if the text does not say. */
  host: string | null;
  /** Whether a server sent the leaf. */
  isSent: boolean;
  /** SHA-256 (hex) of all certificates in the file. */
  own: ReadonlySet<string>;
}

/** What becomes of one leaf: who accepts it, or what is in the way. */
export function chainFindings(
  { leaf, paths, acceptedWith, cutOff }: ChainReading,
  context: ChainContext,
): ReadingFinding[] {
  const { certificates, line } = context;
  const read = certificates[leaf];
  // A root is no chain.
  if (!read || read.role.kind === "root") return [];
  const own = read.details;
  const say = (code: FindingCode, ...values: string[]) =>
    finding(code, { line, certificate: leaf, values: [own.name, ...values] });
  if (isUnused(own, context)) return [say("chain-unused")];
  const rootsThat = (answer: "yes" | "dates") =>
    Object.keys(acceptedWith).filter((id) => acceptedWith[id] === answer);
  const [accepted, dated] = [rootsThat("yes"), rootsThat("dates")];
  const best = paths[0];
  const found: ReadingFinding[] = [];
  if (cutOff) found.push(say("chain-too-many-paths"));
  if (accepted.length) {
    // What a cross-certificate is says its role.
    if (read.role.kind !== "cross-sign") found.push(say("chain-accepted", ...accepted));
  } else if (dated.length) found.push(say("chain-dates", ...dated));
  else if (best) found.push(...otherEnd(best, own, { ...context, say }));
  if (!accepted.length && best) found.push(...faultsOf(best, context));
  return found;
}

/** Whether it is an intermediate authority that issued none of the servers' certificates beside it. */
function isUnused(leaf: CertificateDetails, { own, certificates }: ChainContext): boolean {
  if (leaf.selfIssued || isServer(leaf)) return false;
  return [...own].some((sha256) => isServer(certificates[sha256]!.details));
}

/** The host was asked, but the certificate that its server sent is for others. */
export function hostFindings(
  { details }: CertificateReading,
  { line, host }: Pick<ChainContext, "line" | "host">,
): ReadingFinding[] {
  if (host === null || coversHost(details, host) !== false) return [];
  const { sha256, name, names } = details;
  const named = names.flatMap(({ kind, value }) => (kind === "dns" ? value : []));
  const more = named.length > SHOWN_NAMES ? "…" : "";
  const list = `${named.slice(0, SHOWN_NAMES).join(", ")}${more}`;
  return [finding("wrong-host", { line, certificate: sha256, values: [host, list || name] })];
}

/** Names of a certificate in one sentence. */
const SHOWN_NAMES = 3;

/** `list`: a bundle that was given together with the chain. */
export function listFinding(
  { leaf, paths }: ChainReading,
  { certificates, line }: Pick<ChainContext, "certificates" | "line">,
  list: { name: string; holds(sha256: string): boolean },
): ReadingFinding[] {
  const own = certificates[leaf];
  if (!own || own.details.selfIssued) return [];
  const ending = paths.filter(({ certificates: path }) => {
    const top = path.at(-1)!;
    return certificates[top]?.details.selfIssued === true && list.holds(top);
  });
  const isAccepted = ending.some(({ faults }) => !faults.length);
  // What is wrong then is wrong with the chain, which says so.
  if (!isAccepted && ending.length) return [];
  const isOpen = paths.every(
    ({ certificates: path, end }) => end.kind === "missing" && path.length === 1,
  );
  const code = isAccepted ? "list-accepts" : isOpen ? "list-lacks" : "list-refuses";
  const values = [own.details.name, list.name, own.details.issuerName];
  return [finding(code, { line, certificate: leaf, values })];
}

interface EndContext extends Pick<ChainContext, "certificates" | "host" | "own"> {
  say(code: FindingCode, ...values: string[]): ReadingFinding;
}

/** Of a path that no catalogued root accepts. */
function otherEnd(
  { certificates: path, end }: CertificatePath,
  leaf: CertificateDetails,
  { certificates, host, own, say }: EndContext,
): ReadingFinding[] {
  const last = certificates[path.at(-1)!];
  if (end.kind === "catalogued" || !last) return [];
  const isAlone = path.length === 1;
  const isLookAlike = (sha256: string) => certificates[sha256]?.role.kind === "look-alike";
  const copy = certificates[path.slice(1).findLast(isLookAlike) ?? ""]?.details.name;
  const signer = copy ?? (end.kind === "missing" ? last.details.issuerName : last.details.name);
  const claimsAmazon = path.some((sha256) => {
    const kind = certificates[sha256]?.role.kind;
    return copy === undefined && (kind === "amazon-intermediate" || kind === "amazon-leaf");
  });
  if (claimsAmazon) {
    // Roots issue no servers' certificates, so the server should have sent this authority.
    const isIncomplete =
      isAlone && isAmazonAuthorityName(signer) && hasAuthorities(own, certificates);
    if (isIncomplete) return [say("chain-incomplete", signer)];
    return isAlone ? [] : [say("chain-unproven", signer)];
  }
  if (isServer(leaf) && isForAmazon(leaf, host)) {
    const manner = copy === undefined ? [] : ["look-alike"];
    return [{ ...say("chain-inspected", signer, ...manner), causes: ["tls-inspection"] }];
  }
  if (isAlone) return [];
  return [say(end.kind === "missing" ? "chain-open" : "chain-foreign", signer)];
}

function hasAuthorities(
  own: ReadonlySet<string>,
  certificates: ChainContext["certificates"],
): boolean {
  return [...own].some((sha256) => {
    const { details } = certificates[sha256]!;
    return details.basicConstraints?.isAuthority === true && !details.selfIssued;
  });
}

/**
 * From then on, Amazon Trust Services certified all of AWS; before, DigiCert certified S3 and CloudFront:
 * https://repost.aws/knowledge-center/s3-cloudfront-certificate-migration
 */
const ALL_MOVED = Date.UTC(2022, 5, 2);

/** Whether Amazon Trust Services should have certified the server. */
function isForAmazon(leaf: CertificateDetails, host: string | null): boolean {
  if (Date.parse(leaf.notBefore) < ALL_MOVED) return false;
  const names = leaf.names.flatMap(({ kind, value }) => (kind === "dns" ? value : []));
  const hosts = [...(host === null ? [] : [host]), ...names].map((name) =>
    name.replace(/^\*\./, "any."),
  );
  return hosts.some((name) => awsHost(name)?.kind === "amazon");
}

function faultsOf(
  { certificates: path, faults, end }: CertificatePath,
  { certificates, isSent }: ChainContext,
): ReadingFinding[] {
  return faults.map(({ code, at }) => {
    const sha256 = path[at] ?? null;
    const details = sha256 === null ? undefined : certificates[sha256]?.details;
    const root = end.kind === "catalogued" ? end.root : "";
    const say = (told: FindingCode, ...values: string[]) =>
      finding(told, { certificate: sha256, values: [details?.name ?? root, ...values] });
    if (details && code === "expired") return say("has-expired", details.notAfter);
    if (details && code === "not-yet-valid") return say("is-not-yet-valid", details.notBefore);
    if (code === "not-for-servers" && at === 0 && !isSent) return say("not-a-server");
    return say(`fault-${code}`);
  });
}
