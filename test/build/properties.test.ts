import { expect, test } from "vitest";
import { readProperties } from "../../build/properties.ts";

test("reads keys of any case, whatever separates them from their value", () => {
  expect(readProperties("certErrorTrust_MitM=a\nSEC_ERROR_IO = b = c\n  key : d\r\n")).toEqual([
    ["certErrorTrust_MitM", "a"],
    ["SEC_ERROR_IO", "b = c"],
    ["key", "d"],
  ]);
});

test("leaves out comments, empty lines, and keys without a value", () => {
  expect(readProperties("# a=b\n! c=d\n\nempty=\nnothing\nkey=value")).toEqual([["key", "value"]]);
});

test("resolves escapes, as Firefox does before it shows a sentence", () => {
  expect(readProperties(String.raw`key=one\n\ntwo \u0026 three\u0020` + "\n")).toEqual([
    ["key", "one\n\ntwo & three "],
  ]);
  expect(readProperties(String.raw`key=\ C:\\new` + "\n")).toEqual([["key", " C:\\new"]]);
});

test("joins lines that a backslash continues", () => {
  expect(readProperties("key=one \\\n   two\nnext=three")).toEqual([
    ["key", "one two"],
    ["next", "three"],
  ]);
});
