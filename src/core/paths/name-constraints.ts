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

/** A name, or a range of names, in the form in which it is compared. */
type Comparable =
  | { kind: "dns" | "email"; text: string }
  | { kind: "ip"; bytes: Bytes }
  /** `host`: of a name null if it has none; of a range as it is written. */
  | { kind: "uri"; host: string | null }
  /** Null if malformed. */
  | { kind: "directory"; keys: string[] | null }
  | { kind: "other" };

interface ComparableConstraints {
  permitted: Comparable[];
  excluded: Comparable[];
}

/** Many paths share certificates. */
const knownNames = new WeakMap<PathCertificate, Comparable[] | null>();
const knownRanges = new WeakMap<NameConstraints, ComparableConstraints>();
const knownAnswers = new WeakMap<NameConstraints, WeakMap<PathCertificate, boolean>>();

/** False also for names or constraints that are malformed, too many, or of an unknown kind. */
export function permitsNames(
  constraints: NameConstraints | "malformed",
  certificate: PathCertificate,
): boolean {
  if (constraints === "malformed") return false;
  const answers = remembered(knownAnswers, constraints, () => new WeakMap());
  return remembered(answers, certificate, () => {
    const names = remembered(knownNames, certificate, namesOf);
    return names !== null && permits(remembered(knownRanges, constraints, rangesOf), names);
  });
}

function remembered<K extends object, V>(known: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  if (!known.has(key)) known.set(key, make(key));
  return known.get(key)!;
}

function permits(
  { permitted, excluded }: ComparableConstraints,
  names: readonly Comparable[],
): boolean {
  if (names.length * (permitted.length + excluded.length) > COMPARISONS_LIMIT) return false;
  return names.every((name) => {
    const sameKind = permitted.filter(({ kind }) => kind === name.kind);
    const isPermitted = sameKind.length === 0 || sameKind.some((range) => lies(name, range));
    return isPermitted && !excluded.some((range) => overlaps(name, range));
  });
}

function rangesOf({ permitted, excluded }: NameConstraints): ComparableConstraints {
  const range = (name: GeneralName): Comparable =>
    name.kind === "uri" ? { kind: "uri", host: hostText(name.bytes) } : comparable(name);
  return { permitted: permitted.map(range), excluded: excluded.map(range) };
}

/** Subject and alternative names; null if malformed. */
function namesOf({ extensions, subjectName }: PathCertificate): Comparable[] | null {
  try {
    const extension = extensions?.get(EXTENSION_IDS.subjectAltName);
    const names = extension ? readGeneralNames(extension.value).names.map(comparable) : [];
    const subject = readName(subjectName);
    // OpenSSL judges addresses in the subject beside alternative names, too.
    for (const { type, value } of subject.flat()) {
      if (type === "E") names.push({ kind: "email", text: value });
    }
    if (subject.length) names.push({ kind: "directory", keys: rdnKeys(subjectName) });
    return names;
  } catch {
    return null;
  }
}

function comparable({ kind, bytes }: GeneralName): Comparable {
  switch (kind) {
    case "dns":
      return { kind, text: hostText(bytes) };
    case "ip":
      return { kind, bytes };
    case "email":
      return { kind, text: latin1Text(bytes) };
    case "uri":
      return { kind, host: uriHost(bytes) };
    case "directory":
      return { kind, keys: rdnKeys(bytes) };
    case "other":
      return { kind };
  }
}

function overlaps(name: Comparable, range: Comparable): boolean {
  if (name.kind !== range.kind) return false;
  return lies(name, range) || isUnclear(name) || wildcardMeets(name, range);
}

function lies(name: Comparable, range: Comparable): boolean {
  if (name.kind === "dns" && range.kind === "dns") return isHostUnder(name.text, range.text);
  if (name.kind === "ip" && range.kind === "ip") return isAddressIn(name.bytes, range.bytes);
  if (name.kind === "email" && range.kind === "email") return isEmailUnder(name.text, range.text);
  if (name.kind === "uri" && range.kind === "uri") return isExactHostUnder(name.host, range.host);
  if (name.kind === "directory" && range.kind === "directory")
    return isDirectoryUnder(name.keys, range.keys);
  return false;
}

/** Names of which nobody can say that they lie outside a range. */
function isUnclear(name: Comparable): boolean {
  return name.kind === "other" || (name.kind === "uri" && name.host === null);
}

/** `*.example.com` also stands for an excluded `a.example.com`. */
function wildcardMeets(name: Comparable, range: Comparable): boolean {
  if (name.kind !== "dns" || range.kind !== "dns") return false;
  return name.text.startsWith("*.") && range.text.endsWith(name.text.slice(1));
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
function isExactHostUnder(host: string | null, range: string | null): boolean {
  if (host === null || range === null) return false;
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

function isDirectoryUnder(
  name: readonly string[] | null,
  range: readonly string[] | null,
): boolean {
  return name !== null && range !== null && range.every((key, at) => name[at] === key);
}
