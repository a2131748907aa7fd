/** A code opens in any text, a report in any wrapping; whatever else people send is named. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openShared, type SharedResult } from "../../src/core/open-shared.ts";
import { REPORT_LIMIT } from "../../src/core/shared-forms.ts";
import { appendCheckDigits } from "../../src/core/checksum.ts";
import { decodeCode } from "../../src/core/read-support-code.ts";
import type { Report } from "../../src/core/report.ts";
import frozen from "../../src/core/support-code.json";
import { supportCode } from "../../src/core/support-code.ts";
import { fileText, writeReport, type ExportForm } from "../../src/report-text/forms.ts";
import { fileText as decodedFile } from "../../src/pages/desk/file-text.ts";
import { SEED } from "../fuzz.ts";
import { WORLDS } from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
const written = (form: ExportForm, report: Report) =>
  fileText(form, writeReport(form, report, viewHere, NOBODY));

const quoted = (text: string) => text.replaceAll(/^/gm, "> ");

const codesOf = (result: SharedResult) =>
  result.ok && "codes" in result ? result.codes.map(({ code }) => code) : result;

const ready = WORLDS["ready, only loads"]!();
const code = supportCode(ready)!;
const json = written("json", ready);
const plain = written("text", ready);
const other = supportCode(WORLDS["dns"]!())!;
const newer = appendCheckDigits([3, ...Array<number>(18).fill(2)])
  .map((value, at) => (at && at % 3 === 0 ? "-" : "") + frozen.alphabet[value]!)
  .join("");
/** The code with its last character changed. */
const misread = `${code.slice(0, -1)}${code.endsWith("6") ? "7" : "6"}`;

describe("a code alone", () => {
  test.each([
    code,
    code.toLowerCase(),
    `  ${code}\n`,
    code.replaceAll("-", " "),
    code.replaceAll("-", ""),
    code.replaceAll("-", "\u2013"),
    code.replaceAll("-", "\u200B-"),
    `Support code: ${code}`,
    `> Support-Code:\n> ${code}`,
  ])("opens: %j", (text) => {
    expect(codesOf(openShared(text))).toEqual([code]);
    expect(decodeCode(code)).toMatchObject({ ok: true });
  });

  test("is said to be one", () => {
    expect(openShared(code)).toMatchObject({ form: "code" });
    expect(openShared(`Support code: ${code}`)).toMatchObject({ form: "code" });
  });
});

test("a report opens whole from a file, from a text with CRLF, and from a mail", () => {
  const expected = { ok: true, report: JSON.parse(json) as Report };
  const mail = `Hello,\n\n${quoted(json)}\n\nBest regards`;
  for (const sent of [json, `\uFEFF${json}`, json.replaceAll("\n", "\r\n"), mail])
    expect(openShared(sent)).toEqual(expected);
});

test("the lines of a ticket and a ticket's link open from their code", () => {
  expect(codesOf(openShared(`Trust Ready 1: Ready\n${code}\nChrome 156, win`))).toEqual([code]);
  const link = `https://desk.example/new?title=AWS&code=${code}&cause=none`;
  expect(codesOf(openShared(link))).toEqual([code]);
});

test("all codes of a text are found, each once, in their order", () => {
  const text = `Yesterday ${other}, today ${code}. As I said: ${other}`;
  expect(codesOf(openShared(text))).toEqual([other, code]);
});

const first = readFileSync(new URL("support-codes-1.tsv", import.meta.url), "utf8")
  .split("\n")
  .flatMap((line) => line.match(/^(?:[0-9A-Z]{3}-){5}[0-9A-Z]{3}/g) ?? [])[0]!;

