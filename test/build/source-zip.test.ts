/** The zip of the tracked files, from a made-up repository. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { afterEach, beforeEach, expect, test } from "vitest";
import { packTracked } from "../../build/source-zip.ts";

let root: string;
let out: string;

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    cwd: root,
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trust-ready-source-"));
  out = mkdtempSync(join(tmpdir(), "trust-ready-zip-"));
  mkdirSync(join(root, "src"));
  writeFileSync(join(root, "src/a.ts"), "one\n");
  writeFileSync(join(root, ".gitignore"), "node_modules/\n");
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "One");
});

afterEach(() => {
  for (const folder of [root, out]) rmSync(folder, { recursive: true, force: true });
});

async function packed(name = "a.zip") {
  packTracked(root, join(out, name));
  const bytes = readFileSync(join(out, name));
  const { files } = await JSZip.loadAsync(bytes);
  const names = Object.values(files).flatMap((file) => (file.dir ? [] : [file.name]));
  return { bytes, names: names.toSorted() };
}

test("holds what is tracked, and nothing that is ignored", async () => {
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules/b.js"), "two\n");
  expect((await packed()).names).toEqual([".gitignore", "src/a.ts"]);
});

test("has the same bytes in every time zone", async () => {
  const zone = process.env["TZ"];
  const { bytes } = await packed();
  try {
    process.env["TZ"] = "Asia/Kolkata";
    expect((await packed("b.zip")).bytes.equals(bytes)).toBe(true);
  } finally {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  }
});

test("is refused if something is not committed", async () => {
  writeFileSync(join(root, "src/new.ts"), "new\n");
  await expect(packed()).rejects.toThrow(/Commit these first.*\n\?\? src\/new\.ts/);
  git("add", "--all");
  await expect(packed()).rejects.toThrow("Commit these first");
  git("commit", "--quiet", "--message", "Two");
  expect((await packed()).names).toContain("src/new.ts");
});
