import { describe, expect, test } from "vitest";
import { readRootFiles } from "../../../build/root-files.ts";
import { readDetails } from "../../../src/core/certificate/details.ts";
import {
  amazonProofs,
  roleOf,
  type AmazonProof,
  type CertificateRole,
} from "../../../src/core/certificate/role.ts";
import { skeletonOf } from "../../../src/core/certificate/skeleton.ts";
import { anchorOf } from "../../../src/core/paths/anchor.ts";
import { buildChains } from "../../../src/core/paths/build-chains.ts";
import { signatureChecker } from "../../../src/core/certificate/signature.ts";
import { fromPem, make, PURPOSE, type Made, type Wish } from "../../made-certificates.ts";
import { catalogue, rootOf } from "../../made-up.ts";

const verify = signatureChecker();
const AT = Date.parse("2026-06-15T12:00:00Z");

async function role(wish: Wish, proof?: AmazonProof): Promise<CertificateRole> {
  return roleOf(await readDetails((await make(wish)).der), catalogue.roots, proof);
}

const lookAlike = (resembles: string | null): CertificateRole => ({
  kind: "look-alike",
  resembles,
});
const PROXY = { subject: "CN=Proxy Root", key: "proxy" };
const ROOT_1 = { subject: "C=US,O=Amazon,CN=Amazon Root CA 1", key: "another key" };
const MIDDLE = "C=US,O=Amazon,CN=Amazon RSA 2048 M02";

describe("a root", () => {
  const { roots, others } = readRootFiles();

  test.each([...roots, ...others])(
    "of the catalogue is known by its key: $id",
    async ({ id, pem }) => {
      const details = await readDetails(fromPem(pem)[0]!);
      expect(roleOf(details, catalogue.roots)).toEqual({ kind: "root", root: id });
      // Only a self-issued certificate is a root, and only under its own name.
      const crossed = { ...details, selfIssued: false };
      expect(roleOf(crossed, catalogue.roots)).toEqual({ kind: "cross-sign", root: id });
      const renamed = { ...details, name: "Some Root" };
      expect(roleOf(renamed, catalogue.roots)).toEqual(lookAlike(id));
    },
  );

  test.each([
    "Amazon Root CA 1",
    "AMAZON ROOT CA 1",
    "Amazon  Root CA 1 ",
    "Amazon Root CA 1.",
    "Amazon Root CA l",
    "Аmazon Root CA 1",
    "Amazon Rооt CA 1",
    "Arnazon Root CA 1",
    "Amazón Root CA 1",
    "Amazon\u200b Root CA 1",
    "Ａｍａｚｏｎ Root CA 1",
  ])("with another key only looks like it: %j", async (name) => {
    expect(await role({ subject: `O=Somebody,CN=${name}` })).toEqual(lookAlike("amazon-root-ca-1"));
  });

  test.each([
    ["O=Amazon,CN=Amazon Root CA 5", null],
    ["O=Amazon ,CN=Root", null],
    ["O=АМАZON,CN=Root", null],
    ["CN=Starfield Services Root Certificate Authority - G2", "starfield-services-g2"],
    ["O=Somebody,OU=Starfield Class 2 Certification Authority", "starfield-class-2"],
    ["CN=Amazon RSA 2048 Root EU M1", "amazon-rsa-2048-root-eu-m1"],
  ])("that claims to be Amazon's is none: %s", async (subject, resembles) => {
    expect(await role({ subject })).toEqual(lookAlike(resembles));
  });

  test.each([
    "O=Starfield Technologies\\, Inc.,CN=Starfield Root Certificate Authority - G2",
    "O=Starfield Technologies\\, Inc.,CN=Starfield Services Root Certificate Authority",
    "O=Amazon.com\\, Inc.,CN=Amazon.com Internal Root Certificate Authority",
    "O=Amazon Web Services\\, Inc.,OU=Amazon RDS,CN=Amazon RDS eu-central-1 Root CA RSA2048 G1",
    "O=Amazonas,CN=Root",
    "O=Example,CN=Example Root",
  ])("of somebody else is foreign: %s", async (subject) => {
    expect(await role({ subject })).toEqual({ kind: "foreign-root" });
  });
});

describe("an intermediate", () => {
  test("with Amazon's name is Amazon's by hint, until a signature proves or refutes it", async () => {
    const wish = { subject: MIDDLE, by: ROOT_1 };
    expect(await role(wish)).toEqual({ kind: "amazon-intermediate", proven: false });
    expect(await role(wish, "proven")).toEqual({ kind: "amazon-intermediate", proven: true });
    expect(await role(wish, "disproven")).toEqual(lookAlike(null));
  });

  test("may have a name that Amazon has not used yet", async () => {
    const wish = { subject: "O=Amazon,CN=Amazon PQ 9 X01", by: ROOT_1 };
    expect(await role(wish)).toEqual({ kind: "amazon-intermediate", proven: false });
  });

  test.each(["O=Proxy,CN=Amazon RSA 2048 M02", "O=amazon,CN=Amazon RSA 2048 M02", "O=Аmazon,CN=x"])(
    "with a similar name is a look-alike: %s",
    async (subject) => {
      expect(await role({ subject, by: PROXY })).toEqual(lookAlike(null));
    },
  );

  test("of somebody else is foreign", async () => {
    expect(await role({ subject: "O=Example,CN=Intermediate", by: PROXY })).toEqual({
      kind: "foreign-intermediate",
    });
  });
});

