/** The catalogue's roots against what CCADB, Chrome and Mozilla publish. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCcadb } from "../../../cli/catalogue/ccadb.ts";
import { readCertdata } from "../../../cli/catalogue/certdata.ts";
import { readMarkdown, readTextproto } from "../../../cli/catalogue/chrome-root-store.ts";
import { compareRootFiles } from "../../../cli/catalogue/compare-root-files.ts";
import { compareRoots } from "../../../cli/catalogue/compare-roots.ts";
import type { Listing } from "../../../cli/catalogue/listing.ts";
import { readJson } from "../../../build/files.ts";
import type { Catalogue, CatalogueRoot } from "../../../src/core/catalogue.ts";
import { ROOT_PROGRAMMES } from "../../../src/core/vocabulary.ts";
import {
  allRecordsCsv,
  allRecordsOf,
  certdata,
  crossSign,
  markdown,
  microsoftCsv,
  microsoftRows,
  mozillaCsv,
  mozillaRows,
  pemOf,
  ROOT_FILES,
  textproto,
  TODAY,
  type Row,
} from "./exports.ts";

const { roots } = readJson<Catalogue>("src/core/catalogue.json");
const named = (id: string): CatalogueRoot => roots.find((root) => root.id === id)!;
const CA1 = named("amazon-root-ca-1");
const CA3 = named("amazon-root-ca-3");
const SFG2 = named("starfield-services-g2");
const CLASS_2 = named("starfield-class-2");
const EU = named("amazon-rsa-2048-root-eu-m1");

async function* whole(text: string) {
  yield text;
}

const ccadb = (text: string) => readCcadb(whole(text));
const allRecords = (all = roots) => all.flatMap((root) => allRecordsOf(root, all));

/** Every difference as `severity code about`. */
function words(listing: Listing, all: readonly CatalogueRoot[] = roots, today = TODAY): string[] {
  return compareRoots({ roots: [...all] }, listing, today).map(
    ({ severity, code, about }) => `${severity} ${code} ${about}`,
  );
}

/** Rows of which those that fit are changed. */
function changed(rows: Row[], fits: (row: Row) => boolean, change: Row): Row[] {
  const there = rows.filter(fits);
  expect(there.length).toBeGreaterThan(0);
  return rows.map((row) => (fits(row) ? { ...row, ...change } : row));
}

const isRoot =
  ({ certificateSha256 }: CatalogueRoot) =>
  (row: Row) =>
    row["SHA-256 Fingerprint"] === certificateSha256.toUpperCase();

