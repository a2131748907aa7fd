import { existsSync, readFileSync } from "node:fs";
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
const DECIDING = catalogue.roots.filter(({ decides }) => decides).map(({ id }) => id);

function read(...sources: Source[]): Promise<Reading> {
  return readSources(sources, {
    catalogue,
    rootCertificates,
    at: START,
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
    expect(await codesOf(pem(leaf.der), others.join("\n"))).toContain("list-refuses");
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
});

describe("other things", () => {
  test.each([
    ["", "empty"],
    ["hello", "nothing-recognised"],
    ["-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "private-key"],
    ["PK\u0003\u0004rest of an archive", "compressed"],
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