describe("a leaf", () => {
  const leaf = (by: Wish["by"] & object, subject = "CN=s3.amazonaws.com") =>
    ({ subject, ca: false, by }) satisfies Wish;
  const amazons = { subject: MIDDLE, key: "some key" };

  test("by Amazon's name is Amazon's by hint, until a signature proves or refutes it", async () => {
    expect(await role(leaf(amazons))).toEqual({ kind: "amazon-leaf", proven: false });
    expect(await role(leaf(amazons), "proven")).toEqual({ kind: "amazon-leaf", proven: true });
    expect(await role(leaf(amazons), "disproven")).toEqual(lookAlike(null));
  });

  test("by a forged root is a look-alike of that root's", async () => {
    expect(await role(leaf(ROOT_1), "disproven")).toEqual(lookAlike("amazon-root-ca-1"));
  });

  test("by a similar name is a look-alike", async () => {
    expect(await role(leaf({ subject: "O=Amazоn,CN=M02", key: "k" }))).toEqual(lookAlike(null));
  });

  test("of an Amazon host by somebody else is foreign", async () => {
    expect(await role(leaf(PROXY))).toEqual({ kind: "foreign-leaf" });
    expect(await role(leaf(PROXY, "O=Amazon,CN=www.amazon.com"))).toEqual({ kind: "foreign-leaf" });
  });

  test("that signed itself is foreign", async () => {
    expect(await role({ subject: "CN=localhost", ca: false })).toEqual({ kind: "foreign-leaf" });
  });
});

describe("a proof", () => {
  const anchorsAt = (root: Made, id: string) => [anchorOf(id, root.der)];

  /** Root, intermediate and leaf, whose root has this id in the catalogue. */
  async function proofs(id: string, change: { middle?: Partial<Wish>; leaf?: Partial<Wish> } = {}) {
    const root = await make({ subject: "CN=Proof Root" });
    const middle = await make({ subject: MIDDLE, by: root, ...change.middle });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: middle, ...change.leaf });
    const of = async (given: Made[]) => {
      const readings = await buildChains(given, anchorsAt(root, id), { at: AT, verify });
      const found = amazonProofs(readings, catalogue.roots);
      return [middle, leaf].map(({ sha256 }) => found.get(sha256));
    };
    return { whole: await of([middle, leaf]), parts: await of([leaf]) };
  }

  test("leads to a root of Amazon's", async () => {
    expect(await proofs("amazon-root-ca-1")).toEqual({
      whole: ["proven", "proven"],
      parts: [undefined, "open"],
    });
    expect((await proofs("starfield-services-g2")).whole).toEqual(["proven", "proven"]);
  });

  test("does not lead to somebody else's", async () => {
    expect(rootOf("starfield-class-2").role).toBe("foreign");
    expect((await proofs("starfield-class-2")).whole).toEqual(["disproven", "disproven"]);
  });

  test("does not depend on dates or purposes", async () => {
    const change = { leaf: { to: "2026-06-01T00:00:00Z", purposes: [PURPOSE.client] } };
    expect((await proofs("amazon-root-ca-1", change)).whole).toEqual(["proven", "proven"]);
  });

  test("ends at an issuer that is no authority", async () => {
    const change = { middle: { ca: false, purposes: null } };
    expect((await proofs("amazon-root-ca-1", change)).whole).toEqual(["proven", "disproven"]);
  });

  test("ends at a forged signature", async () => {
    const forged = { middle: { by: { subject: "CN=Proof Root", key: "a forger" } } };
    expect((await proofs("amazon-root-ca-1", forged)).whole).toEqual(["disproven", "disproven"]);
  });

  test("ends at somebody's own root", async () => {
    const own = await make({ subject: "CN=Own" });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: own });
    const readings = await buildChains([leaf, own], [], { at: AT, verify });
    expect([...amazonProofs(readings, catalogue.roots).values()]).toEqual([
      "disproven",
      "disproven",
    ]);
  });

  test("is the best of all paths", async () => {
    const root = await make({ subject: "CN=Proof Root" });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: root });
    const crossed = (by: { subject: string; key: string }) =>
      make({ subject: "CN=Proof Root", by });
    const missing = await crossed({ subject: "CN=Missing", key: "missing" });
    const own = await make({ subject: "CN=Own" });
    const owned = await crossed(own);
    const options = { at: AT, verify };
    const proofOf = async (given: Made[], anchors: ReturnType<typeof anchorsAt>) => {
      const readings = await buildChains(given, anchors, options);
      expect(readings[0]!.paths.length).toBeGreaterThan(1);
      return amazonProofs(readings, catalogue.roots).get(leaf.sha256);
    };
    const anchors = anchorsAt(root, "amazon-root-ca-1");
    expect(await proofOf([leaf, missing], anchors)).toBe("proven");
    expect(await proofOf([leaf, missing, owned, own], [])).toBe("open");
  });

  test("stays open where signatures cannot be checked", async () => {
    const root = await make({ subject: "CN=Proof Root" });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: root });
    const options = { at: AT, verify: () => Promise.resolve("unchecked" as const) };
    const readings = await buildChains([leaf], anchorsAt(root, "amazon-root-ca-1"), options);
    expect(amazonProofs(readings, catalogue.roots).get(leaf.sha256)).toBe("open");
  });
});

test("names of different roots of the catalogue do not look alike", () => {
  const names = catalogue.roots.map(({ name }) => skeletonOf(name));
  expect(new Set(names).size).toBe(catalogue.roots.length);
});
