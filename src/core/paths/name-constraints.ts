/** Whether an authority's name constraints permit a certificate's names (RFC 5280, 4.2.1.10). */
import type { Bytes } from "../bytes.ts";
import { EXTENSION_IDS, type NameConstraints } from "../certificate/extensions.ts";
import { latin1Text, readGeneralNames, type GeneralName } from "../certificate/general-names.ts";
import { rdnKeys } from "../certificate/name-key.ts";
import { readName } from "../certificate/name.ts";
import { parseUrl } from "../parse-url.ts";
import type { PathCertificate } from "./path-certificate.ts";

/** Names times constraints: OpenSSL refuses more, too. */
const COMPARISONS_LIMIT = 2 ** 20;

/** False also for names or constraints that are malformed, too many, or of an unknown kind. */
export function permitsNames(
  constraints: NameConstraints | "malformed",
  certificate: PathCertificate,
): boolean {
  if (constraints === "malformed") return false;
  const { permitted, excluded } = constraints;
  const names = namesOf(certificate);
  if (names === null) return false;
  if (names.length * (permitted.length + excluded.length) > COMPARISONS_LIMIT) return false;
  return names.every((name) => {
    const sameKind = permitted.filter(({ kind }) => kind === name.kind);
    const isPermitted = sameKind.length === 0 || sameKind.some((range) => lies(name, range));
    return isPermitted && !excluded.some((range) => overlaps(name, range));
  });
}

/** Subject and alternative names; null if malformed. */
function namesOf({ extensions, subjectName }: PathCertificate): GeneralName[] | null {
  try {
    const extension = extensions?.get(EXTENSION_IDS.subjectAltName);
    const alternatives = extension ? readGeneralNames(extension.value).names : [];
    const names = [...alternatives, ...emailsIn(subjectName)];
    const isEmpty = readName(subjectName).length === 0;
    return isEmpty ? names : [...names, { kind: "directory", bytes: subjectName }];
  } catch {
    return null;
  }
}

/** OpenSSL judges them beside alternative names, too. */
function emailsIn(subject: Bytes): GeneralName[] {
  return readName(subject)
    .flat()
    .filter(({ type }) => type === "E")
    .map(({ value }) => ({ kind: "email", bytes: new TextEncoder().encode(value) }));
}

function overlaps(name: GeneralName, range: GeneralName): boolean {
  if (name.kind !== range.kind) return false;
  return lies(name, range) || isUnclear(name) || wildcardMeets(name, range);
}

function lies(name: GeneralName, range: GeneralName): boolean {
  switch (name.kind) {
    case "dns":
      return isHostUnder(hostText(name.bytes), hostText(range.bytes));
    case "ip":
      return isAddressIn(name.bytes, range.bytes);
    case "email":
      return isEmailUnder(latin1Text(name.bytes), latin1Text(range.bytes));
    case "uri":
      return isExactHostUnder(uriHost(name.bytes), hostText(range.bytes));
    case "directory":
      return isDirectoryUnder(name.bytes, range.bytes);
    case "other":
      return false;
  }
}

/** Names of which nobody can say that they lie outside a range. */
function isUnclear({ kind, bytes }: GeneralName): boolean {
  return kind === "other" || (kind === "uri" && uriHost(bytes) === null);
}

/** `*.example.com` also stands for an excluded `a.example.com`. */
function wildcardMeets({ kind, bytes }: GeneralName, range: GeneralName): boolean {
  const host = hostText(bytes);
  return kind === "dns" && host.startsWith("*.") && hostText(range.bytes).endsWith(host.slice(1));
}

function hostText(bytes: Bytes): string {
  return latin1Text(bytes).toLowerCase().replace(/\.$/, "");
}

/** A range covers its own host and all below; with a dot in front only those below. */
function isHostUnder(host: string, range: string): boolean {
  if (range === "" || host === range) return true;
  return host.endsWith(range.startsWith(".") ? range : `.${range}`);
}

/** Of URIs and mail addresses a range without a dot in front is one host. */
function isExactHostUnder(host: string | null, range: string): boolean {
  if (host === null) return false;
  return range.startsWith(".") ? host.endsWith(range) : host === range;
}

function isEmailUnder(address: string, range: string): boolean {
  const at = address.lastIndexOf("@");
  const [local, host] = [address.slice(0, at), address.slice(at + 1).toLowerCase()];
  const rangeAt = range.lastIndexOf("@");
  if (rangeAt < 0) return isExactHostUnder(host, range.toLowerCase());
  return local === range.slice(0, rangeAt) && host === range.slice(rangeAt + 1).toLowerCase();
}

function uriHost(bytes: Bytes): string | null {
  const host = parseUrl(latin1Text(bytes))?.hostname.toLowerCase().replace(/\.$/, "");
  const isName = host && !host.startsWith("[") && !/^[\d.]+$/.test(host);
  return isName ? host : null;
}

/** The range holds an address and its mask. */
function isAddressIn(address: Bytes, range: Bytes): boolean {
  const size = address.length;
  if (range.length !== size * 2) return false;
  return address.every((byte, at) => ((byte ^ range[at]!) & range[size + at]!) === 0);
}

function isDirectoryUnder(name: Bytes, range: Bytes): boolean {
  const [own, above] = [rdnKeys(name), rdnKeys(range)];
  return own !== null && above !== null && above.every((key, at) => own[at] === key);
}