describe("the report of all certificate records", () => {
  const differences = async (rows: Row[]) => words(await ccadb(allRecordsCsv(rows)));
  const with1 = (change: Row) => differences(changed(allRecords(), isRoot(CA1), change));

  test("shows no difference where there is none", async () => {
    expect(await differences(allRecords())).toEqual([]);
  });

  test.each([
    [CA1, "alarm root-gone amazon-root-ca-1"],
    [EU, "change root-gone amazon-rsa-2048-root-eu-m1"],
  ])("shows that a root is gone", async (root, expected) => {
    expect(await differences(allRecords().filter((row) => !isRoot(root)(row)))).toEqual([expected]);
  });

  test.each(["Removed", "Not Included", "Disabled", "Blocked"])(
    "raises an alarm if a programme calls a deciding root %s",
    async (word) => {
      const expected = ["alarm store-changed amazon-root-ca-1"];
      expect(await with1({ "Chrome Status": word })).toEqual(expected);
      expect(await with1({ "Mozilla Status": word })).toEqual(expected);
      expect(await with1({ "Apple Status": word })).toEqual(expected);
      expect(await with1({ "Microsoft Status": word })).toEqual(expected);
    },
  );

  test("knows Chrome's older heading", async () => {
    const text = allRecordsCsv(changed(allRecords(), isRoot(CA1), { "Chrome Status": "Removed" }));
    const older = text.replace('"Chrome Status"', '"Google Chrome Status"');
    expect(words(await ccadb(older))).toEqual(["alarm store-changed amazon-root-ca-1"]);
  });

  test("asks to read a word for a status that is not known", async () => {
    expect(await with1({ "Microsoft Status": "NotBefore" })).toEqual([
      "change store-unclear amazon-root-ca-1",
    ]);
  });

  test("takes a requested change for what it is: the root is included", async () => {
    expect(await with1({ "Mozilla Status": "Change Requested" })).toEqual([]);
  });

  test("shows a root that a programme has taken in", async () => {
    const rows = changed(allRecords(), isRoot(EU), { "Chrome Status": "Included" });
    expect(await differences(rows)).toEqual(["change store-changed amazon-rsa-2048-root-eu-m1"]);
  });

  test("only notes that a root which is out either way is called otherwise", async () => {
    const rows = changed(allRecords(), isRoot(SFG2), { "Chrome Status": "Not Included" });
    expect(await differences(rows)).toEqual(["note store-changed starfield-services-g2"]);
  });

  test("only notes that Mozilla still holds a root which lost its trust for websites", async () => {
    const rows = changed(allRecords(), isRoot(CLASS_2), { "Mozilla Status": "Included" });
    expect(await differences(rows)).toEqual(["note store-changed starfield-class-2"]);
    const returned = changed(allRecords(), isRoot(CLASS_2), { "Chrome Status": "Included" });
    expect(await differences(returned)).toEqual(["change store-changed starfield-class-2"]);
  });

  test("raises an alarm if a deciding root is revoked", async () => {
    for (const word of ["Revoked", "Parent Cert Revoked"]) {
      expect(await with1({ "Revocation Status": word })).toEqual([
        "alarm root-revoked amazon-root-ca-1",
      ]);
    }
    expect(await with1({ "Revocation Status": "Not Revoked" })).toEqual([]);
  });

  test("shows another validity", async () => {
    expect(await with1({ "Valid To (GMT)": "2039-01-17" })).toEqual([
      "change validity-differs amazon-root-ca-1",
    ]);
    expect(await with1({ "Valid From (GMT)": "2015.05.26" })).toEqual([]);
  });

  test("takes the new and the old name of a test page for the same page", async () => {
    const url = (kind: string, index: number) =>
      CA1.tests.find((each) => each.kind === kind)!.urls[index]!;
    expect(await with1({ "Test Website URL - Valid": url("valid", 0) })).toEqual([]);
    expect(await with1({ "Test Website URL - Expired": url("expired", 1).slice(0, -1) })).toEqual(
      [],
    );
    expect(await with1({ "Test Website URL - Revoked": "https://revoked.new.example/" })).toEqual([
      "change tests-changed amazon-root-ca-1",
    ]);
    expect(await with1({ "Test Website URL - Revoked": "" })).toEqual([
      "note tests-missing amazon-root-ca-1",
    ]);
  });

  test("shows a new root of Amazon", async () => {
    const made: Row = {
      "CA Owner": "Amazon Trust Services",
      "Certificate Name": "Amazon Root CA 5",
      "Certificate Record Type": "Root Certificate",
      "SHA-256 Fingerprint": "AB".repeat(32),
      "Mozilla Status": "Not Included",
      "Valid To (GMT)": "2050-01-01",
    };
    const about = "ab".repeat(32);
    const seen = async (change: Row) => differences([...allRecords(), { ...made, ...change }]);
    expect(await seen({})).toEqual([`change root-new ${about}`]);
    expect(await seen({ "Mozilla Status": "Included" })).toEqual([`change root-new ${about}`]);
    expect(await seen({ "Mozilla Status": "Disabled" })).toEqual([`note root-new ${about}`]);
    expect(await seen({ "Valid To (GMT)": "2025-01-01" })).toEqual([`note root-new ${about}`]);
    expect(await seen({ "Revocation Status": "Revoked" })).toEqual([`note root-new ${about}`]);
    expect(await seen({ "CA Owner": "GoDaddy" })).toEqual([]);
    expect(await seen({ "Certificate Record Type": "Intermediate Certificate" })).toEqual([]);
  });

  test("raises an alarm if another root has a deciding root's name", async () => {
    const [own] = allRecordsOf(CA1, roots);
    const twin = { ...own!, "SHA-256 Fingerprint": "AB".repeat(32) };
    expect(await differences([...allRecords(), twin])).toEqual([
      "alarm certificate-differs amazon-root-ca-1",
    ]);
  });

  describe("and its cross-certificates", () => {
    const isCross = (row: Row) =>
      row["Certificate Name"] === CA1.name && row["Parent Certificate Name"] === SFG2.name;

    test("shows a new one", async () => {
      const more = (change: Row) => differences([...allRecords(), crossSign(CA1, CA3, change)]);
      expect(await more({})).toEqual(["change cross-sign-new amazon-root-ca-1"]);
      expect(await more({ "Revocation Status": "Revoked" })).toEqual([]);
      expect(await more({ "Valid To (GMT)": "2026-11-29" })).toEqual([]);
    });

    test("shows one by a root that the catalogue does not have", async () => {
      const foreign = {
        "Parent SHA-256 Fingerprint": "CD".repeat(32),
        "Parent Certificate Name": "Other",
      };
      const rows = [...allRecords(), crossSign(CA1, CA3, foreign)];
      const [difference] = compareRoots({ roots }, await ccadb(allRecordsCsv(rows)), TODAY);
      expect(difference).toMatchObject({ code: "cross-sign-new", about: CA1.id });
      expect(difference!.message).toContain("cross-signed by Other");
    });

    test("takes no other intermediate for one", async () => {
      const rows = [...allRecords(), crossSign(CA1, CA3, { "Subject Key Identifier": "AAAA" })];
      expect(await differences(rows)).toEqual([]);
      const own = crossSign(CA1, CA1);
      expect(await differences([...allRecords(), own])).toEqual([]);
    });

    test.each<[string, Row]>([
      ["revoked", { "Revocation Status": "Revoked" }],
      ["expired", { "Valid To (GMT)": "2026-11-29" }],
    ])("shows that the last of an issuer is %s", async (_, change) => {
      expect(await differences(changed(allRecords(), isCross, change))).toEqual([
        "change cross-sign-gone amazon-root-ca-1",
      ]);
    });

    test("is content with one that is in force", async () => {
      const revoked = crossSign(CA1, SFG2, {
        "Revocation Status": "Revoked",
        "SHA-256 Fingerprint": "CD".repeat(32),
      });
      expect(await differences([revoked, ...allRecords()])).toEqual([]);
    });
  });

  test("judges the certificates in the package too", async () => {
    const files = async (rows: Row[]) =>
      compareRootFiles(ROOT_FILES, await ccadb(allRecordsCsv(rows))).map(
        ({ severity, code, about }) => `${severity} ${code} ${about}`,
      );
    expect(await files(allRecords())).toEqual([]);
    const without = allRecords().filter((row) => !isRoot(CLASS_2)(row));
    expect(await files(without)).toEqual(["alarm root-gone starfield-class-2"]);
    const revoked = changed(allRecords(), isRoot(CA3), { "Revocation Status": "Revoked" });
    expect(await files(revoked)).toEqual(["alarm root-revoked amazon-root-ca-3"]);
    const chrome = readMarkdown(markdown(roots));
    expect(compareRootFiles(ROOT_FILES, chrome)).toEqual([]);
  });

  test.each([
    ["no columns", "a,b\n1,2\n", "columns are missing"],
    ["nothing", "", "columns are missing"],
    ["no fingerprint", allRecordsCsv([{ "Certificate Name": "One" }]), "One: no SHA-256"],
  ])("is refused with %s", async (_, text, message) => {
    await expect(ccadb(text)).rejects.toThrow(message);
  });

  test("is refused with a date that is none", async () => {
    await expect(with1({ "Valid To (GMT)": "soon" })).rejects.toThrow('"soon" is no date');
  });
});

