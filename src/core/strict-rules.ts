/** OpenSSL 3's strict check (Python's default from 3.13) and Apple's rules. Sources: strict-rules.json. */
import { DAY_MS } from "./age.ts";
import { inspectingKeys } from "./inspector.ts";
import { chainOf } from "./observation.ts";
import { spkiOf } from "./certificate.ts";
import { bytesOfBase64, type Bytes } from "./bytes.ts";
import { cutWithExtensions, type CertificateWithExtensions } from "./certificate/der.ts";
import { rsaBits } from "./certificate/key.ts";
import {
  allowsCertSign,
  allowsServerAuth,
  EXTENSION_IDS,
  hasDnsName,
  hasKeyIdentifier,
  readBasicConstraints,
} from "./certificate/extensions.ts";
import type { Report } from "./report.ts";
import table from "./strict-rules.json";

export const CHECKERS = ["openssl", "apple"] as const;
export type Checker = (typeof CHECKERS)[number];

export const STRICT_RULE_IDS = [
  "no-basic-constraints",
  "basic-constraints-not-critical",
  "no-key-usage",
  "no-subject-key-identifier",
  "no-authority-key-identifier",
  "server-signs",
  "server-path-length",
  "names-not-critical",
  "short-rsa-key",
  "weak-hash",
  "no-dns-name",
  "no-server-auth",
  "long-validity",
] as const;
export type StrictRuleId = (typeof STRICT_RULE_IDS)[number];

export interface StrictRule {
  id: StrictRuleId;
  checker: Checker;
  /** The checker's error text, which people search for; null if it has none. */
  words: string | null;
  sources: string[];
  date: string;
}

export const STRICT_RULES = table.rules as StrictRule[];

const CHAIN_PLACES = ["server", "intermediate", "root"] as const;
export type ChainPlace = (typeof CHAIN_PLACES)[number];

export interface StrictFault {
  rule: StrictRuleId;
  place: ChainPlace;
}

/** `days`: longest validity of server certificates issued (`notBefore`) at `from` or later. */
const APPLE = { days: 825, from: Date.parse("2019-07-01T00:00:00Z"), rsaBits: 2048 };

/** SHA-1 and MD5, with RSA and ECDSA. */
const WEAK_HASHES = [
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.2.840.10045.4.1",
  "1.3.14.3.2.29",
];

/** DER, leaf first, root last. Throws a `RangeError` if a certificate is unreadable. */
export function strictFaults(chain: readonly Bytes[]): StrictFault[] {
  const faults = chain.flatMap((der, at) => {
    const place = at === 0 ? "server" : at < chain.length - 1 ? "intermediate" : "root";
    // OpenSSL ignores the extensions of a certificate that is trusted by itself.
    return faultsOf(der, place, chain.length > 1 ? CHECKERS : ["apple"]);
  });
  const known = new Map(faults.map((fault) => [`${fault.rule} ${fault.place}`, fault]));
  return [...known.values()];
}

/** Faults of every chain that ends at this root. Throws a `RangeError` if it is unreadable. */
export function strictRootFaults(root: Bytes): StrictFault[] {
  return faultsOf(root, "root", CHECKERS);
}

function faultsOf(der: Bytes, place: ChainPlace, checkers: readonly Checker[]): StrictFault[] {
  const certificate = cutWithExtensions(der);
  const broken = checkers.flatMap((checker) => BROKEN_FOR[checker](certificate, place));
  return broken.map((rule) => ({ rule, place }));
}

type BrokenRules = (certificate: CertificateWithExtensions, place: ChainPlace) => StrictRuleId[];

const BROKEN_FOR: Record<Checker, BrokenRules> = {
  openssl: brokenForOpenSsl,
  apple: brokenForApple,
};

/** `X509_V_FLAG_X509_STRICT`, without the rules that no chain verified by a browser breaks. */
function brokenForOpenSsl(
  certificate: CertificateWithExtensions,
  place: ChainPlace,
): StrictRuleId[] {
  const { extensions, subject } = certificate;
  const find = (name: keyof typeof EXTENSION_IDS) => extensions.get(EXTENSION_IDS[name]);
  const basic = find("basicConstraints");
  const usage = find("keyUsage");
  const names = find("subjectAltName");
  const own = find("subjectKeyIdentifier");
  const above = find("authorityKeyIdentifier");
  const constraints = basic && readBasicConstraints(basic.value);
  const isAuthority = constraints?.isAuthority === true;
  const signs = usage !== undefined && allowsCertSign(usage.value);
  const broken: Partial<Record<StrictRuleId, boolean | undefined>> = {
    "no-basic-constraints": place !== "server" && !isAuthority,
    "basic-constraints-not-critical": isAuthority && !basic?.critical,
    "no-key-usage": isAuthority && !usage,
    "no-subject-key-identifier": isAuthority && !own,
    "no-authority-key-identifier":
      place !== "root" && !(above !== undefined && hasKeyIdentifier(above.value)),
    "server-signs": place === "server" && !isAuthority && signs,
    "server-path-length":
      place === "server" && !isAuthority && constraints && constraints.pathLength !== null,
    "names-not-critical": isEmptyName(subject) && names !== undefined && !names.critical,
  };
  return STRICT_RULE_IDS.filter((id) => broken[id]);
}

function brokenForApple(certificate: CertificateWithExtensions, place: ChainPlace): StrictRuleId[] {
  const { extensions, notBefore, notAfter, signatureAlgorithm, subjectPublicKeyInfo } = certificate;
  const names = extensions.get(EXTENSION_IDS.subjectAltName);
  const purposes = extensions.get(EXTENSION_IDS.extKeyUsage);
  const bits = rsaBits(subjectPublicKeyInfo);
  const isServer = place === "server";
  const isYoung = isServer && notBefore >= APPLE.from;
  const broken: Partial<Record<StrictRuleId, boolean>> = {
    "short-rsa-key": bits !== null && bits < APPLE.rsaBits,
    // Nobody relies on a root's signature of itself.
    "weak-hash": place !== "root" && WEAK_HASHES.includes(signatureAlgorithm),
    "no-dns-name": isServer && !(names && hasDnsName(names.value)),
    "no-server-auth": isYoung && !(purposes && allowsServerAuth(purposes.value)),
    "long-validity": isYoung && notAfter - notBefore > APPLE.days * DAY_MS,
  };
  return STRICT_RULE_IDS.filter((id) => broken[id]);
}

function isEmptyName(name: Bytes): boolean {
  return name.length === 2;
}

/** Faults of the inspector's chain; null if none was seen completely, or if its bytes were redacted. */
export function inspectionFaults(report: Report): StrictFault[] | null {
  const keys = inspectingKeys(report);
  const chain = report.observations
    .filter(({ evidence, tls }) => evidence === "anchor" && !tls?.exception)
    .map((seen) => chainOf(seen, report.certificates))
    .find((certificates) => {
      const last = certificates.at(-1);
      return last !== undefined && keys.has(spkiOf(last) ?? "");
    });
  if (!chain) return null;
  try {
    return strictFaults(chain.map(({ der }) => bytesOfBase64(der)));
  } catch {
    return null;
  }
}
