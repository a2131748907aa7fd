/** Real certificates of Amazon Trust Services, where they are at hand, with what OpenSSL says of them. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readRootFiles } from "../../../build/root-files.ts";
import { readDetails } from "../../../src/core/certificate/details.ts";
import { amazonProofs, roleOf } from "../../../src/core/certificate/role.ts";
import { anchorsOf } from "../../../src/core/paths/anchor.ts";
import { buildChains } from "../../../src/core/paths/build-chains.ts";
import { signatureChecker } from "../../../src/core/certificate/signature.ts";
import { asMade, fromPem } from "../../made-certificates.ts";
import { catalogue } from "../../made-up.ts";

const COLLECTION = new URL("../../../../shared/certificates/", import.meta.url);
const AT = Date.parse("2026-11-23T00:00:00Z");

const { roots, others } = readRootFiles();
const anchors = anchorsOf(
  Object.fromEntries([...roots, ...others].map(({ id, pem }) => [id, pem])),
);
const verify = signatureChecker();

type TableRow = Record<string, string>;

function tableOf(name: string): TableRow[] {
  const lines = readFileSync(new URL(name, COLLECTION), "utf8").trimEnd().split("\n");
  const [head = [], ...rows] = lines.map((line) => line.split("\t"));
  return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]!])));
}

const certificatesIn = (file: string) =>
  fromPem(readFileSync(new URL(file, COLLECTION), "utf8")).map(asMade);

const COLUMNS: Record<string, string> = {
  CA1: "amazon-root-ca-1",
  CA2: "amazon-root-ca-2",
  CA3: "amazon-root-ca-3",
  CA4: "amazon-root-ca-4",
  SFG2: "starfield-services-g2",
  Class2: "starfield-class-2",
};

describe.skipIf(!existsSync(COLLECTION))("the collected", () => {
  test("chains are accepted with the roots with which OpenSSL accepts them", async () => {
    const rows = tableOf("chains/chains.tsv");
    expect(rows.length).toBeGreaterThanOrEqual(47);
    for (const row of rows) {
      const given = certificatesIn(`chains/${row["file"]}`);
      for (const order of [given, given.toReversed()]) {
        const [reading, ...more] = await buildChains(order, anchors, { at: AT, verify });
        expect.soft(more, row["file"]).toEqual([]);
        expect.soft(reading!.leaf).toBe(given[0]!.sha256);
        const ours = Object.entries(COLUMNS).map(([column, id]) => [
          column,
          reading!.acceptedWith[id] === "no" ? "FAIL" : "OK",
        ]);
        expect
          .soft(ours, row["file"])
          .toEqual(Object.keys(COLUMNS).map((each) => [each, row[each]]));
      }
    }
  });

  test("certificates have the issuers that OpenSSL verified, and no others", async () => {
    const rows = tableOf("manifest.tsv");
    const files = new Map(rows.map((row) => [row["cert_sha256"]!, row["file"]!]));
    const given = rows.flatMap(({ file }) => certificatesIn(file!));
    expect(given.length).toBeGreaterThanOrEqual(194);
    const readings = await buildChains(given, anchors, { at: AT, verify });
    expect(readings.filter(({ cutOff }) => cutOff)).toEqual([]);
    const ours = new Map<string, Set<string>>();
    for (const { certificates } of readings.flatMap(({ paths }) => paths)) {
      for (const [place, child] of certificates.entries()) {
        const issuer = certificates[place + 1];
        const found = ours.get(files.get(child)!) ?? new Set();
        if (issuer) found.add(files.get(issuer)!);
        ours.set(files.get(child)!, found);
      }
    }
    for (const { file, kind, "issuer_file(s)": issuers = "" } of rows) {
      if (kind === "root") continue;
      const theirs = issuers === "-" ? [] : issuers.split(";");
      expect.soft([...ours.get(file!)!].toSorted(), file).toEqual(theirs.toSorted());
    }
  });

  test("certificates have the role that the collection gives them", async () => {
    const rows = tableOf("manifest.tsv");
    const given = rows.flatMap(({ file }) => certificatesIn(file!));
    const readings = await buildChains(given, anchors, { at: AT, verify });
    const proofs = amazonProofs(readings, catalogue.roots);
    // Leaves by other authorities, and a root of Starfield's that was never Amazon's.
    const foreign =
      /peg\.a2z|echo-api\.amazon\.com_201[56]|Starfield-Services-Root-Certificate-Authority_/;
    const kinds: TableRow = {
      root: "root",
      cross: "cross-sign",
      int: "amazon-intermediate",
      leaf: "amazon-leaf",
    };
    for (const [at, { file, kind }] of rows.entries()) {
      const { der, sha256 } = given[at]!;
      const details = await readDetails(der);
      const expected = foreign.test(file!) ? `foreign-${kind}` : kinds[kind!];
      const role = roleOf(details, catalogue.roots, proofs.get(sha256));
      expect.soft([file, role.kind]).toEqual([file, expected]);
      if ("proven" in role) expect.soft([file, role.proven]).toEqual([file, true]);
      // Alone nothing is proven.
      const hint = roleOf(details, catalogue.roots);
      expect.soft([file, hint.kind]).toEqual([file, expected]);
      if ("proven" in hint) expect.soft([file, hint.proven]).toEqual([file, false]);
    }
  });
});

describe("the packaged roots as anchors", () => {
  test("have the names and keys of the catalogue", async () => {
    expect(anchors.map(({ id }) => id).toSorted()).toEqual(
      catalogue.roots.map(({ id }) => id).toSorted(),
    );
    const given = [...roots, ...others].flatMap(({ pem }) => fromPem(pem)).map(asMade);
    const readings = await buildChains(given, anchors, { at: AT, verify });
    expect(readings.map(({ paths }) => paths.map(({ end }) => end))).toEqual(
      [...roots, ...others].map(({ id }) => [{ kind: "catalogued", root: id, given: true }]),
    );
  });
});
