/** How an authority tells that it has revoked a certificate. */
import { createHash, createPrivateKey, sign, X509Certificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { LabCa } from "./certificates.ts";
import { der, generalizedTime, objectIdentifier, octetString, sequence } from "./der.ts";

const HOUR_MS = 3600 * 1000;
const NULL = der(0x05);

/** An OCSP response (RFC 6960, 4.2.1) in which the issuer says that it revoked the certificate an hour ago. */
export async function revokedStatement(certificatePem: string, issuer: LabCa): Promise<Buffer> {
  const above = new x509.X509Certificate(issuer.certificatePem);
  const name = createHash("sha1").update(Buffer.from(above.subjectName.toArrayBuffer())).digest();
  // SHA-1 over the key itself, without its algorithm.
  const key = Buffer.from(await above.publicKey.getKeyIdentifier());
  const now = Date.now();
  const at = (hours: number) => generalizedTime(new Date(now + hours * HOUR_MS));
  const single = sequence(
    sequence(
      sequence(objectIdentifier("1.3.14.3.2.26"), NULL),
      octetString(name),
      octetString(key),
      der(0x02, serialOf(certificatePem)),
    ),
    der(0xa1, at(-1)),
    at(-1),
    der(0xa0, at(24)),
  );
  const data = sequence(der(0xa2, octetString(key)), at(-1), sequence(single));
  const basic = sequence(data, ...signed(data, issuer));
  return sequence(
    der(0x0a, Buffer.from([0])),
    der(0xa0, sequence(objectIdentifier("1.3.6.1.5.5.7.48.1.1"), octetString(basic))),
  );
}

/** The algorithm's name and the signature over `data`. */
function signed(data: Buffer, { key, keyPem }: LabCa): [Buffer, Buffer] {
  const strong = key.algorithm === "ECDSA" && key.curve === "P-384";
  const algorithm =
    key.algorithm === "RSA"
      ? sequence(objectIdentifier("1.2.840.113549.1.1.11"), NULL)
      : sequence(objectIdentifier(`1.2.840.10045.4.3.${strong ? 3 : 2}`));
  const signature = sign(strong ? "sha384" : "sha256", data, createPrivateKey(keyPem));
  return [algorithm, der(0x03, Buffer.from([0]), signature)];
}

function serialOf(pem: string): Buffer {
  return Buffer.from(new X509Certificate(pem).serialNumber, "hex");
}
