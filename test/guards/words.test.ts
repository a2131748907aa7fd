import { describe, expect, test } from "vitest";
import { read, repositoryFiles, sourceFiles } from "./repository.ts";

/** Lines of text files in which something stands that should not, with file and line number. */
function places(unwanted: RegExp): string[] {
  return repositoryFiles()
    .map((name) => ({ name, text: read(name) }))
    .filter(({ name, text }) => !text.includes("\0") && name !== "package-lock.json")
    .flatMap(({ name, text }) =>
      text
        .split("\n")
        .flatMap((line, index) => (unwanted.test(line) ? [`${name}:${index + 1}: ${line}`] : [])),
    );
}

describe("no file of the repository", () => {
  test("names a directory of one person's computer", () => {
    const tops = ["home", "root", "Users", "work", "mnt", "private"].join("|");
    expect(places(new RegExp(`(?<![\\w.*/])/(?:${tops})/[\\w.-]|\\b[A-Z]:\\\\Users\\\\`))).toEqual(
      [],
    );
  });

  test("puts off work without a date: [YYYY-MM-DD] follows the word", () => {
    // Put together here, or this file would be its own finding.
    const words = ["TO-DO", "FIX-ME"].map((word) => word.replace("-", "")).join("|");
    expect(places(new RegExp(`\\b(?:${words})\\b(?! \\[\\d{4}-\\d\\d-\\d\\d\\])`))).toEqual([]);
  });

  test("has blanks at the end of a line, tabs before one, or carriage returns", () => {
    expect(places(/[ \t]$|^\t|\r/)).toEqual([]);
  });
});

test("one file alone knows where pages are, so that no link can pass by what is hidden", () => {
  const makers = sourceFiles("src", "popup").filter((name) => /\bindex\.html/.test(read(name)));
  expect(makers).toEqual(["src/core/pages.ts"]);
});
