import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { read, repositoryFiles } from "./repository.ts";

const files = repositoryFiles();
const documents = files.filter((name) => name.endsWith(".md"));

/** Paths in a document that a reader would open, without those that the reader is to make (`YOUR…`, `your…`). */
function pathsIn(text: string): string[] {
  const quoted = text.matchAll(/`((?:src|test|build|public|popup|docs|policies)\/[\w./*-]*)`/g);
  return [...quoted].map(([, path]) => path!).filter((path) => !/your|[A-Z]{4,}\//i.test(path));
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([\w./-]+)(?:#[\w-]*)?\)/g)].map(([, target]) => target!);
}

/** Whether the repository has the file, a directory of that name, or a file of that pattern. */
function isThere(path: string): boolean {
  const pattern = path.replace(/\/$/, "").split("*").map(escaped).join("[^/]*");
  return files.some((name) => new RegExp(`^${pattern}(?:/|$)`).test(name));
}

function escaped(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
}

describe.each(documents)("%s", (document) => {
  const text = read(document);

  test("names no file that is gone", () => {
    expect(pathsIn(text).filter((path) => !isThere(path))).toEqual([]);
  });

  test("has no dead link within the repository", () => {
    const directory = posix.dirname(document);
    const targets = linksIn(text).map((target) => posix.join(directory, target));
    expect(targets.filter((target) => !isThere(target))).toEqual([]);
  });
});

test.each([
  ["src/core/verdict.ts", true],
  ["src/probe/*-errors.json", true],
  ["test/lab/scenarios/", true],
  ["src/core/verdicts.ts", false],
  ["src/cor", false],
  ["src/probe/*-terrors.json", false],
])("the file %s is there: %s", (path, there) => {
  expect(isThere(path)).toBe(there);
});

test("ARCHITECTURE is read in five minutes: at most 900 words", () => {
  expect(read("ARCHITECTURE.md").split(/\s+/).length).toBeLessThanOrEqual(900);
});
