/** Facts of a certificate that a source gives as a whole. */
import { X509Certificate, createHash } from "node:crypto";

export interface CertificateFacts {
  sha256: string;
  spkiSha256: string;
  name: string;
  owner: string;
  notBefore: string;
  notAfter: string;
}

/** `source`: PEM or DER. Throws if it is no certificate. */
export function certificateFacts(source: string | Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(source);
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  const lines = certificate.subject.split("\n");
  const valueOf = (key: string) =>
    lines.findLast((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  return {
    sha256: sha256(certificate.raw),
    spkiSha256: sha256(spki),
    name: valueOf("CN") ?? valueOf("OU") ?? "",
    owner: valueOf("O") ?? "",
    notBefore: dayOf(Date.parse(certificate.validFrom)),
    notAfter: dayOf(Date.parse(certificate.validTo)),
  };
}

/** Of milliseconds since the epoch, in UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