describe("Mozilla's report", () => {
  const differences = async (rows: Row[]) => words(await ccadb(mozillaCsv(rows)));

  test("shows no difference where there is none", async () => {
    expect(await differences(mozillaRows(roots))).toEqual([]);
  });

  test("raises an alarm if a deciding root is gone or has no trust for websites", async () => {
    const rows = mozillaRows(roots);
    const expected = ["alarm store-changed amazon-root-ca-1"];
    expect(await differences(rows.filter((row) => !isRoot(CA1)(row)))).toEqual(expected);
    expect(await differences(changed(rows, isRoot(CA1), { "Trust Bits": "Email" }))).toEqual(
      expected,
    );
  });

  test("shows a day of distrust, unless the catalogue has it", async () => {
    const seen = (root: CatalogueRoot, until: string) =>
      differences(
        changed(mozillaRows(roots), isRoot(root), { "Distrust for TLS After Date": until }),
      );
    expect(await seen(CA1, "2027.04.15")).toEqual(["alarm distrust-dated amazon-root-ca-1"]);
    expect(await seen(SFG2, "2027 Apr 15")).toEqual([]);
    expect(await seen(SFG2, "2027-03-15")).toEqual(["change distrust-dated starfield-services-g2"]);
  });

  test("shows that a root may vouch for websites again", async () => {
    const rows = changed(mozillaRows(roots), isRoot(CLASS_2), { "Trust Bits": "Websites;Email" });
    expect(await differences(rows)).toEqual(["change store-changed starfield-class-2"]);
  });

  test("raises an alarm if a namesake has another key", async () => {
    const [own] = mozillaRows([CA1]);
    const sha256 = CA3.certificateSha256.toUpperCase();
    const imposter = { ...own!, "SHA-256 Fingerprint": sha256, "PEM Info": `'${pemOf(CA3)}'` };
    const without3 = roots.filter((root) => root !== CA3);
    const listing = await ccadb(mozillaCsv([...mozillaRows(without3), imposter]));
    expect(words(listing, without3)).toEqual(["alarm key-differs amazon-root-ca-1"]);
  });

  test("raises an alarm if the catalogue has another key for a certificate", async () => {
    const wrong = roots.map((root) =>
      root === CA1 ? { ...root, spkiSha256: "0".repeat(64) } : root,
    );
    const listing = await ccadb(mozillaCsv(mozillaRows(roots)));
    expect(words(listing, wrong)).toEqual(["alarm key-differs amazon-root-ca-1"]);
  });

  test("is refused if a certificate is not the one that its fingerprint names", async () => {
    const rows = changed(mozillaRows(roots), isRoot(CA1), { "PEM Info": `'${pemOf(CA3)}'` });
    await expect(differences(rows)).rejects.toThrow("Amazon Root CA 3: fingerprint and PEM differ");
  });
});