describe("a code is found beside short words and dashes", () => {
  const WAYS: [string, (given: string) => string][] = [
    ["a list after it", (given) => `${given}\n\n- the first point\n- the next`],
    ["a dash after it", (given) => `${given} - and now?`],
    ["a dash before it", (given) => `VPN \u2013 ${given}`],
    ["a word before it", (given) => `AWS - ${given}`],
    ["words around it", (given) => `VPN - AWS - ${given} \u2014 yes - but how?`],
    ["words like a version", (given) => `7th - ${given} - 6pm - 7th`],
    ["a list of one", (given) => `- ${given}\n- and\n- the`],
    ["a dash on either side of groups", (given) => `AWS - ${given.replaceAll("-", " - ")} - now`],
    ["a broken line", (given) => `VPN - ${given.slice(0, 12)}\n${given.slice(12)}\n- the`],
  ];

  test.each(WAYS)("%s", (_, write) => {
    for (const given of [code, other, first]) {
      expect(codesOf(openShared(write(given)))).toEqual([given]);
      expect(codesOf(openShared(quoted(write(given))))).toEqual([given]);
    }
    expect(openShared(write(misread))).toEqual({ ok: false, fault: "wrong-code" });
  });

  test("joined to it", () => {
    expect(codesOf(openShared(`AWS-${code}-VPN`))).toEqual([code]);
  });

  test("between codes of both versions", () => {
    const text = `${other} - ${first} - and - ${code}\n- ${other}`;
    expect(codesOf(openShared(text))).toEqual([other, first, code]);
  });

  test("and no near miss is one", () => {
    const word = fc.constantFrom("VPN", "AWS", "and", "the", "7th", "6pm", "now", "DNS", "TLS");
    const dash = fc.constantFrom("-", " - ", " \u2013 ", "\n- ", "\n\n- ", " -", "- ");
    const words = fc.array(fc.tuple(word, dash), { maxLength: 4 });
    fc.assert(
      fc.property(
        words,
        words,
        fc.constantFrom(code, other, first),
        fc.nat(20),
        fc.constantFrom(...frozen.alphabet),
        (before, after, given, place, char) => {
          const around = (middle: string) =>
            before.map(([text, joint]) => text + joint).join("") +
            middle +
            after.map(([text, joint]) => joint + text).join("");
          const at = (place % given.replaceAll("-", "").length) * (4 / 3);
          const wrong = given.slice(0, Math.floor(at)) + char + given.slice(Math.floor(at) + 1);
          const found = codesOf(openShared(around(wrong)));
          const apart = [before.at(-1)?.[1] ?? " ", after[0]?.[1] ?? " "].every((joint) =>
            /\s/.test(joint),
          );
          if (wrong !== given) expect(found).toEqual({ ok: false, fault: expect.any(String) });
          else if (given !== first || apart) expect(found).toEqual([given]);
        },
      ),
      { numRuns: 2000, seed: SEED },
    );
  });
});

const bytes = (...all: number[]) => decodedFile(new Uint8Array(all));
const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));

/** What people send instead of a report, by the kind that is named. */
const OTHER_THINGS: [fault: string, name: string, text: string, type?: string][] = [
  ["empty", "an empty file", ""],
  ["empty", "blank lines", "\uFEFF \r\n\t\n"],
  ["too-large", "a long text", "x".repeat(REPORT_LIMIT + 1)],
  ["newer", "a newer report", '{"format": "trust-ready-report", "version": 9}'],
  ["newer-code", "a newer code", newer],
  ["newer-code", "a newer text", plain.replaceAll(code, newer)],
  ["invalid", "a changed report", json.replace('"online": true', '"online": 1')],
  ["cut-off", "a report without its end", json.slice(0, json.length - 900)],
  ["cut-off", "a report without its start", json.slice(2000)],
  ["cut-off", "a report without both, in a mail", quoted(json.slice(9000, 12_000))],
  ["wrong-code", "a misread code", misread],
  ["wrong-code", "a text with a misread code", plain.replaceAll(code, misread)],
  ["incomplete-code", "a part of a code", code.slice(0, 15)],
  ["no-code", "a text without its codes", plain.replaceAll(code, "")],
  ["no-code", "the middle of a text", plain.slice(400, -400)],
  ["no-code", "the middle of a table", written("csv", ready).slice(400, -400)],
  ["picture", "a PNG", bytes(0x89, ...ascii("PNG\r\n\x1A\n"), 0, 0, 0, 13)],
  ["picture", "a JPEG", bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, ...ascii("JFIF"))],
  ["picture", "a GIF", bytes(...ascii("GIF89a"), 1, 0)],
  ["picture", "a BMP", bytes(...ascii("BM"), 0x46, 0, 0, 0, 0, 0)],
  ["picture", "a WebP", bytes(...ascii("RIFF"), 0x24, 0x0a, 0, 0, ...ascii("WEBPVP8 "))],
  ["picture", "a HEIC", bytes(0, 0, 0, 0x18, ...ascii("ftypheic"))],
  ["picture", "an SVG", "<svg></svg>", "image/svg+xml"],
  ["pdf", "a PDF", bytes(...ascii("%PDF-1.7\n%"), 0xe2, 0xe3)],
  ["archive", "a ZIP", bytes(...ascii("PK"), 3, 4, 20, 0)],
  ["archive", "a gzip", bytes(0x1f, 0x8b, 8, 0, 0)],
  ["certificate", "a PEM", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"],
  ["certificate", "a DER", bytes(0x30, 0x82, 0x03, 0x4b, 0x30, 0x82, 0x02, 0x33, 0xa0)],
  ["certificate", "a PKCS #12", bytes(0x30, 0x82, 0x09, 0xb1, 0x02, 0x01, 0x03, 0x30, 0x82)],
  ["html", "a web page", "<!DOCTYPE html>\n<html><body>Your connection is not private"],
  ["html", "a mail as HTML", "<div>Trust Ready says: not ready</div>"],
  ["har", "a HAR", '{\n  "log": {\n    "version": "1.2",\n    "entries": []'],
  ["other-json", "an object", "{}"],
  ["other-json", "a list", '[{"a": 1}]'],
  ["other-json", "a cut object", '{"constants": {"logEventTypes": {"'],
  ["other-text", "a word in an old encoding", bytes(0xcd, 0xe5, 0xf2, ...ascii("\r\n"), 0xcd)],
  ["other-text", "a word", "hello"],
  ["other-text", "an error", "SSL: CERTIFICATE_VERIFY_FAILED unable to get local issuer"],
  ["other-text", "a car", "BMW and the RIFF are no pictures"],
];

