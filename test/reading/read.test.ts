import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates as nodeRoots } from "node:tls";
import { describe, expect, test } from "vitest";
import { rootCertificatesOf } from "../../build/root-files.ts";
import { ROOT } from "../../build/files.ts";
import type { Bytes } from "../../src/core/bytes.ts";
import { base64Of } from "../../src/core/bytes.ts";
import type { Reading, Source } from "../../src/reading/model.ts";
import { readSources } from "../../src/reading/read.ts";
import { pemText } from "../../src/report-text/format.ts";
import { catalogue, START } from "../made-up.ts";
import { LAX_CERTIFICATES, LOOK_ALIKE } from "../made-up-certificates.ts";
import { dns, make } from "../made-certificates.ts";
import { sourceFrom } from "./sources.ts";

const rootCertificates = rootCertificatesOf(catalogue);
const pemOf = (id: string) => rootCertificates[id]!;
/** Real certificates, where the machine has them. */
const REAL = join(ROOT, "../shared/certificates");
const DECIDING = catalogue.roots.filter(({ decides }) => decides).map(({ id }) => id);

function read(...sources: Source[]): Promise<Reading> {
  return readAt(START, ...sources);
}

function readAt(at: number, ...sources: Source[]): Promise<Reading> {
  return readSources(sources, {
    catalogue,
    rootCertificates,
    at,
    passwords: [],
    toolVersion: "0.1.0",
    onProgress: () => {},
  });
}

async function codesOf(...contents: (string | Bytes)[]): Promise<string[]> {
  const { files } = await read(...contents.map((content) => sourceFrom(content)));
  return files.flatMap(({ findings }) => findings.map(({ code }) => code));
}

const pem = (der: Bytes) => pemText(base64Of(der));

