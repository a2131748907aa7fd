/** `npm run package -- --for ADDRESS` as an administrator runs it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesUnder } from "../../build/files.ts";
import { runTool } from "./repository.ts";

const LIMIT_MS = 120_000;
const ADDRESS = "https://intranet.example/trust-ready/";
const scratch = mkdtempSync(join(tmpdir(), "trust-ready-package-"));
const key = join(scratch, "trust-ready", "signing-key.pem");

const pack = (dist: string, ...args: string[]) =>
  runTool("tsx", ["build/package.ts", ...args], {
    DIST: join(scratch, dist),
    TRUST_READY_KEY: "",
    XDG_CONFIG_HOME: scratch,
    CATALOGUE: "",
  });

let said: string[] = [];
beforeAll(() => {
  said = ["one", "two"].map((dist) => {
    const { output, code } = pack(dist, "--for", ADDRESS);
    expect(code, output).toBe(0);
    return output;
  });
}, LIMIT_MS);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const folder = (dist: string) => join(scratch, dist, "intranet");

describe("the command", () => {
  test("makes a key at its first run, and says what its loss means", () => {
    expect(said[0]).toContain(`Made a new signing key: ${key}`);
    expect(said[0]).toContain("Without this key you cannot update");
    expect(said[1]).toContain(`Signed with ${key}`);
    expect(said[1]).not.toContain("Made a new");
  });

  test("says how it is used", () => {
    const { output, code } = pack("help", "--help");
    expect([code, output.includes("--for ADDRESS")]).toEqual([0, true]);
  });

  test("gives the same bytes in another folder", () => {
    const files = filesUnder(folder("one"));
    expect(files).toContain("trust-ready.crx");
    expect(filesUnder(folder("two"))).toEqual(files);
    for (const name of files) {
      const [one, two] = ["one", "two"].map((dist) => readFileSync(join(folder(dist), name)));
      expect(one!.equals(two!), name).toBe(true);
    }
  });

  test.skipIf(process.platform !== "linux")("writes checksums that sha256sum agrees with", () => {
    const args = ["--check", "--strict", "--quiet", "SHA256SUMS"];
    const { status, stderr } = spawnSync("sha256sum", args, {
      cwd: folder("one"),
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
  });

  test("leaves the builds for the stores without an address for updates", () => {
    for (const family of ["chromium", "firefox"]) {
      const manifest = readFileSync(join(scratch, "one", family, "manifest.json"), "utf8");
      expect(manifest).not.toContain("update_url");
    }
  });

  test("writes the package that Mozilla is to sign", () => {
    const source = join(scratch, "one", "intranet-firefox");
    expect(filesUnder(source)).toEqual(filesUnder(join(scratch, "one", "firefox")));
    expect(readFileSync(join(source, "manifest.json"), "utf8")).toContain(`${ADDRESS}updates.json`);
  });

  test.each([
    [["--for", "http://intranet.example/"], "must begin with https"],
    [["--settings", "none.json"], "need --for"],
    [["--for", ADDRESS, "--settings", "none.json"], "--settings none.json: ENOENT"],
    [["--for", ADDRESS, "--signed", "none.xpi"], "--signed none.xpi: ENOENT"],
    [[ADDRESS], "Options come after “--”"],
    [["--fro", ADDRESS], "--settings FILE"],
  ])("with %j says in plain words what is wrong", (args, why) => {
    const { output, code } = pack("wrong", ...args);
    expect(code).toBe(1);
    expect(output).toContain(why);
    expect(output).not.toMatch(/\n\s+at /);
  });
});