test.each(OTHER_THINGS)("%s: %s", (fault, _, text, type) => {
  expect(openShared(text, type)).toMatchObject({ ok: false, fault });
});

test("every prefix and every rest of a text opens, or is named as cut", () => {
  const size = plain.length;
  fc.assert(
    fc.property(fc.nat(size), fc.nat(size), (a, b) => {
      const piece = plain.slice(Math.min(a, b), Math.max(a, b));
      const result = openShared(piece);
      if (piece.includes(code)) expect(codesOf(result)).toEqual([code]);
      else expect(result.ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("no text throws, and no stranger's words are taken for a code", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      expect(openShared(text).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
  const group = fc.oneof(
    fc.constantFrom("VPN", "AWS", "the", "and", "7th", "6pm", "DNS", "TLS", "now", "yes"),
    fc.string({
      unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"),
      minLength: 3,
      maxLength: 3,
    }),
  );
  const dash = fc.constantFrom("-", " - ", " \u2013 ", "\n- ", " ");
  fc.assert(
    fc.property(fc.array(fc.tuple(group, dash), { maxLength: 20 }), (groups) => {
      expect(openShared(groups.flat().join("")).ok).toBe(false);
    }),
    { numRuns: 2000, seed: SEED },
  );
});

test.each([
  "AAA-",
  "AAA -  ",
  "7GG-",
  "777-",
  "777 - ",
  "666 - ",
  "> ",
  "| ",
  "\n",
  '"a",',
  "{",
  "AAA    ",
])("the longest text of %j alone is read in one go", (piece) => {
  const text = piece.repeat(Math.floor(REPORT_LIMIT / piece.length));
  expect(openShared(text).ok).toBe(false);
});

test("a code is found in a mail that Outlook saved, and in a text in an old encoding", () => {
  const start = bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0);
  const body = [...plain].map((char) => `${char}\0`).join("");
  expect(codesOf(openShared(`${start}${body}`))).toEqual([code]);
  expect(codesOf(openShared(`${bytes(0xcd, 0xe5, 0xf2)}: ${plain}`))).toEqual([code]);
});

test("a file in UTF-16 is read, either way around", () => {
  const units = Uint16Array.from(plain, (char) => char.charCodeAt(0));
  const little = new Uint8Array([0xff, 0xfe, ...new Uint8Array(units.buffer)]);
  const big = little.map((_, at) => little[at ^ 1]!);
  for (const file of [little, big]) expect(codesOf(openShared(decodedFile(file)))).toEqual([code]);
  expect(decodedFile(new TextEncoder().encode("Köln"))).toBe("Köln");
});