describe("a list of roots", () => {
  const others = nodeRoots.filter((each) => !/Amazon|Starfield/.test(each)).slice(0, 30);

  test("that holds all is enough", async () => {
    expect(await codesOf([...others, ...DECIDING.map(pemOf)].join("\n"))).toContain(
      "bundle-enough",
    );
  });

  test.each(DECIDING)("without %s and without an older root is short of just that", async (id) => {
    const kept = DECIDING.filter((each) => each !== id).map(pemOf);
    const foreign = (await foreignRoots(3)).join("\n");
    const { files } = await read(sourceFrom([...kept, foreign].join("\n")));
    const found = files[0]!.findings.find(({ code }) => code === "bundle-short");
    expect(found).toMatchObject({ level: "problem", values: [id] });
    expect(files[0]!.findings[0]).toBe(found);
  });

  test("with nothing of Amazon's and few others is a company's own", async () => {
    expect(await codesOf((await foreignRoots(2)).join("\n"))).toContain("bundle-company-only");
  });

  test("of node and of this machine is ready", async () => {
    const machine = "/etc/ssl/certs/ca-certificates.crt";
    const texts = [nodeRoots.join("\n")];
    if (existsSync(machine)) texts.push(readFileSync(machine, "utf8"));
    for (const text of texts) expect(await codesOf(text)).toContain("bundle-enough");
  });

  test("says nothing of each of its certificates, except look-alikes", async () => {
    const text = [...others, ...DECIDING.map(pemOf), pemText(LOOK_ALIKE)].join("\n");
    const codes = await codesOf(text);
    expect(codes[0]).toBe("look-alike");
    expect(codes.filter((code) => code.startsWith("foreign"))).toEqual([]);
  });

  test("names what has expired only where that matters", async () => {
    const all = catalogue.roots.map(({ id }) => pemOf(id)).join("\n");
    const codesAt = async (year: number) => {
      const { files } = await readAt(Date.UTC(year, 5, 1), sourceFrom(all));
      return files[0]!.findings.map(({ code, level }) => `${level} ${code}`);
    };
    // Starfield Class 2 ends in 2034, Amazon Root CA 1 in 2038.
    expect(await codesAt(2036)).toEqual(["note bundle-expired-others", "good bundle-enough"]);
    expect(await codesAt(2039)).toEqual([
      "problem bundle-expired-root",
      "note bundle-expired-others",
    ]);
  });

  test("judges a chain that is given with it", async () => {
    const root = await make({ subject: "CN=Company Root" });
    const leaf = await make({
      subject: "CN=intranet.example",
      ca: false,
      by: root,
      names: [dns("intranet.example")],
    });
    const own = [pem(root.der), ...others].join("\n");
    expect(await codesOf(pem(leaf.der), own)).toContain("list-accepts");
    expect(await codesOf(pem(leaf.der) + pem(root.der), others.join("\n"))).toContain(
      "list-refuses",
    );
    // An authority between them may be missing.
    expect(await codesOf(pem(leaf.der), others.join("\n"))).toContain("list-lacks");
  });

  test("is not blamed for a chain that has expired", async () => {
    const root = await make({ subject: "CN=Old Root" });
    const old = { from: "2020-01-01", to: "2021-01-01", names: [dns("old.example")] };
    const leaf = await make({ subject: "CN=old.example", ca: false, by: root, ...old });
    const codes = await codesOf(pem(leaf.der), [pem(root.der), ...others].join("\n"));
    expect(codes).toContain("has-expired");
    expect(codes.filter((code) => code.startsWith("list-"))).toEqual([]);
  });

  test("with authorities of one root beside it is still a list", async () => {
    const root = await make({ subject: "CN=Root" });
    const below = await Promise.all(
      ["One", "Two"].map((name) => make({ subject: `CN=${name}`, by: root })),
    );
    const { files } = await read(sourceFrom([root, ...below].map(({ der }) => pem(der)).join("")));
    expect(files[0]).toMatchObject({ kind: "bundle", findings: [{ code: "bundle-company-only" }] });
  });

  test.each([
    ["trust.jks", "bundle"],
    ["key.jks", "chain"],
  ])("as a keystore: %s is a %s", async (name, kind) => {
    const bytes = new Uint8Array(readFileSync(join(ROOT, "test/reading/files", name)));
    const { files } = await read(sourceFrom(bytes, name));
    expect(files[0]!.kind).toBe(kind);
  });

  test("that is an empty keystore is wrong", async () => {
    const jks = [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 0];
    const { files } = await read(sourceFrom(new Uint8Array([...jks, ...Array(20).fill(7)])));
    expect(files[0]).toMatchObject({ kind: "bundle", findings: [{ code: "bundle-empty" }] });
  });

  test("with one root, in a keystore, is a list all the same", async () => {
    const { der } = await make({ subject: "CN=Company Root" });
    const text = [
      "Keystore type: PKCS12\n",
      "Alias name: company\nEntry type: trustedCertEntry\n",
      pem(der),
    ].join("\n");
    expect(await codesOf(text)).toContain("bundle-company-only");
  });
});

async function foreignRoots(count: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, index) =>
    make({ subject: `CN=Foreign Root ${index}`, key: `foreign ${index}` }),
  );
  return (await Promise.all(made)).map(({ der }) => pem(der));
}

describe("one certificate", () => {
  test.each(catalogue.roots.map(({ id }) => id))("%s is known as itself", async (id) => {
    const codes = await codesOf(pemOf(id));
    expect(codes).toContain("root");
    expect(codes).not.toContain("chain-accepted");
  });

  test("that only looks like Amazon's is called out first", async () => {
    expect((await codesOf(pemText(LOOK_ALIKE)))[0]).toBe("look-alike");
  });

  test("of a company is judged as stricter programs do", async () => {
    const codes = await codesOf(pemText(LAX_CERTIFICATES.root));
    expect(codes).toEqual(expect.arrayContaining(["strict-openssl", "foreign-root"]));
    const strict = await make({ subject: "CN=Strict Root" });
    expect(await codesOf(pem(strict.der))).not.toContain("strict-openssl");
  });

  test("with a known product's name names the product, whose it need not be", async () => {
    const { files } = await read(
      sourceFrom(pem((await make({ subject: "CN=Zscaler Root CA" })).der)),
    );
    expect(files[0]!.findings).toContainEqual(
      expect.objectContaining({ code: "product", values: ["Zscaler Root CA", "Zscaler"] }),
    );
  });
});