describe("Microsoft's report", () => {
  const differences = async (rows: Row[]) => words(await ccadb(microsoftCsv(rows)));

  test("shows no difference where there is none", async () => {
    expect(await differences(microsoftRows(roots))).toEqual([]);
  });

  test("raises an alarm if a deciding root is gone or not for servers", async () => {
    const rows = microsoftRows(roots);
    const expected = ["alarm store-changed amazon-root-ca-1"];
    const mail = { "Microsoft EKUs": "Secure Email" };
    expect(await differences(rows.filter((row) => !isRoot(CA1)(row)))).toEqual(expected);
    expect(await differences(changed(rows, isRoot(CA1), mail))).toEqual(expected);
    expect(
      await differences(changed(rows, isRoot(CA1), { "Microsoft Status": "Disabled" })),
    ).toEqual(expected);
  });
});

describe("Chrome's root store", () => {
  const without1 = roots.filter((root) => root !== CA1);

  test.each([
    ["textproto", readTextproto, textproto],
    ["Markdown", readMarkdown, markdown],
  ])("in %s: no difference, one root less, one more", (_, readList, write) => {
    expect(words(readList(write(roots)))).toEqual([]);
    expect(words(readList(write(without1)))).toEqual(["alarm store-changed amazon-root-ca-1"]);
    expect(words(readList(write(roots)), without1)).toEqual([
      `change root-new ${CA1.certificateSha256}`,
    ]);
    expect(() => readList("version_major: 1\nVersion: 1\n")).toThrow("no root");
    expect(() => readList(write(roots).replace(/ersion(_major)?:/, "x"))).toThrow("no version");
  });

  test("may distrust certificates from a day on", () => {
    const at = Date.parse("2027-09-15T23:59:59Z") / 1000;
    const constraint = `  constraints: {\n    sct_not_after_sec: ${at}\n    min_version: "160"\n  }\n}`;
    const text = textproto(roots).replace(
      new RegExp(`(${CA1.certificateSha256}"[^}]*)\\}`),
      `$1${constraint}`,
    );
    const [difference] = compareRoots({ roots }, readTextproto(text), TODAY);
    expect(difference).toMatchObject({ severity: "alarm", code: "distrust-dated", about: CA1.id });
    expect(difference!.message).toContain("after 2027-09-15");
  });

  test("holds other certificates that are no roots", () => {
    const other = `\n# "CN=E1,O=Amazon,C=US"\nadditional_certs {\n  sha256_hex: "${"ab".repeat(32)}"\n}\n`;
    expect(words(readTextproto(textproto(roots, other)))).toEqual([]);
  });

  test("is refused if it is cut off", () => {
    const text = textproto(roots);
    expect(() => readTextproto(text.slice(0, text.lastIndexOf("}")))).toThrow("does not end");
    expect(() => readTextproto(text.replace(/sha256_hex: .*/, ""))).toThrow("no sha256_hex");
  });
});

