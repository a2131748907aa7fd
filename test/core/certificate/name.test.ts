import { describe, expect, test } from "vitest";
import { fieldOf, nameText, readName } from "../../../src/core/certificate/name.ts";
import { der, objectIdentifier, sequence } from "../../lab/der.ts";

const COMMON_NAME = objectIdentifier("2.5.4.3");

/** A name with one common name whose value has this tag and these bytes. */
function named(tag: number, content: Buffer) {
  return Uint8Array.from(sequence(der(0x31, sequence(COMMON_NAME, der(tag, content)))));
}

const textOf = (tag: number, ...bytes: number[]) =>
  nameText(readName(named(tag, Buffer.from(bytes))));
const latin = (text: string) => Array.from(text, (char) => char.charCodeAt(0));

describe("a value", () => {
  test.each([
    ["UTF8String", 0x0c, [0xc3, 0xbc], "ü"],
    ["UTF8String with a byte order mark", 0x0c, [0xef, 0xbb, 0xbf, 0x61], "\uFEFFa"],
    ["UTF8String that is Latin-1", 0x0c, [0x5a, 0xfc], "Zü"],
    ["PrintableString", 0x13, latin("Amazon"), "Amazon"],
    ["TeletexString", 0x14, [0xfc], "ü"],
    ["IA5String", 0x16, latin("a@b.example"), "a@b.example"],
    ["BMPString", 0x1e, [0x67, 0x71, 0x4e, 0xac], "東京"],
    ["UniversalString", 0x1c, [0, 1, 0xf5, 0x12], "\u{1F512}"],
    ["nothing", 0x0c, [], ""],
  ])("that is a %s is text", (_, tag, bytes, text) => {
    expect(textOf(tag, ...bytes)).toBe(`CN=${text}`);
  });

  test.each([
    ["an INTEGER", 0x02, [5], "020105"],
    ["a BMPString cut short", 0x1e, [0, 0x61, 0], "1e03006100"],
    ["a UniversalString beyond Unicode", 0x1c, [0, 0x11, 0, 0], "1c0400110000"],
  ])("that is %s is written in hex, with its tag and length", (_, tag, bytes, hex) => {
    expect(textOf(tag, ...bytes)).toBe(`CN=#${hex}`);
  });

  test.each([
    ["a,b+c", "a\\,b\\+c"],
    ['"a"\\<b>;', '\\"a\\"\\\\\\<b\\>\\;'],
    [" a ", "\\ a\\ "],
    [" ", "\\ "],
    ["#a#", "\\#a#"],
    ["a=b", "a=b"],
    ["a\r\nb\u0000\u0085", "a\\0D\\0Ab\\00\\C2\\85"],
  ])("%j is escaped so that it ends nothing", (value, text) => {
    expect(textOf(0x0c, ...new TextEncoder().encode(value))).toBe(`CN=${text}`);
  });
});

describe("a name", () => {
  const field = (type: string, value: string) =>
    sequence(objectIdentifier(type), der(0x0c, Buffer.from(value)));
  const read = (...parts: Buffer[]) => readName(Uint8Array.from(sequence(...parts)));

  test("has its parts in the order of the certificate, several of a part between plus signs", () => {
    const name = read(
      der(0x31, field("2.5.4.6", "US")),
      der(0x31, Buffer.concat([field("2.5.4.11", "A"), field("1.2.3.4", "B")])),
    );
    expect(nameText(name)).toBe("C=US, OU=A+1.2.3.4=B");
  });

  test("gives the first value of a field, and none that is empty", () => {
    const name = read(
      der(0x31, field("2.5.4.11", "first")),
      der(0x31, field("2.5.4.11", "second")),
      der(0x31, field("2.5.4.3", "")),
    );
    expect(fieldOf(name, "OU")).toBe("first");
    expect(fieldOf(name, "CN")).toBeUndefined();
    expect(fieldOf(name, "O")).toBeUndefined();
  });

  test("of nothing has no text", () => {
    expect(nameText(read())).toBe("");
  });

  test.each([
    ["a field without a value", sequence(der(0x31, sequence(COMMON_NAME)))],
    ["a field without a type", sequence(der(0x31, sequence(der(0x0c, Buffer.from("a")))))],
    ["a sequence where a set belongs", sequence(sequence(COMMON_NAME))],
  ])("is none: %s", (_, bytes) => {
    expect(() => readName(Uint8Array.from(bytes))).toThrow(RangeError);
  });
});