describe("a chain", () => {
  const forHost = async (host: string) => {
    const root = await make({ subject: "CN=Inspecting Root,O=Example" });
    const leaf = await make({ subject: `CN=${host}`, ca: false, by: root, names: [dns(host)] });
    return [leaf, root].map(({ der }) => pem(der)).join("");
  };

  test.each([
    ["sts.amazonaws.com", "chain-inspected"],
    ["*.s3.eu-central-1.amazonaws.com", "chain-inspected"],
    ["intranet.example", "chain-foreign"],
    // Amazon's shop has certificates of another authority.
    ["www.amazon.com", "chain-foreign"],
    ["sts.amazonaws.com.example.org", "chain-foreign"],
    // Databases have an authority of their own.
    ["db.abcdefgh.eu-central-1.rds.amazonaws.com", "chain-foreign"],
  ])("for %s by somebody else: %s", async (host, code) => {
    const codes = await codesOf(await forHost(host));
    expect(codes.filter((each) => each.startsWith("chain-"))).toEqual([code]);
  });

  test("is completed from other files", async () => {
    const [leaf, root] = (await forHost("intranet.example")).split(
      /(?<=-----END CERTIFICATE-----\n)/,
    );
    expect(await codesOf(leaf!)).not.toContain("chain-foreign");
    expect(await codesOf(leaf!, root!)).toContain("chain-foreign");
  });

  test("whose signature was changed says so", async () => {
    const root = await make({ subject: "CN=Root" });
    const leaf = await make({ subject: "CN=leaf.example", ca: false, by: root });
    const changed = leaf.der.slice();
    changed[changed.length - 5]! ^= 1;
    expect(await codesOf(pem(changed) + pem(root.der))).toContain("fault-bad-signature");
  });

  test("whose root is not there lacks nothing that a server must send", async () => {
    const root = await make({ subject: "CN=Root" });
    const middle = await make({ subject: "CN=Middle", by: root });
    const names = [dns("shop.example")];
    const leaf = await make({ subject: "CN=shop.example", ca: false, by: middle, names });
    const { files } = await read(sourceFrom(pem(leaf.der) + pem(middle.der)));
    expect(files[0]!.kind).toBe("chain");
    expect(files[0]!.findings.map(({ code, level }) => [code, level])).toEqual([
      ["chain-open", "note"],
    ]);
  });

  test("with the wrong authority is incomplete, and no chain", async () => {
    const leaf = await claimed("s3.amazonaws.com");
    const root = await make({ subject: "CN=Root" });
    const other = await make({ subject: "CN=Other", by: root });
    const { files } = await read(sourceFrom(pem(leaf.der) + pem(other.der)));
    expect(files[0]!.kind).toBe("certificates");
    expect(files[0]!.findings.map(({ code }) => code)).toEqual([
      "chain-incomplete",
      "chain-unused",
    ]);
  });

  test.skipIf(!existsSync(REAL))("of cross-certificates alone says what they are", async () => {
    const real = readdirSync(REAL).filter((name) => name.startsWith("cross_"));
    const pemNamed = (start: string) =>
      readFileSync(
        join(
          REAL,
          real.find((name) => name.startsWith(start))!,
        ),
        "utf8",
      );
    const text = pemNamed("cross_Amazon-Root-CA-1_") + pemNamed("cross_Starfield-Services-Root-");
    expect(await codesOf(text)).toEqual(["cross-sign"]);
  });

  test("that is one certificate which names Amazon is only unproven", async () => {
    expect(await codesOf(pem((await claimed("s3.amazonaws.com")).der))).toEqual(["claims-amazon"]);
  });

  test("under a copied name of a root is inspected, whatever is missing above", async () => {
    const above = { subject: "CN=Starfield Services Root Certificate Authority - G2", key: "copy" };
    const fake = await make({ subject: "CN=Amazon Root CA 1,O=Amazon,C=US", by: above });
    const names = [dns("sts.amazonaws.com")];
    const leaf = await make({ subject: "CN=sts.amazonaws.com", ca: false, by: fake, names });
    expect(await codesOf(pem(leaf.der) + pem(fake.der))).toEqual(["look-alike", "chain-inspected"]);
  });

  test("from before Amazon certified all of AWS is not inspected", async () => {
    const old = { from: "2019-11-01", to: "2020-12-01", names: [dns("*.s3.amazonaws.com")] };
    const root = await make({ subject: "CN=Old Public CA", from: "2010-01-01" });
    const leaf = await make({ subject: "CN=*.s3.amazonaws.com", ca: false, by: root, ...old });
    expect(await codesOf(pem(leaf.der) + pem(root.der))).toEqual(["has-expired", "chain-foreign"]);
  });

  test("says once that its names resemble a product", async () => {
    const root = await make({ subject: "CN=Zscaler Root CA,O=Zscaler Inc." });
    const middle = await make({ subject: "CN=Zscaler Intermediate,O=Zscaler Inc.", by: root });
    const names = [dns("sts.amazonaws.com")];
    const leaf = await make({ subject: "CN=sts.amazonaws.com", ca: false, by: middle, names });
    const text = [leaf, middle, root].map(({ der }) => pem(der)).join("");
    const { files } = await read(sourceFrom(text));
    expect(files[0]!.findings).toMatchObject([
      { code: "chain-inspected", values: ["sts.amazonaws.com", "Zscaler Root CA"] },
      { code: "product", values: ["Zscaler Intermediate", "Zscaler"] },
    ]);
  });

  test("of no server is no fault until a server sends it", async () => {
    const root = await make({ subject: "CN=Root" });
    const purposes = ["1.3.6.1.5.5.7.3.2"];
    const { der } = await make({ subject: "CN=Somebody", ca: false, by: root, purposes });
    expect(await codesOf(pem(der))).toEqual(["not-a-server", "foreign-leaf"]);
    expect(await codesOf(printOut("shop.example", der))).toContain("fault-not-for-servers");
  });

  test("of two servers describes both", async () => {
    const root = await make({ subject: "CN=Root" });
    const made = ["one.example", "two.example"].map((name) =>
      make({ subject: `CN=${name}`, ca: false, by: root, names: [dns(name)] }),
    );
    const text = (await Promise.all(made)).map(({ der }) => pem(der)).join("");
    expect(await codesOf(text)).toEqual(["foreign-leaf", "foreign-leaf"]);
  });

  test("of a server that signed itself has no rules for roots", async () => {
    const self = await make({ subject: "CN=localhost", usage: null, names: [dns("localhost")] });
    expect(await codesOf(pem(self.der))).toEqual(["self-signed"]);
  });
});