describe("Mozilla's certdata.txt", () => {
  test("shows no difference where there is none, and a root that is gone", () => {
    expect(words(readCertdata(certdata(roots)))).toEqual([]);
    const without1 = roots.filter((root) => root !== CA1);
    expect(words(readCertdata(certdata(without1)))).toEqual([
      "alarm store-changed amazon-root-ca-1",
    ]);
  });

  test("shows that a root lost its trust", () => {
    const text = certdata(roots).replace("CKT_NSS_TRUSTED_DELEGATOR", "CKT_NSS_MUST_VERIFY_TRUST");
    expect(words(readCertdata(text))).toEqual(["alarm store-changed amazon-root-ca-1"]);
  });

  test("shows a day of distrust", () => {
    const text = certdata(roots, { [CA1.id]: "270415000000Z", [SFG2.id]: "270415000000Z" });
    expect(words(readCertdata(text))).toEqual(["alarm distrust-dated amazon-root-ca-1"]);
  });

  test("is refused if it is cut off, or if trust is written in an unknown way", () => {
    const text = certdata(roots);
    expect(() => readCertdata(text.slice(0, text.lastIndexOf("END")))).toThrow("does not end");
    expect(() => readCertdata(text.replaceAll("CKT_NSS_TRUSTED_DELEGATOR", "CKT_NEW"))).toThrow(
      "no certificate is trusted",
    );
  });
});

describe("a catalogue against exports made from itself", () => {
  /** Any store rows. Those of one programme are the same in all of its exports. */
  const anyRoots = fc
    .array(
      fc.record({
        stores: fc.tuple(
          ...ROOT_PROGRAMMES.map(() => fc.constantFrom("included", "not-included", "removed")),
        ),
        decides: fc.boolean(),
        crossSignedBy: fc.subarray(roots.map(({ id }) => id)),
      }),
      { minLength: roots.length, maxLength: roots.length },
    )
    .map((parts) =>
      roots.map((root, index): CatalogueRoot => {
        const { stores, decides, crossSignedBy } = parts[index]!;
        return {
          ...root,
          decides,
          crossSignedBy: crossSignedBy.filter((id) => id !== root.id),
          stores: root.stores.map(({ programme, source, date }) => ({
            programme,
            source,
            date,
            status: stores[ROOT_PROGRAMMES.indexOf(programme)] as "included",
          })),
        };
      }),
    );

  test("shows no difference", async () => {
    await fc.assert(
      fc.asyncProperty(anyRoots, fc.func(fc.nat()), async (all, order) => {
        const shuffled = allRecords(all).toSorted((a, b) => order(a) - order(b));
        expect(words(await ccadb(allRecordsCsv(shuffled)), all)).toEqual([]);
        expect(words(await ccadb(mozillaCsv(mozillaRows(all))), all)).toEqual([]);
        expect(words(await ccadb(microsoftCsv(microsoftRows(all))), all)).toEqual([]);
        const includes = (programme: string) =>
          all.some(({ stores }) =>
            stores.some((row) => row.programme === programme && row.status === "included"),
          );
        if (includes("chrome")) {
          expect(words(readTextproto(textproto(all)), all)).toEqual([]);
          expect(words(readMarkdown(markdown(all)), all)).toEqual([]);
        }
        if (includes("mozilla")) {
          expect(words(readCertdata(certdata(all)), all)).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });
});
