/** Finds who signed a certificate among those that have its issuer's name. */
import type { Anchor } from "./anchor.ts";
import { latin1Text } from "../certificate/general-names.ts";
import type { Bytes } from "../bytes.ts";
import type { PathCertificate } from "./path-certificate.ts";
import type { SignatureResult, VerifySignature } from "./signature.ts";

/** All certificates with the same name and key. */
export interface Authority {
  subjectPublicKeyInfo: Bytes;
  certificates: PathCertificate[];
  anchor: Anchor | null;
  identifiers: Set<string>;
}

interface Issuers {
  found: { authority: Authority; signature: SignatureResult }[];
  /** Whether a limit ended the search. */
  cutOff: boolean;
}

/** Keys tried for one certificate. */
const KEYS_LIMIT = 32;

/** Signatures that one search may check in vain: some for each certificate, and some more. */
const VAIN_CHECKS = { each: 4, more: 200 } as const;

export interface IssuerIndex {
  issuersOf(certificate: PathCertificate): Promise<Issuers>;
  authorityOf(certificate: PathCertificate): Authority;
}

export function indexIssuers(
  certificates: readonly PathCertificate[],
  anchors: readonly Anchor[],
  verify: VerifySignature,
): IssuerIndex {
  const byNameAndKey = new Map<string, Authority>();
  const byName = new Map<string, Authority[]>();
  const byIdentifier = new Map<string, Authority[]>();
  const known = new Map<PathCertificate, Promise<Issuers>>();
  let vainChecks = VAIN_CHECKS.each * certificates.length + VAIN_CHECKS.more;

  const authorityFor = (subject: string, subjectPublicKeyInfo: Bytes, key: string): Authority => {
    const id = `${subject} ${key}`;
    const found = byNameAndKey.get(id);
    if (found) return found;
    const identifiers = new Set<string>();
    const made = { subjectPublicKeyInfo, certificates: [], anchor: null, identifiers };
    byNameAndKey.set(id, made);
    push(byName, subject, made);
    return made;
  };
  const identify = (authority: Authority, subject: string, identifier: string | null) => {
    if (identifier === null || authority.identifiers.has(identifier)) return;
    authority.identifiers.add(identifier);
    push(byIdentifier, `${identifier} ${subject}`, authority);
  };
  for (const anchor of anchors) {
    const { subject, subjectPublicKeyInfo, subjectKeyIdentifier } = anchor;
    const key = latin1Text(subjectPublicKeyInfo);
    const authority = authorityFor(subject, subjectPublicKeyInfo, key);
    authority.anchor = anchor;
    identify(authority, subject, subjectKeyIdentifier);
  }
  const authorityOf = ({ subject, subjectPublicKeyInfo, key }: PathCertificate) =>
    authorityFor(subject, subjectPublicKeyInfo, key);
  for (const certificate of certificates) {
    const authority = authorityOf(certificate);
    authority.certificates.push(certificate);
    identify(authority, certificate.subject, certificate.subjectKeyIdentifier);
  }

  /** The likeliest first: its own key, those with the key identifier, then all others. */
  function* candidatesFor(child: PathCertificate): Generator<Authority> {
    const { issuer, authorityKeyIdentifier: identifier, subjectKeyIdentifier } = child;
    const given = new Set<Authority>();
    if (child.selfIssued && (identifier === null || identifier === subjectKeyIdentifier)) {
      given.add(authorityOf(child));
      yield authorityOf(child);
    }
    const hinted = identifier === null ? [] : (byIdentifier.get(`${identifier} ${issuer}`) ?? []);
    for (const list of [hinted, byName.get(issuer) ?? []]) {
      for (const authority of list) {
        if (given.has(authority)) continue;
        given.add(authority);
        yield authority;
      }
    }
  }

  async function search(child: PathCertificate): Promise<Issuers> {
    const unproven: Issuers["found"] = [];
    let tried = 0;
    for (const authority of candidatesFor(child)) {
      if (tried >= KEYS_LIMIT || vainChecks <= 0)
        return { found: likeliest(unproven), cutOff: true };
      tried += 1;
      const signature = await verify(child.der, authority.subjectPublicKeyInfo);
      // Two keys cannot have made the same signature.
      if (signature === "good") return { found: [{ authority, signature }], cutOff: false };
      vainChecks -= 1;
      if (isLikely(child, authority)) unproven.push({ authority, signature });
    }
    return { found: likeliest(unproven), cutOff: false };
  }

  return {
    authorityOf,
    issuersOf(certificate) {
      const searching = known.get(certificate) ?? search(certificate);
      known.set(certificate, searching);
      return searching;
    },
  };
}

function likeliest(unproven: Issuers["found"]): Issuers["found"] {
  const unchecked = unproven.filter(({ signature }) => signature === "unchecked");
  return unchecked.length ? unchecked : unproven.slice(0, 1);
}

/**
 * False if the key identifiers say that another key of the same name signed it. Nobody else has a catalogued root's
 * name: a certificate that names one, and that its key did not sign, is a forgery.
 */
function isLikely(
  { authorityKeyIdentifier }: PathCertificate,
  { identifiers, anchor }: Authority,
): boolean {
  if (anchor || authorityKeyIdentifier === null || identifiers.size === 0) return true;
  return identifiers.has(authorityKeyIdentifier);
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
