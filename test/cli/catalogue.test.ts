/** `npm run catalogue` as maintainers run it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readJson, ROOT } from "../../build/files.ts";
import { catalogueCommand } from "../../cli/catalogue/command.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { PARTITIONS } from "../../src/core/partitions.ts";
import { certdata, javaKeystore, markdown, textproto, TODAY } from "./catalogue/exports.ts";

const { roots } = readJson<Catalogue>("src/core/catalogue.json");
const { scripts } = readJson<{ scripts: Record<string, string> }>("package.json");
const RECORDS = join(ROOT, "test/cli/catalogue/fixtures/all-certificate-records.csv");
const PARTITIONS_JSON = JSON.stringify({
  partitions: PARTITIONS.map(({ id, regionPattern, dnsSuffix, dualStackSuffix, regions }) => ({
    id,
    regionRegex: regionPattern,
    outputs: { dnsSuffix, dualStackDnsSuffix: dualStackSuffix },
    regions: Object.fromEntries(regions.map((region) => [region.id, { description: region.name }])),
  })),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trust-ready-catalogue-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const text = { stdout: "", stderr: "" };
  const status = await catalogueCommand(["--at", TODAY, ...args], {
    out: (more) => void (text.stdout += more),
    error: (more) => void (text.stderr += more),
  });
  return { ...text, status };
}

function fileWith(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe("npm run catalogue", () => {
  test("runs", () => {
    const { script } = /tsx (?<script>\S+)$/.exec(scripts["catalogue"]!)!.groups!;
    const tsx = join(ROOT, "node_modules/.bin/tsx");
    const ran = spawnSync(tsx, [join(ROOT, script!), "--at", TODAY, RECORDS], { encoding: "utf8" });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
    expect(ran.stdout).toContain("nothing has changed");
  });

  test("recognises every source by its content and finds nothing to change", async () => {
    const files = [
      RECORDS,
      fileWith("a", textproto(roots)),
      fileWith("b", markdown(roots)),
      fileWith("c", certdata(roots)),
      fileWith("d", PARTITIONS_JSON),
      fileWith("e", javaKeystore(roots)),
    ];
    const { stdout, stderr, status } = await run(...files);
    expect(stderr).toBe("");
    expect(stdout.split("\n")).toEqual(
      [
        ["CCADB, all certificate records, 19 certificates"],
        ["Chrome Root Store, version 36, 4 certificates"],
        ["Chrome Root Store, version 36, 4 certificates"],
        ["Mozilla, certdata.txt, 6 certificates"],
        ["botocore, partitions.json"],
        ["Java keystore, 6 certificates"],
      ]
        .flatMap(([source], index) => [`${files[index]}: ${source}`, "  nothing has changed"])
        .concat(""),
    );
    expect(status).toBe(0);
  });

  test("names what has changed and where it belongs, and exits with 1", async () => {
    const fewer = roots.filter(({ id }) => id !== "amazon-root-ca-1");
    const files = [fileWith("fewer", textproto(fewer)), fileWith("java", javaKeystore(fewer))];
    const { stdout, status } = await run(...files);
    const lost = (store: string) =>
      `\n  alarm   Amazon Root CA 1, ${store}: "not listed", in the catalogue included (src/core/catalogue.json)\n`;
    expect(stdout).toContain(lost("chrome"));
    expect(stdout).toContain(lost("java"));
    expect(status).toBe(1);
  });

  test("exits with 0 if there is only something to know", async () => {
    const text = readFileSync(RECORDS, "utf8").replaceAll(
      "https://revoked.sca1a.amazontrust.com/",
      "",
    );
    const { stdout, status } = await run(fileWith("notes.csv", text));
    expect(stdout).toMatch(/\n  note +Amazon Root CA 1: no test page "revoked" is listed/);
    expect(status).toBe(0);
  });

  test("prints one line of JSON per file", async () => {
    const file = fileWith(
      "removed.csv",
      readFileSync(RECORDS, "utf8").replaceAll("8ECDE6884F", "00000000AF"),
    );
    const { stdout } = await run("--json", file, RECORDS);
    const lines = stdout.trimEnd().split("\n");
    const [one, other] = lines.map((line) => JSON.parse(line));
    expect(one).toMatchObject({ file, source: expect.stringContaining("CCADB") });
    expect(one.differences[0]).toEqual({
      severity: "alarm",
      code: expect.any(String),
      about: "amazon-root-ca-1",
      message: expect.any(String),
      file: expect.stringMatching(/^src\/.*\.json$/),
    });
    expect(other).toEqual({ file: RECORDS, source: expect.any(String), differences: [] });
  });

  test("exits with 2 if a file cannot be read, and reads the others", async () => {
    mkdirSync(join(folder, "empty"));
    const wrong = [
      join(folder, "missing"),
      join(folder, "empty"),
      fileWith("text", "hello\n"),
      fileWith("json", "{}"),
      fileWith("cut.csv", `${readFileSync(RECORDS, "utf8")}"cut`),
      fileWith("headings.csv", readFileSync(RECORDS, "utf8").split("\n")[0]!.concat("\n")),
    ];
    const { stdout, stderr, status } = await run(...wrong, RECORDS);
    expect(status).toBe(2);
    expect(stdout.split("\n").filter(Boolean)).toHaveLength(2);
    expect(stderr.split("\n").filter(Boolean)).toHaveLength(wrong.length);
    for (const path of wrong) expect(stderr).toContain(path);
  });

  test.each([[[]], [["--no-such"]]])("explains itself: %j", async (args) => {
    const { stdout, stderr, status } = await run(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("npm run catalogue -- [options] FILE");
  });
});
