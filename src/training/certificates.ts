/** Certificates for training: names and dates like real ones, bytes and hashes that no real one has. */
import { DAY_MS } from "../core/age.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import type { Certificate } from "../core/certificate.ts";

/** In base64: the word TRAINING. */
const NO_DER = "VFJBSU5JTkc=";

type Names = Record<"subject" | "issuer" | "name" | "issuerName", string>;

/** SPKI SHA-256 of the made-up inspecting root. */
export const INSPECTOR_KEY = madeUpHash("inspecting root key");

const INSPECTOR_NAME = "Training Inspection Root CA";
const INSPECTOR_SUBJECT = `CN=${INSPECTOR_NAME},O=Training Company`;

/** A chain to this root, leaf first; `at` in ms since the epoch, when its leaf is 40 days old. */
export function amazonChain(host: string, root: CatalogueRoot, at: number): Certificate[] {
  const issuerName = `Training intermediate of ${root.name}`;
  const issuer = `CN=${issuerName},O=Amazon,C=US`;
  const organization = "Amazon";
  const ends = { notBefore: root.notBefore, notAfter: root.notAfter };
  return [
    leaf(host, { issuer, issuerName }, organization, at),
    made(
      { subject: issuer, issuer: root.subject, name: issuerName, issuerName: root.name },
      organization,
      ends,
    ),
    {
      ...made(
        { subject: root.subject, issuer: root.subject, name: root.name, issuerName: root.name },
        organization,
        ends,
      ),
      sha256: root.certificateSha256,
      spkiSha256: root.spkiSha256,
      key: root.key,
      builtIn: true,
    },
  ];
}

/** What an inspecting proxy shows in Amazon's place, leaf first. */
export function inspectorChain(host: string, at: number): Certificate[] {
  const self = {
    subject: INSPECTOR_SUBJECT,
    issuer: INSPECTOR_SUBJECT,
    name: INSPECTOR_NAME,
    issuerName: INSPECTOR_NAME,
  };
  const top = { ...made(self, "Training Company", span(at, 400, 3000)), spkiSha256: INSPECTOR_KEY };
  return [leaf(host, self, "Training Company", at), top];
}

function leaf(
  host: string,
  { issuer, issuerName }: Pick<Names, "issuer" | "issuerName">,
  organization: string,
  at: number,
): Certificate {
  return made(
    { subject: `CN=${host}`, issuer, name: host, issuerName },
    organization,
    span(at, 40, 150),
  );
}

function made(
  names: Names,
  issuerOrganization: string,
  { notBefore, notAfter }: Record<"notBefore" | "notAfter", string>,
): Extract<Certificate, { readable: true }> {
  const seed = `${names.subject} by ${names.issuer}`;
  return {
    readable: true,
    sha256: madeUpHash(`certificate ${seed}`),
    der: NO_DER,
    reportedSpkiSha256: null,
    builtIn: false,
    ...names,
    issuerOrganization,
    serialNumber: madeUpHash(`serial ${seed}`).slice(0, 32),
    notBefore,
    notAfter,
    key: { algorithm: "RSA", bits: 2048 },
    spkiSha256: madeUpHash(`key ${seed}`),
  };
}

function span(at: number, before: number, after: number) {
  const instant = (days: number) => new Date(at + days * DAY_MS).toISOString();
  return { notBefore: instant(-before), notAfter: instant(after) };
}

/** 64 hex digits that differ by seed and are the hash of nothing. */
function madeUpHash(seed: string): string {
  let state = 2166136261;
  let digits = "";
  while (digits.length < 64) {
    for (const char of `${seed} ${digits.length}`)
      state = Math.imul(state ^ char.charCodeAt(0), 16777619);
    digits += (state >>> 0).toString(16).padStart(8, "0");
  }
  return digits;
}
