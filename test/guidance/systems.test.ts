import { describe, expect, test } from "vitest";
import { rootCertificates } from "node:tls";
import { createHash } from "node:crypto";
import sources from "../../src/guidance/sources.json";
import {
  BUNDLES,
  isInNoStore,
  presenceIn,
  readingsOf,
  ROOT_EVENTS,
  STORE_COLUMNS,
  SYSTEM_ROWS,
} from "../../src/guidance/systems.ts";
import { ROOT_PROGRAMMES } from "../../src/core/vocabulary.ts";
import { catalogue, rootOf } from "../made-up.ts";

/** Every bundle had these when it was read. A later root is in a bundle only once somebody read it there. */
const FOUR = [1, 2, 3, 4].map((number) => `amazon-root-ca-${number}`);

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The column of this name or programme. */
function column(wanted: string) {
  const found = STORE_COLUMNS.find((each) =>
    "bundle" in each ? each.bundle.id === wanted : each.programme === wanted,
  );
  if (!found) throw new Error(`no column ${wanted}`);
  return found;
}

describe("systems.json", () => {
  test("has a column for each root programme, in its order, then the bundles", () => {
    const programmes = STORE_COLUMNS.flatMap((each) =>
      "programme" in each ? [each.programme] : [],
    );
    expect(programmes).toEqual([...ROOT_PROGRAMMES]);
    expect(STORE_COLUMNS).toHaveLength(programmes.length + BUNDLES.length);
    const names = STORE_COLUMNS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ["bundles", BUNDLES],
    ["systems", SYSTEM_ROWS],
    ["events", ROOT_EVENTS],
  ] as const)("%s: each once, with sources", (_, rows) => {
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const row of rows) {
      expect(row.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(row.sources.length).toBeGreaterThan(0);
      expect(row.sources.filter((id) => !(id in sources))).toEqual([]);
    }
  });

  test("bundles name catalogued roots, and the day on which they were read", () => {
    const known = catalogue.roots.map(({ id }) => id);
    for (const { roots, read } of BUNDLES) {
      expect(roots.filter((id) => !known.includes(id))).toEqual([]);
      expect(new Set(roots).size).toBe(roots.length);
      expect(read).toMatch(DAY);
      expect(roots).toEqual(expect.arrayContaining(FOUR));
    }
  });

  test("events stand in order of time, as exact as they are known", () => {
    const dates = ROOT_EVENTS.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted());
    for (const date of dates) {
      expect(date).toMatch(/^\d{4}(-\d\d(-\d\d)?)?$/);
      expect(new Date(date).toISOString().startsWith(date)).toBe(true);
    }
  });

  test("agrees with the catalogue on when trust ends", () => {
    const dated = catalogue.roots.flatMap(({ stores }) =>
      stores.flatMap(({ until = [] }) => until),
    );
    expect(dated.length).toBeGreaterThan(0);
    const known = ROOT_EVENTS.map(({ date }) => date);
    for (const until of dated) expect(known).toContain(until);
  });
});

describe("presence", () => {
  test("of a root programme is the catalogue's row", () => {
    const row = presenceIn(column("mozilla"), rootOf("starfield-services-g2"));
    expect(row).toMatchObject({ status: "included", until: "2027-04-15" });
    expect(presenceIn(column("chrome"), rootOf("starfield-services-g2"))?.status).toBe("removed");
  });

  test("in a bundle is whether it names the root", () => {
    expect(presenceIn(column("node"), rootOf("amazon-root-ca-1"))?.status).toBe("included");
    expect(presenceIn(column("node"), rootOf("starfield-class-2"))?.status).toBe("not-included");
    expect(presenceIn(column("botocore"), rootOf("starfield-class-2"))?.status).toBe("included");
  });

  test("is unknown where the catalogue says nothing", () => {
    expect(presenceIn(column("java"), { ...rootOf("amazon-root-ca-1"), stores: [] })).toBeNull();
  });

  test("is none at all for the EU roots, and for them alone", () => {
    const none = catalogue.roots.filter(isInNoStore);
    expect(none).toEqual(catalogue.roots.filter(({ role }) => role === "eu"));
    expect(none.length).toBeGreaterThanOrEqual(3);
  });

  const read = BUNDLES.find(({ id }) => id === "node")!.version.split(", ");

  test.runIf(read.includes(process.versions.node))("in this very node is as the table says", () => {
    const hashes = rootCertificates.map((pem) =>
      createHash("sha256")
        .update(Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64"))
        .digest("hex"),
    );
    for (const root of catalogue.roots) {
      const status = hashes.includes(root.certificateSha256) ? "included" : "not-included";
      expect([root.id, presenceIn(column("node"), root)?.status]).toEqual([root.id, status]);
    }
  });
});

test("readings name each address once, with its newest day", () => {
  const [root] = catalogue.roots;
  const row = { programme: "apple", status: "included", source: "https://a.example/" } as const;
  const roots = [
    { ...root!, stores: [{ ...row, date: "2026-01-02" }] },
    { ...root!, stores: [{ ...row, date: "2026-03-04" }] },
    { ...root!, stores: [{ ...row, date: "2026-02-03" }] },
    { ...root!, stores: [{ ...row, programme: "java" as const, date: "2027-01-01" }] },
  ];
  expect(readingsOf("apple", roots)).toEqual([{ source: row.source, date: "2026-03-04" }]);
});
