import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../../build/files.ts";

/** Stands for npm: records what it was asked, and leaves what npm leaves. */
const NPM = `
const { appendFileSync, copyFileSync, mkdirSync } = require("node:fs");
appendFileSync("asked.txt", process.argv.slice(2).join(" ") + "\\n");
console.log("npm chatter");
if (process.env.NPM_FAILS) process.exit(1);
mkdirSync("node_modules", { recursive: true });
copyFileSync("package-lock.json", "node_modules/.package-lock.json");
`;
const PACKAGES = { "": {}, "node_modules/a": { integrity: "sha512-a" } };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trust-ready-setup-"));
  mkdirSync(join(folder, "build"));
  mkdirSync(join(folder, "bin"));
  copyFileSync(join(ROOT, "build/setup.mjs"), join(folder, "build/setup.mjs"));
  writeFileSync(join(folder, "npm.cjs"), NPM);
  lock(PACKAGES);
  for (const tool of ["chromium", "firefox-esr", "certutil"]) install(tool);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lock(packages: object): void {
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
}

function install(tool: string): void {
  writeFileSync(join(folder, "bin", tool), "");
  chmodSync(join(folder, "bin", tool), 0o755);
}

function remove(tool: string): void {
  rmSync(join(folder, "bin", tool));
}

/** Runs the set-up with nothing on its path but what the test put there. */
function setUp(environment: Record<string, string> = {}, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["build/setup.mjs", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: join(folder, "bin"), npm_execpath: join(folder, "npm.cjs"), ...environment },
  });
  return { status, stdout, stderr };
}

function asked(): string {
  const file = join(folder, "asked.txt");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

describe("packages", () => {
  test("are installed once, with all chatter on stderr", () => {
    const first = setUp();
    expect(first).toMatchObject({ status: 0, stdout: "" });
    expect(first.stderr).toContain("npm chatter");
    expect(asked()).toBe("ci --no-audit --no-fund\n");
    expect(setUp()).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(asked()).toBe("ci --no-audit --no-fund\n");
  });

  test("are installed again when the lockfile has changed", () => {
    setUp();
    lock({ ...PACKAGES, "node_modules/b": { integrity: "sha512-b" } });
    setUp();
    expect(asked().split("\n")).toHaveLength(3);
  });

  test("that somebody installed by hand are left alone, an optional one of another system too", () => {
    mkdirSync(join(folder, "node_modules"));
    copyFileSync(
      join(folder, "package-lock.json"),
      join(folder, "node_modules/.package-lock.json"),
    );
    lock({ ...PACKAGES, "node_modules/b": { integrity: "sha512-b", optional: true } });
    expect(setUp()).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(asked()).toBe("");
  });

  test("that cannot be installed end it, and it tries again the next time", () => {
    expect(setUp({ NPM_FAILS: "1" }).status).toBe(1);
    expect(setUp().status).toBe(0);
    expect(asked().split("\n")).toHaveLength(3);
  });
});

describe("a browser that is missing", () => {
  beforeEach(() => {
    setUp();
    remove("firefox-esr");
  });

  test("is a warning of one line that says what to install", () => {
    const { status, stdout, stderr } = setUp({}, "--test");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain("firefox-esr");
    expect(stderr).not.toContain("chromium");
  });

  test("is an error for the tests where CI=true", () => {
    expect(setUp({ CI: "true" }, "--test").status).toBe(1);
    expect(setUp({ CI: "true" }).status).toBe(0);
  });

  test("is there under another name, or where a variable says", () => {
    expect(setUp({ FIREFOX_PATH: join(folder, "npm.cjs") }, "--test").stderr).toBe("");
    install("firefox");
    expect(setUp({}, "--test").stderr).toBe("");
  });
});
