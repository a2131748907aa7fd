/** What one certificate means to a person. */
import { isServer } from "./is-server.ts";
import type { CertificateRole } from "../../core/certificate/role.ts";
import type { CertificateDetails } from "../../core/certificate/details.ts";
import { STRICT_RULES, type StrictFault } from "../../core/strict-rules.ts";
import { productIn } from "../../core/inspector.ts";
import type { FindingCode } from "../finding-codes.ts";
import type { CertificateReading, ReadingFinding } from "../model.ts";
import { finding } from "./finding.ts";

/** `at`: ms since the epoch. `strict`: what stricter programs find wrong with it. */
export function certificateFindings(
  { details, role, product }: CertificateReading,
  { at, line, strict }: { at: number; line: number | null; strict: readonly StrictFault[] },
): ReadingFinding[] {
  const { sha256, name } = details;
  const say = (code: FindingCode, ...values: string[]) =>
    finding(code, { line, certificate: sha256, values });
  const found = [say(roleFinding(role, details), ...roleValues(details, role))];
  if (product !== null) {
    const isOwn = productIn([details.subject]) === product;
    found.push(say("product", isOwn ? name : details.issuerName, product));
  }
  if (at > Date.parse(details.notAfter)) found.push(say("has-expired", name, details.notAfter));
  if (at < Date.parse(details.notBefore))
    found.push(say("is-not-yet-valid", name, details.notBefore));
  // Strict checks are about the authorities of others; a server that signed itself is none.
  const isJudged = role.kind === "foreign-root" && !isServer(details);
  for (const checker of ["openssl", "apple"] as const) {
    const rules = isJudged ? strict.filter(({ rule }) => checkerOf(rule) === checker) : [];
    if (rules.length) found.push(say(`strict-${checker}`, name, ...rules.map(({ rule }) => rule)));
  }
  return found;
}

function roleFinding(role: CertificateRole, details: CertificateDetails): FindingCode {
  const isAuthority = details.basicConstraints?.isAuthority === true;
  if (role.kind === "look-alike" && !isAuthority && !details.selfIssued) return "look-alike-leaf";
  const isForeign = role.kind.startsWith("foreign");
  if (isForeign && details.selfIssued && (isServer(details) || !isAuthority)) return "self-signed";
  return ROLE_FINDINGS[role.kind](role);
}

const ROLE_FINDINGS: Record<CertificateRole["kind"], (role: CertificateRole) => FindingCode> = {
  root: () => "root",
  "cross-sign": () => "cross-sign",
  "amazon-intermediate": (role) => proven(role, "amazon-intermediate"),
  "amazon-leaf": (role) => proven(role, "amazon-leaf"),
  "look-alike": () => "look-alike",
  "foreign-root": () => "foreign-root",
  "foreign-intermediate": () => "foreign-intermediate",
  "foreign-leaf": () => "foreign-leaf",
};

function proven(role: CertificateRole, code: FindingCode): FindingCode {
  return "proven" in role && role.proven ? code : "claims-amazon";
}

/** The certificate's name, its issuer's, and the id of the catalogued root that its role names. */
function roleValues(details: CertificateDetails, role: CertificateRole): string[] {
  const root = "root" in role ? role.root : "resembles" in role ? role.resembles : null;
  return [details.name, details.issuerName, root ?? ""];
}

function checkerOf(rule: StrictFault["rule"]) {
  return STRICT_RULES.find(({ id }) => id === rule)?.checker;
}