/** Of a server whose certificate says that an authority of Amazon's issued it, which is not there. */
function claimed(host: string) {
  const by = { subject: "CN=Amazon RSA 2048 M04,O=Amazon,C=US", key: "unknown" };
  return make({ subject: `CN=${host}`, ca: false, by, names: [dns(host)] });
}

/** As `openssl s_client` prints it. */
function printOut(host: string, ...sent: Bytes[]): string {
  return [
    `$ openssl s_client -connect ${host}:443 -servername ${host} -showcerts`,
    "CONNECTED(00000003)",
    "---",
    "Certificate chain",
    ...sent.map(pem),
    "---",
    "    Verify return code: 0 (ok)",
    "",
  ].join("\n");
}

describe("a print-out", () => {
  const leafFor = async (...hosts: string[]) => {
    const root = await make({ subject: "CN=Root" });
    const names = hosts.map(dns);
    return (await make({ subject: `CN=${hosts[0]}`, ca: false, by: root, names })).der;
  };

  test.each([
    ["other.example", "shop.example", true],
    ["shop.example", "shop.example", false],
    ["SHOP.example", "shop.example", false],
    ["www.shop.example", "*.shop.example", false],
    ["a.www.shop.example", "*.shop.example", true],
    ["shop.example", "*.shop.example", true],
    ["192.0.2.1", "shop.example", false],
  ])("that asked %s and got a certificate for %s: wrong is %s", async (host, name, isWrong) => {
    const codes = await codesOf(printOut(host, await leafFor(name)));
    expect(codes.includes("wrong-host")).toBe(isWrong);
  });

  test("does not say of one server what another one was asked", async () => {
    const [aws, shop] = [await leafFor("sts.amazonaws.com"), await leafFor("shop.example")];
    const text = printOut("sts.amazonaws.com", aws) + printOut("shop.example", shop);
    const { files } = await read(sourceFrom(text));
    const inspected = files[0]!.findings.filter(({ code }) => code === "chain-inspected");
    expect(inspected).toMatchObject([{ values: ["sts.amazonaws.com", "Root"] }]);
  });

  test.each([
    ["sts.amazonaws.com", "C=US; O=Zscaler Inc.; CN=Zscaler Root CA", "chain-inspected"],
    ["sts.amazonaws.com", "C=US; O=Amazon; CN=Amazon RSA 2048 M04", null],
    ["www.amazon.com", "C=US; O=DigiCert Inc; CN=DigiCert Global CA G2", null],
    ["shop.example", "C=US; O=Zscaler Inc.; CN=Zscaler Root CA", null],
  ])("of curl for %s by %s: %s", async (host, issuer, code) => {
    const text = [
      `* Host ${host}:443 was resolved.`,
      "* Server certificate:",
      `*  subject: CN=${host}`,
      `*  issuer: ${issuer}`,
      "*  SSL certificate verify ok.",
    ].join("\n");
    const codes = await codesOf(text);
    expect(codes).toContain("tool-verified");
    expect(codes.includes("chain-inspected")).toBe(code !== null);
  });
});

