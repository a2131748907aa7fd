import { describe, expect, test } from "vitest";
import { read, repositoryFiles, sourceFiles, visit } from "./repository.ts";

/** Lines of text files in which something stands that should not, with file and line number. */
function places(unwanted: RegExp, files = repositoryFiles()): string[] {
  return files
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
    // Print-outs of other programs stay as they are.
    const own = repositoryFiles().filter((name) => !name.startsWith("test/reading/corpus/"));
    expect(places(/[ \t]$|^\t|\r/, own)).toEqual([]);
  });
});

test("one file alone knows where pages are, so that no link can pass by what is hidden", () => {
  const makers = sourceFiles("src", "popup").filter((name) => /\bindex\.html/.test(read(name)));
  expect(makers).toEqual(["src/core/pages.ts"]);
});

/** The only file that may word a finding, a verdict or a cause. */
const LABELS = "src/report-text/labels.ts";
/** Defines `keyOf`, and passes on the prefixes of `dataKey`, which has a type of its own. */
const KEYS = "src/report-text/translator.ts";
const LABEL_KEY = /^(?:finding|verdict|cause)(?:_|$)/;

/** Message keys of findings, verdicts and causes that a file names or builds. */
function labelKeys(name: string, code: string): string[] {
  const keys: string[] = [];
  visit(name, code, {
    CallExpression: ({ callee, arguments: given }) => {
      if (callee.type !== "Identifier" || callee.name !== "keyOf") return;
      const [prefix] = given;
      if (prefix?.type !== "Literal" || LABEL_KEY.test(String(prefix.value))) {
        keys.push(`${name}: keyOf ${code.slice(prefix?.start, prefix?.end)}`);
      }
    },
    Literal: ({ value }) => {
      if (typeof value === "string" && LABEL_KEY.test(value) && value.includes("_")) {
        keys.push(`${name}: ${value}`);
      }
    },
  });
  return keys;
}

describe("the labels of findings and verdicts", () => {
  test("come from one file", () => {
    const others = sourceFiles("src", "popup").filter((name) => name !== LABELS && name !== KEYS);
    expect(others.flatMap((name) => labelKeys(name, read(name)))).toEqual([]);
    expect(labelKeys(LABELS, read(LABELS))).not.toEqual([]);
  });

  test.each(['keyOf("finding", a)', 'keyOf("cause", a)', "keyOf(prefix, a)", 't("verdict_ready")'])(
    "a second file is seen: %s",
    (code) => {
      expect(labelKeys("src/view/a.ts", code)).toHaveLength(1);
    },
  );
});
