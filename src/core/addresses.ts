import ranges from "./address-ranges.json";
import type { Observation } from "./observation.ts";
import { parseUrl } from "./parse-url.ts";

export const ADDRESS_KINDS = ["private", "shared", "link-local", "benchmark"] as const;
/** `shared`: between a network operator and its customers. `benchmark`: for tests of network equipment. */
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** Start of an IPv4 address that is mapped to IPv6 (RFC 4291, 2.5.5.2). */
const MAPPED = "0".repeat(80) + "1".repeat(16);

const FAMILY_LENGTH = 1;

const PREFIXES = ranges.ranges.map(({ range, kind }) => {
  const [address = "", length] = range.split("/");
  return {
    bits: bitsOf(address)!.slice(0, FAMILY_LENGTH + Number(length)),
    kind: kind as AddressKind,
  };
});

/** Null for public and loopback addresses and for other texts. Also reads what `standInFor` returns. */
export function addressKind(ip: string): AddressKind | null {
  const standIn = ADDRESS_KINDS.find((kind) => ip === standInFor(kind));
  if (standIn) return standIn;
  const bits = bitsOf(ip);
  return PREFIXES.find((prefix) => bits?.startsWith(prefix.bits))?.kind ?? null;
}

/** Replaces an address of this kind in a redacted report. */
export function standInFor(kind: AddressKind): string {
  return `(redacted, ${kind})`;
}

export function kindsOfAnswers(observations: readonly Observation[]): AddressKind[] {
  const found = new Set(
    observations
      .filter(({ root, outcome }) => root !== null && outcome === "loaded")
      .map(({ ip }) => ip && addressKind(ip)),
  );
  return ADDRESS_KINDS.filter((kind) => found.has(kind));
}

/** The family (4 or 6), then 32 or 128 binary digits; null if this is not an address. */
function bitsOf(address: string): string | null {
  const plain = address.replace(/^\[|\]$|%.*$/g, "");
  if (!plain.includes(":")) {
    const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(plain)?.slice(1).map(Number);
    return parts?.every((part) => part < 256) ? `4${binary(parts, 8)}` : null;
  }
  // The URL parser reads every spelling of an IPv6 address and returns one.
  const url = parseUrl(`http://[${plain}]/`);
  if (!url) return null;
  const [head = "", tail] = url.hostname.slice(1, -1).split("::");
  const [before, behind] = [groupsOf(head), groupsOf(tail ?? "")];
  const between = Array.from({ length: 8 - before.length - behind.length }, () => 0);
  const bits = binary([...before, ...between, ...behind], 16);
  return bits.startsWith(MAPPED) ? `4${bits.slice(MAPPED.length)}` : `6${bits}`;
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

function binary(numbers: readonly number[], width: number): string {
  return numbers.map((number) => number.toString(2).padStart(width, "0")).join("");
}
