import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { afterAll, expect, test } from "vitest";
import { zipOf } from "../../build/zip.ts";

const folders: string[] = [];

/** A new directory with these files, written in this order. */
function folderWith(files: [name: string, text: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), "trust-ready-zip-"));
  folders.push(folder);
  mkdirSync(join(folder, "a"));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test("equal directories give equal bytes, whenever and in whatever order they were written", async () => {
  const first = folderWith([
    ["a/b.txt", "b"],
    ["c.txt", "c".repeat(1000)],
  ]);
  const second = folderWith([
    ["c.txt", "c".repeat(1000)],
    ["a/b.txt", "b"],
  ]);
  utimesSync(join(second, "c.txt"), 1, 1);
  expect(Buffer.from(await zipOf(first)).equals(await zipOf(second))).toBe(true);
});

test("the zip holds the files, sorted, and no folders", async () => {
  const zip = await JSZip.loadAsync(
    await zipOf(
      folderWith([
        ["c.txt", "c"],
        ["a/b.txt", "b"],
      ]),
    ),
  );
  expect(Object.keys(zip.files)).toEqual(["a/b.txt", "c.txt"]);
  expect(await zip.file("a/b.txt")?.async("string")).toBe("b");
});
