import { addressKind, standInFor } from "../core/addresses.ts";
import type { Catalogue } from "../core/catalogue.ts";
import type { ReadableCertificate } from "../core/certificate.ts";
import type { Inspector } from "../core/inspector.ts";
import { products } from "../core/inspectors.json";
import type { Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import { addressesIn } from "./ip.ts";
import {
  addresses,
  amazonCertificates,
  authorityNames,
  isPrivate,
  namesIn,
  privateHosts,
  publicNames,
  type Redactions,
} from "./private.ts";
import { REDACTED, scrubber, containsWord } from "./scrub.ts";
import { standIns, withoutNames, type StandIns } from "./stand-in.ts";

export const ALL_REDACTED: Redactions = { hosts: true, addresses: true, authority: true };

/**
 * The same thing gets the same replacement everywhere. Names in `catalogue` are public and stay. `standIn`: of something
 * that the report is a part of.
 */
export function redact(
  report: Report,
  catalogue: Catalogue,
  redactions: Redactions,
  standIn: StandIns = standIns(publicHashes(catalogue)),
): Report {
  if (!Object.values(redactions).includes(true)) return report;
  const { observations, inspector } = report;
  const table = Object.values(report.certificates);
  const amazon = amazonCertificates(report, catalogue);
  const foreign = redactions.authority ? table.filter(({ sha256 }) => !amazon.has(sha256)) : [];
  const amazons = table.filter(({ sha256 }) => amazon.has(sha256));
  const known = publicNames(catalogue);
  const secret = (words: readonly string[], open: readonly string[]) => {
    const text = open.join("\n");
    return words.filter((word) => !containsWord(word, text));
  };
  const hosts = redactions.hosts ? privateHosts(report, catalogue) : [];
  const ips = redactions.addresses ? addresses(report) : [];
  const places = scrubber(secret([...hosts, ...ips], known));
  const authority = redactions.authority ? authorityNames(foreign, report) : [];
  const names = scrubber(secret(authority, [...known, ...amazons.flatMap(namesIn)]));
  const scrub = (text: string) => places.text(names.text(text));
  const word = (text: string | null) => text && scrub(text);

  const hidden = new Set(foreign.map(({ sha256 }) => sha256));
  const own = observations.filter((seen) => redactions.hosts && isPrivate(seen, catalogue));
  const leaves = new Set(own.flatMap(({ chain }) => chain.slice(0, 1)));
  // A certificate that contains a redacted name loses its bytes too.
  const revealing = new Set(
    table
      .filter(
        (each) =>
          hidden.has(each.sha256) ||
          leaves.has(each.sha256) ||
          namesIn(each).some(places.finds) ||
          places.findsIn(each.der),
      )
      .map(({ sha256 }) => sha256),
  );
  const cleaned = table.map((each) =>
    revealing.has(each.sha256)
      ? withoutNames(each, { standIn, scrub, issuerToo: hidden.has(each.sha256) })
      : each,
  );

  const cleanedSeen = (seen: Observation): Observation => {
    const { url, ip, failure, tls, chain } = seen;
    const atAddress = redactions.addresses && addressesIn(new URL(url).hostname).length > 0;
    return {
      ...seen,
      url: atAddress || own.includes(seen) ? standIn.url(url) : url,
      ip: redactions.addresses && ip !== null ? withoutAddress(ip) : word(ip),
      failure: failure && { ...failure, raw: scrub(failure.raw), symbol: word(failure.symbol) },
      tls: tls && {
        state: word(tls.state),
        protocol: word(tls.protocol),
        cipherSuite: word(tls.cipherSuite),
        keyExchange: word(tls.keyExchange),
        signatureScheme: word(tls.signatureScheme),
        certificateTransparency: word(tls.certificateTransparency),
        exception: tls.exception,
      },
      chain: chain.map((sha256) => (revealing.has(sha256) ? standIn.hash(sha256) : sha256)),
    };
  };

  const cleanedInspector = (found: Inspector): Inspector => {
    const { name, organization, spkiSha256, product } = found;
    if (!redactions.authority)
      return { ...found, name: scrub(name), organization: word(organization) };
    const issuer = foreign.find(
      (each): each is ReadableCertificate => each.readable && each.issuerName === name,
    )?.issuer;
    return {
      ...found,
      name: issuer === undefined ? REDACTED : standIn.name(issuer),
      organization: organization && REDACTED,
      spkiSha256: spkiSha256 && standIn.hash(spkiSha256),
      // A known product identifies nobody, but a report from elsewhere may have any text here.
      product: products.some((each) => each.name === product) ? product : null,
    };
  };

  return {
    ...report,
    catalogue: { ...report.catalogue, edition: editionOf(report, catalogue, redactions, scrub) },
    inspector: inspector && cleanedInspector(inspector),
    observations: observations.map(cleanedSeen),
    endpoints: report.endpoints.map((each) => ({
      ...each,
      inspector: each.inspector && cleanedInspector(each.inspector),
    })),
    certificates: Object.fromEntries(cleaned.map((each) => [each.sha256, each])),
  };
}

export function publicHashes({ roots }: Catalogue): ReadonlySet<string> {
  return new Set(roots.map(({ spkiSha256 }) => spkiSha256));
}

/** Leaves the kind of a non-public address, which identifies no network. */
export function withoutAddress(ip: string): string {
  const kind = addressKind(ip);
  return kind === null ? REDACTED : standInFor(kind);
}

/** Redacts the edition of an unknown catalogue, because it names its maker. */
function editionOf(
  { catalogue: { edition } }: Report,
  known: Catalogue,
  { authority }: Redactions,
  scrub: (text: string) => string,
): string {
  const open = ["built-in", known.edition].includes(edition);
  return authority && !open ? REDACTED : scrub(edition);
}
