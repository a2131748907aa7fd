/** Replaces the words of a reading, each by what it is. Public words stay; the same word gets the same number. */
import type { Catalogue } from "../core/catalogue.ts";
import type { ReadableCertificate } from "../core/certificate.ts";
import { isAmazonAuthorityName, OLD_AMAZON_AUTHORITY } from "../core/certificate/amazon-names.ts";
import { hostName } from "../core/host.ts";
import { addressesIn } from "./ip.ts";
import { fields, publicNames, type Redactions } from "./private.ts";
import { withoutAddress } from "./redact.ts";
import { REDACTED } from "./scrub.ts";
import type { StandIns } from "./stand-in.ts";

export interface ReadingWords {
  /** A host or an address; `*.` before it stays. */
  host(text: string): string;
  /** Hosts with commas between them. */
  hosts(text: string): string;
  /** A certificate's name, short or distinguished, or the one of an organization. */
  name(text: string): string;
  /** A file. */
  file(text: string): string;
  /** What a program printed. */
  sentence(text: string): string;
}

interface Context {
  catalogue: Catalogue;
  isPublicWord(word: string): boolean;
  isPublicHost(host: string): boolean;
  redactions: Redactions;
  standIn: StandIns;
  /** Their short names and distinguished names are the same thing. */
  certificates: readonly Pick<ReadableCertificate, "subject" | "name" | "issuer" | "issuerName">[];
  /** Names that are certainly those of hosts. */
  hosts: readonly string[];
}

const COUNTRY = /^[A-Z]{2}$/;

export function readingWords(context: Context): ReadingWords {
  const { catalogue, isPublicWord, isPublicHost, redactions, standIn, certificates } = context;
  const { hosts, authority } = redactions;
  const known = new Set([
    ...publicNames(catalogue),
    ...catalogue.roots.flatMap(({ id, subject }) => [id, ...fields(subject).map(unescaped)]),
  ]);
  const isPublicName = (name: string) =>
    [COUNTRY, OLD_AMAZON_AUTHORITY].some((each) => each.test(name)) ||
    known.has(name) ||
    isAmazonAuthorityName(name);
  const distinguished = new Map(
    certificates.flatMap(({ subject, name, issuer, issuerName }) => [
      [issuerName, issuer],
      [name, subject],
    ]),
  );

  const host = (text: string): string => {
    if (addressesIn(text).length > 0) {
      if (!redactions.addresses) return text;
      const [address] = addressesIn(text);
      return address === text ? withoutAddress(text) : REDACTED;
    }
    const [, star = "", bare = text] = /^(\*\.)?(.*)$/s.exec(text) ?? [];
    if (!hosts || isPublicHost(bare)) return text;
    return `${star}${new URL(standIn.url(`https://${bare.toLowerCase()}/`)).hostname}`;
  };

  /** Hosts and addresses inside of other words. */
  const places = (text: string): string =>
    text.replaceAll(/[^\s,;=()<>"'/@]+[.:][^\s,;=()<>"'/@]+/g, (word) =>
      hostName(word) !== null || addressesIn(word).length > 0 ? host(word) : word,
    );

  const ownHosts = new Set(context.hosts.map((each) => each.toLowerCase()));
  const isHost = (text: string) =>
    ownHosts.has(text.toLowerCase()) ||
    addressesIn(text).length > 0 ||
    (text.includes(".") && hostName(text.replace(/^\*\./, "")) !== null);

  const name = (text: string): string => {
    const parts = partsOf(text);
    const isKnown = (part: string) => isPublicName(part) || isHost(part);
    if (parts.every(isKnown)) {
      const changed = parts
        .filter((part) => !isPublicName(part) && host(part) !== part)
        .toSorted((one, other) => other.length - one.length);
      return changed.reduce((whole, part) => whole.replaceAll(part, host(part)), text);
    }
    return authority ? standIn.name(distinguished.get(text) ?? text) : places(text);
  };

  const sentence = (text: string): string =>
    text
      .split(/\s+/)
      .map((word) => (isSmallNumber(word) || isPublicWord(word) ? word : REDACTED))
      .join(" ")
      .replaceAll(/\(redacted\)(?: \(redacted\))+/g, REDACTED)
      .trim();

  return {
    host,
    hosts: (text) => text.split(", ").map(hostOfList(host)).join(", "),
    name,
    file: (text) => (hosts && text !== "" ? standIn.name(`file ${text}`) : text),
    sentence,
  };
}

/** The mark at the end of a list that was cut stays. */
function hostOfList(host: (text: string) => string) {
  return (item: string) => (item.endsWith("…") ? `${host(item.slice(0, -1))}…` : host(item));
}

/** Error numbers and exit codes. */
function isSmallNumber(word: string): boolean {
  return /^[(:[]?\d{1,3}[):\],.]?$/.test(word);
}

/** What stands before each value of a distinguished name, in any writing. Other types are part of a value. */
const TYPE = "(?:CN|OU|O|C|L|ST|S|DC) ?=";
const FIRST_TYPE = new RegExp(`^[/\\s]*${TYPE}`);
const NEXT_TYPE = new RegExp(`\\s*(?<!\\\\)[,;+/]\\s*${TYPE}`);

/** The values of a distinguished name; a short name is its only part. */
function partsOf(text: string): string[] {
  if (!FIRST_TYPE.test(text)) return [text];
  return text
    .replace(FIRST_TYPE, "")
    .split(NEXT_TYPE)
    .map((part) => unescaped(part.trim()));
}

function unescaped(value: string): string {
  return value.replaceAll("\\,", ",");
}
