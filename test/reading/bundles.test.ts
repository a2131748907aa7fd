/** Bundles of the machine, where it has them, against node's own reader. */
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { recognise } from "../../src/reading/recognise.ts";
import { bytesOf, faultsIn, only } from "./stage.ts";

const hashOf = (der: Uint8Array): string => createHash("sha256").update(der).digest("hex");
const hashesIn = (text: string): string[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map((pem) =>
    hashOf(new X509Certificate(pem).raw),
  );

test("node's roots", async () => {
  const read = await only(recognise(bytesOf(rootCertificates.join("\n")), "", []));
  expect(faultsIn(read)).toEqual([]);
  expect(read.certificates.map(({ der }) => hashOf(der))).toEqual(
    hashesIn(rootCertificates.join("\n")),
  );
});

const DEBIAN = "/etc/ssl/certs/ca-certificates.crt";

test.skipIf(!existsSync(DEBIAN))("Debian's bundle", async () => {
  const bytes = new Uint8Array(readFileSync(DEBIAN));
  const read = await only(recognise(bytes, "", []));
  expect(faultsIn(read)).toEqual([]);
  expect(read.certificates.map(({ der }) => hashOf(der))).toEqual(
    hashesIn(new TextDecoder().decode(bytes)),
  );
});

const JVMS = "/usr/lib/jvm";
const stores = existsSync(JVMS)
  ? readdirSync(JVMS)
      .map((name) => `${JVMS}/${name}/lib/security/cacerts`)
      .filter((path) => existsSync(path))
  : [];

describe.skipIf(!stores.length)("Java's own stores", () => {
  test.each(stores)("%s", async (path) => {
    const read = await only(recognise(new Uint8Array(readFileSync(path)), "", []));
    expect(["jks", "pkcs12"]).toContain(read.format);
    expect(faultsIn(read)).toEqual([]);
    expect(read.certificates.length).toBeGreaterThan(50);
    for (const { der, alias, use } of read.certificates) {
      expect(new X509Certificate(der).subject).not.toBe("");
      expect(alias).toBeTruthy();
      expect(use).toBe("trusted");
    }
  });
});

const COLLECTION = fileURLToPath(new URL("../../../shared/certificates/", import.meta.url));

test.skipIf(!existsSync(COLLECTION))("Amazon's certificates", async () => {
  const names = readdirSync(COLLECTION).filter((name) => name.endsWith(".pem"));
  const text = names.map((name) => readFileSync(`${COLLECTION}${name}`, "utf8")).join("");
  const read = await only(recognise(bytesOf(text), "", []));
  expect(faultsIn(read)).toEqual([]);
  expect(read.certificates.map(({ der }) => hashOf(der))).toEqual(hashesIn(text));
});
