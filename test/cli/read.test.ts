/** `npm run read` as its users run it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../build/files.ts";
import { READ_STATES } from "../preview/read-states.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trust-ready-read-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: string[], input = "") {
  const tsx = join(ROOT, "node_modules/.bin/tsx");
  const { stdout, stderr, status } = spawnSync(tsx, [join(ROOT, "cli/read.ts"), ...args], {
    input,
    encoding: "utf8",
    env: { ...process.env, CATALOGUE: "" },
  });
  return { stdout, stderr, status };
}

function fileOf(state: string): string {
  const path = join(folder, `${state}.txt`);
  writeFileSync(path, READ_STATES[state]!);
  return path;
}

describe("npm run read", () => {
  test("audits a list of roots and exits with 0 if nothing is wrong", () => {
    const { stdout, status } = run([fileOf("a list with all roots")]);
    expect(stdout).toMatch(/✓ .*Amazon Root CA 1 to 4/);
    expect(stdout).toMatch(/Amazon Root CA 3 +Present/);
    expect(status).toBe(0);
  });

  test("exits with 1 if something is, whatever the other files are", () => {
    const files = ["a list with all roots", "an inspected chain"].map(fileOf);
    const { stdout, status } = run(["--at", "2026-11-24", ...files]);
    expect(stdout).toContain("Example Inspection Root CA issued it");
    expect(status).toBe(1);
  });

  test("exits with 2 if nothing was recognised, a file is missing or an option is wrong", () => {
    expect(run(["-"], "hello").status).toBe(2);
    const missing = run([join(folder, "missing.pem")]);
    expect([missing.status, missing.stdout]).toEqual([2, ""]);
    expect(missing.stderr).toContain("missing.pem");
    expect(missing.stderr.split("\n").filter(Boolean)).toHaveLength(1);
    const beside = run([join(folder, "missing.pem"), fileOf("one root")]);
    expect([beside.status, beside.stdout]).toEqual([2, expect.stringContaining("Genuine root")]);
    for (const args of [[], ["--no-such"], ["--at", "soon", "-"]]) {
      const { status, stdout } = run(args);
      expect([args, status, stdout]).toEqual([args, 2, ""]);
    }
  });

  test("asks two questions where nothing was recognised, and names what comes near as such", () => {
    const near = run(["-"], "aws s3 ls");
    expect(near.stdout).toMatch(/Not recognised\n.*Nothing here was recognised/);
    expect(near.stdout).toContain("Which program printed this, and in which version?");
    expect(near.stdout).toContain("What do the lines before and after it say?");
    expect(near.stdout).toMatch(/No exact match\. Nearest:\n +AWS CLI, Python: /);
    const far = run(["-"], "console is blank");
    expect(far.stdout).toContain("Which program printed this, and in which version?");
    expect(far.stdout).not.toContain("Nearest");
    expect([near.status, far.status]).toEqual([2, 2]);
    expect(JSON.parse(run(["--json", "-"], "aws s3 ls").stdout)).toMatchObject({
      kind: "nothing",
      questions: ["program", "text"],
      nearest: expect.arrayContaining([
        { row: expect.any(String), program: "AWS CLI, Python", line: expect.any(String) },
      ]),
    });
  });

  test("ranks the causes of an error, says what tells them apart, and asks at most two questions", () => {
    const line =
      "SSL validation failed for https://sts.eu-west-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1129)";
    const { stdout } = run(["-"], line);
    const [, causes = "", questions = ""] =
      /Usual causes:\n((?: {4}- .*\n)+) {2}What leads further:\n((?: {4}- .*\n)+)/.exec(stdout) ??
      [];
    expect(causes.split("\n")[0]).toMatch(
      /- inspected connections .*: The certificate’s issuer is/,
    );
    expect(causes.trimEnd().split("\n").length).toBeGreaterThan(2);
    expect(questions.trimEnd().split("\n")).toHaveLength(2);
    const [json] = JSON.parse(run(["--json", "-"], line).stdout).findings;
    expect(json).toMatchObject({
      code: "error-unknown-issuer",
      causes: expect.arrayContaining(["bundle-partial"]),
      questions: ["issuer", "setting"],
    });
  });

  test("prints one line of JSON per file, with findings that programs can rely on", () => {
    const files = ["an inspected chain", "a list without two roots"].map(fileOf);
    const { stdout } = run(["--json", "--at", "2026-11-24", ...files]);
    const [chain, list, ...more] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(more).toEqual([]);
    expect(chain).toMatchObject({ file: "an inspected chain.txt", kind: "chain", problem: true });
    expect(chain.findings[0]).toEqual({
      code: "chain-inspected",
      level: "problem",
      meaning: expect.stringContaining("Example Inspection Root CA"),
      causes: ["tls-inspection"],
      questions: [],
      line: 1,
      certificate: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(chain.certificates[1]).toMatchObject({
      subject: "O=Example Corp IT, CN=Example Inspection Root CA",
      spkiSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      role: { kind: "foreign-root" },
    });
    expect(list.audit.verdict).toBe("bridged");
  });

  test("reads standard input, and shows hostile names inert", () => {
    const { stdout, status } = run(["-"], READ_STATES["one root"]!);
    expect(stdout).toMatch(/^Pasted text: One certificate/);
    expect(status).toBe(0);
    const path = join(folder, "a\u001B[31m.txt");
    writeFileSync(path, READ_STATES["one root"]!);
    expect(run([path]).stdout).not.toContain("\u001B");
  });
});
