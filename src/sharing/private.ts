/** What in a report identifies a network: its own hosts, its addresses, a private CA. */
import { baselineHosts } from "../core/plan.ts";
import type { Catalogue } from "../core/catalogue.ts";
import {
  findCatalogued,
  looksIssuedByAmazon,
  type Certificate,
  type ReadableCertificate,
} from "../core/certificate.ts";
import { isPresetHost } from "../core/endpoint-presets.ts";
import { awsEndpoint } from "../core/endpoints.ts";
import { hostName } from "../core/host.ts";
import { chainOf, type Observation } from "../core/observation.ts";
import type { Inspector } from "../core/inspector.ts";
import type { Report } from "../core/report.ts";
import { certifiedElsewhere } from "../core/zones.ts";
import { addressesIn } from "./ip.ts";

export const REDACTIONS = ["hosts", "addresses", "authority"] as const;
export type Redaction = (typeof REDACTIONS)[number];
/** True means removed. */
export type Redactions = Record<Redaction, boolean>;

/** True unless the catalogue or AWS publishes the host. In a foreign report, the probe's kind proves nothing. */
export function isPrivate({ url }: Observation, catalogue: Catalogue): boolean {
  return !isPublicEndpoint(url) && !publicHosts(catalogue).has(new URL(url).hostname);
}

/** Answers for one host after the other whether the catalogue or AWS publishes it. */
export function publicHostTest(catalogue: Catalogue): (host: string) => boolean {
  const known = publicHosts(catalogue);
  return (host) => {
    const name = hostName(host);
    return name !== null && (known.has(name) || isPublicEndpoint(`https://${name}/`));
  };
}

/** False for databases, whose names customers choose, and for URLs with more than a host. */
function isPublicEndpoint(url: string): boolean {
  const { href, origin, hostname } = new URL(url);
  if (href !== `${origin}/`) return false;
  const endpoint = awsEndpoint(hostname);
  if (endpoint) return !endpoint.privateLink;
  return isPresetHost(hostname) || certifiedElsewhere(hostname)?.id === "amazon-retail";
}

function publicHosts(catalogue: Catalogue): Set<string> {
  const urls = catalogue.roots.flatMap(({ tests }) => tests.flatMap((test) => test.urls));
  return new Set([...baselineHosts(catalogue), ...urls.map((url) => new URL(url).hostname)]);
}

/** SHA-256 of the certificates that are certainly Amazon's, and of the catalogue's roots. */
export function amazonCertificates(report: Report, catalogue: Catalogue): Set<string> {
  const subjects = new Set(catalogue.roots.map(({ subject }) => normalizedName(subject)));
  const known = new Set(catalogue.roots.map(({ certificateSha256 }) => certificateSha256));
  for (const seen of report.observations) {
    if (seen.tls?.exception) continue;
    const chain = chainOf(seen, report.certificates);
    if (seen.outcome === "failed") {
      // Nobody verified this chain: only what is Amazon's by its own key and names is certain.
      for (const each of chain) {
        const isOwn = each.readable && findCatalogued(each, catalogue) !== undefined;
        if (
          isOwn &&
          [each.subject, each.issuer].every((name) => subjects.has(normalizedName(name)))
        )
          known.add(each.sha256);
      }
      continue;
    }
    const top = chain.findLastIndex(
      (each) =>
        each.readable &&
        findCatalogued(each, catalogue) &&
        subjects.has(normalizedName(each.issuer)),
    );
    const [leaf] = chain;
    const alone = seen.evidence === "issuer" && leaf?.readable && looksIssuedByAmazon(leaf);
    for (const { sha256 } of chain.slice(0, alone ? 1 : top + 1)) known.add(sha256);
  }
  return known;
}

function normalizedName(name: string): string {
  return name.replaceAll(/\s*,\s*/g, ",").toLowerCase();
}

export function publicNames(catalogue: Catalogue): string[] {
  const { baseline, roots, edition } = catalogue;
  const tests = roots.flatMap((root) => root.tests.flatMap(({ urls }) => urls));
  const names = roots.flatMap(({ name, subject, owner }) => [name, subject, owner]);
  return [edition, baseline.url, ...baselineHosts(catalogue), ...tests, ...names];
}

/** In every form in which a text may contain them. */
export function privateHosts(report: Report, catalogue: Catalogue): string[] {
  return report.observations
    .filter((seen) => isPrivate(seen, catalogue))
    .flatMap(({ url }) => {
      const { href, host, hostname, pathname } = new URL(url);
      return [url, href, host, hostname, ...(pathname.length > 1 ? [pathname] : [])];
    });
}

/** IP addresses that answered, and those in the texts of browsers and certificates. */
export function addresses(report: Report): string[] {
  const texts = [
    ...report.observations.flatMap(({ url, failure, tls }) => [
      new URL(url).hostname,
      ...(failure ? [failure.raw, failure.symbol ?? ""] : []),
      ...Object.values(tls ?? {}).map((word) => word ?? ""),
    ]),
    ...Object.values(report.certificates).flatMap(namesIn),
    report.catalogue.edition,
    ...inspectorsIn(report).flatMap(({ name, organization }) => [name, organization ?? ""]),
  ];
  const answered = report.observations.flatMap(({ ip }) => ip ?? []);
  return [...answered, ...texts.flatMap(addressesIn)];
}

/** Names, their fields, hashes and serial numbers. */
export function authorityNames(certificates: readonly Certificate[], report: Report): string[] {
  return [
    ...certificates.flatMap((each) => [
      ...namesIn(each),
      each.sha256,
      each.reportedSpkiSha256 ?? "",
      ...(each.readable ? [each.spkiSha256, each.serialNumber] : []),
      ...(each.readable ? [...fields(each.subject), ...fields(each.issuer)] : []),
    ]),
    ...inspectorsIn(report).flatMap(({ name, organization, spkiSha256 }) => [
      name,
      organization ?? "",
      spkiSha256 ?? "",
    ]),
  ];
}

function inspectorsIn({ inspector, endpoints }: Report): Inspector[] {
  return [inspector, ...endpoints.map((each) => each.inspector)].filter((each) => each !== null);
}

export function namesIn(certificate: Certificate): string[] {
  if (!certificate.readable) return [];
  const { subject, issuer, name, issuerName, issuerOrganization }: ReadableCertificate =
    certificate;
  return [subject, issuer, name, issuerName, issuerOrganization ?? ""];
}

/** All values but the country: `CN=A, O=B` gives `A` and `B`. */
export function fields(name: string): string[] {
  return name
    .split(/(?<!\\)[,+]/)
    .map((part) => /^\s*([^=]*)=(.*)$/s.exec(part))
    .flatMap((part) => (part && part[1]!.toUpperCase() !== "C" ? [part[2]!.trim()] : []));
}
