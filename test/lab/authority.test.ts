import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import builtIn from "../../src/core/catalogue.json" with { type: "json" };
import { catalogueFaults, type Catalogue } from "../../src/core/catalogue.ts";
import { labAuthority } from "./authority.ts";
import { labCatalogue } from "./catalogue.ts";
import { temporaryDirectory } from "./cleanup.ts";

const catalogue = builtIn as Catalogue;
const authority = await labAuthority(catalogue);
const certificate = (pem: string | undefined) => new X509Certificate(pem!);

describe.each(catalogue.roots)("the twin of $id", (root) => {
  const twin = certificate(authority.root(root.id).certificatePem);

  test("has the real root's subject, marked as the lab's, in the order of real certificates", () => {
    const parts = twin.subject.split("\n");
    expect(parts).toContain("OU=Trust Ready Lab");
    const real = parts.filter((part) => part !== "OU=Trust Ready Lab").toReversed();
    expect(real.join(",")).toBe(root.subject);
  });

  test("has the real root's kind of key and period, and signs itself as an authority", () => {
    const { asymmetricKeyType, asymmetricKeyDetails } = twin.publicKey;
    const curve = { "P-256": "prime256v1", "P-384": "secp384r1" };
    expect({ asymmetricKeyType, ...asymmetricKeyDetails }).toMatchObject(
      root.key.algorithm === "RSA"
        ? { asymmetricKeyType: "rsa", modulusLength: root.key.bits }
        : { asymmetricKeyType: "ec", namedCurve: curve[root.key.curve] },
    );
    expect(Date.parse(twin.validFrom)).toBe(Date.parse(root.notBefore));
    expect(Date.parse(twin.validTo)).toBe(Date.parse(root.notAfter));
    expect(twin.ca).toBe(true);
    expect(twin.verify(twin.publicKey)).toBe(true);
  });

  test("is cross-signed by those that the catalogue names, with the same key", () => {
    const crosses = authority.crosses[root.id] ?? {};
    expect(Object.keys(crosses)).toEqual(root.crossSignedBy);
    for (const [signer, pem] of Object.entries(crosses)) {
      const cross = certificate(pem);
      const above = certificate(authority.root(signer).certificatePem);
      expect(cross.publicKey.equals(twin.publicKey)).toBe(true);
      expect(cross.checkIssued(above)).toBe(true);
      expect(cross.verify(above.publicKey)).toBe(true);
    }
  });
});

test.each([
  ["amazon-root-ca-1", "C=US\nO=Amazon\nCN=Amazon RSA 2048 M01"],
  ["amazon-root-ca-2", "C=US\nO=Amazon\nCN=Amazon RSA 4096 M01"],
  ["amazon-root-ca-3", "C=US\nO=Amazon\nCN=Amazon ECDSA 256 M01"],
  ["amazon-root-ca-4", "C=US\nO=Amazon\nCN=Amazon ECDSA 384 M01"],
  ["amazon-rsa-2048-root-eu-m1", "C=DE\nO=Amazon\nCN=Amazon RSA 2048 EU M01"],
])("under %s stands an intermediate with Amazon's name", (id, subject) => {
  const intermediate = certificate(authority.intermediates[id]?.certificatePem);
  expect(intermediate.subject).toBe(subject);
  expect(intermediate.checkIssued(certificate(authority.root(id).certificatePem))).toBe(true);
});

test("Starfield's roots sign no servers, and an unknown root is an error", () => {
  expect(authority.intermediates["starfield-services-g2"]).toBeUndefined();
  expect(authority.intermediates["starfield-class-2"]).toBeUndefined();
  expect(() => authority.root("nobody")).toThrow('The lab has no root "nobody"');
});

test("the lab's catalogue is sound and has the lab's hashes, no real one among them", () => {
  const lab = labCatalogue(catalogue, authority);
  expect(catalogueFaults(lab, ["https://*.amazontrust.com/*"])).toEqual([]);
  expect(lab.edition).toBe("lab");
  for (const [index, root] of lab.roots.entries()) {
    const real = catalogue.roots[index]!;
    const twin = certificate(authority.root(root.id).certificatePem);
    expect(root.certificateSha256).toBe(twin.fingerprint256.replaceAll(":", "").toLowerCase());
    expect(root.certificateSha256).not.toBe(real.certificateSha256);
    expect(root.spkiSha256).not.toBe(real.spkiSha256);
    expect({ ...root, subject: "", certificateSha256: "", spkiSha256: "" }).toEqual({
      ...real,
      subject: "",
      certificateSha256: "",
      spkiSha256: "",
    });
  }
});

describe("the kept tree", () => {
  /** Without RSA roots: quick to make. */
  const small: Catalogue = {
    ...catalogue,
    roots: catalogue.roots
      .filter((root) => root.key.algorithm === "ECDSA" && root.decides)
      .map((root) => ({ ...root, crossSignedBy: [] })),
  };
  const home = temporaryDirectory("trust-ready-authority-");
  const directory = path.join(home.directory, "lab");
  const file = path.join(directory, "tree.json");
  const make = (fresh = false) => labAuthority(small, { directory, fresh });
  const rootOf = (made: Awaited<ReturnType<typeof make>>) =>
    made.root("amazon-root-ca-3").certificatePem;

  afterAll(() => home.remove());

  test("is one for all who ask at the same time, and is kept", async () => {
    const [first, second] = await Promise.all([make(), make()]);
    expect(rootOf(second)).toBe(rootOf(first));
    expect(rootOf(await make())).toBe(rootOf(first));
    expect(existsSync(path.join(directory, "lock"))).toBe(false);
  });

  test("is made anew when asked for", async () => {
    expect(rootOf(await make())).not.toBe(rootOf(await make(true)));
  });

  test("is made anew when cut short", async () => {
    const before = rootOf(await make());
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 1000));
    expect(rootOf(await make())).not.toBe(before);
  });

  test("is made anew after a week", async () => {
    const before = rootOf(await make());
    const kept = JSON.parse(readFileSync(file, "utf8")) as { made: number };
    const day = 24 * 3600 * 1000;
    writeFileSync(file, JSON.stringify({ ...kept, made: Date.now() - 6.9 * day }));
    expect(rootOf(await make())).toBe(before);
    writeFileSync(file, JSON.stringify({ ...kept, made: Date.now() - 7.1 * day }));
    expect(rootOf(await make())).not.toBe(before);
  });

  test("is made anew for another catalogue", async () => {
    const before = rootOf(await make());
    const [first, ...rest] = small.roots;
    const other = { ...small, roots: [{ ...first!, notAfter: "2041-01-01T00:00:00Z" }, ...rest] };
    expect(rootOf(await labAuthority(other, { directory }))).not.toBe(before);
  });
});
