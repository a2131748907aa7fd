import { describe, expect, test } from "vitest";
import {
  der,
  generalizedTime,
  objectIdentifier,
  octetString,
  sequence,
  utf8String,
} from "./der.ts";

const hex = (bytes: Buffer) => bytes.toString("hex");

describe("DER", () => {
  test.each([
    [0, "0400"],
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65_535, "0482ffff"],
    [65_536, "0483010000"],
  ])("a length of %i has the shortest form", (length, start) => {
    const bytes = octetString(Buffer.alloc(length));
    expect(hex(bytes.subarray(0, start.length / 2))).toBe(start);
    expect(bytes.length).toBe(start.length / 2 + length);
  });

  test.each([
    ["1.3.14.3.2.26", "06052b0e03021a"],
    ["1.2.840.113549.1.1.11", "06092a864886f70d01010b"],
    ["1.2.840.10045.4.3.3", "06082a8648ce3d040303"],
    ["1.3.6.1.5.5.7.48.1.1", "06092b0601050507300101"],
  ])("object identifier %s", (dotted, expected) => {
    expect(hex(objectIdentifier(dotted))).toBe(expected);
  });

  test("times, texts, and elements within elements", () => {
    const time = generalizedTime(new Date("2026-11-24T04:05:06.789Z"));
    expect([time[0], time.subarray(2).toString()]).toEqual([0x18, "20261124040506Z"]);
    expect(hex(utf8String("é"))).toBe("0c02c3a9");
    expect(hex(sequence(der(0x05), der(0x02, Buffer.from([1]))))).toBe("30050500020101");
  });
});