describe("other things", () => {
  test.each([
    ["", "empty"],
    ["hello", "nothing-recognised"],
    ["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "private-key"],
    ["PK\u0003\u0004rest of an archive", "compressed"],
    ["CONNECTED(00000003)\nno peer certificate available\n---", "nothing-to-judge"],
  ])("%j: %s", async (text, code) => {
    expect(await codesOf(text)).toContain(code);
  });

  test("a broken part never hides a good one, and has its line", async () => {
    const text = `${pemOf(DECIDING[0]!)}-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n`;
    const { files } = await read(sourceFrom(text));
    const broken = files[0]!.findings.find(({ code }) => code === "broken-pem");
    // The line with the characters that no certificate has.
    expect(broken?.line).toBe(pemOf(DECIDING[0]!).split("\n").length + 1);
    expect(files[0]!.findings.map(({ code }) => code)).toContain("root");
  });

  test("a log is read as a check", async () => {
    const file = join(ROOT, "test/probe/log/logs/chromium-156.netlog");
    const { files } = await read(sourceFrom(readFileSync(file, "utf8"), "log.json"));
    expect(files[0]).toMatchObject({ kind: "log", formats: ["browser-log"] });
    // Its roots are the lab's, which the catalogue does not know.
    expect(files[0]!.report?.verdict.cause).toBe("tls-inspection");
    expect(files[0]!.report?.roots.some(({ evidence }) => evidence === "anchor")).toBe(true);
  });
});
