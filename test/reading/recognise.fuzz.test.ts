/**
 * Whatever bytes people drop or paste: recognising never throws, never hangs, and gives certificates that are some.
 * 75,000 cases.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SHA256_HEX, type Bytes } from "../../src/core/bytes.ts";
import { elementAt } from "../../src/reading/containers/ber.ts";
import { kindOf } from "../../src/reading/containers/kind.ts";
import {
  FORMATS,
  PART_FAULTS,
  type FoundCertificate,
  type Recognised,
} from "../../src/reading/model.ts";
import { recognise } from "../../src/reading/recognise.ts";
import { SEED } from "../fuzz.ts";
import { bytesOf, file, WHOLE } from "./stage.ts";

const MINUTE = 60_000;
const run = (numRuns: number) => ({ numRuns, seed: SEED });

const filesOf = (name: string): string[] => readdirSync(new URL(name, import.meta.url));
/** Keystores whose every try costs thousands of hashes come up less often. */
const FILES = filesOf("files/").filter((name) => !name.endsWith(".p12") || name === "bare.p12");
const KEYSTORES = ["open.p12", "old.p12", "aes128.p12", "key.p12"];
const TEXTS = filesOf("corpus/");
const textOf = (name: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`corpus/${name}`, import.meta.url)));

/** What holds of every answer. */
function expectSound(pieces: readonly Recognised[]): void {
  expect(pieces.length).toBeGreaterThan(0);
  for (const { format, certificates, faults, text } of pieces) {
    expect(FORMATS).toContain(format);
    const isLine = (line: number | null) => line === null || line >= 1;
    // One call each: there may be tens of thousands.
    expect(faults.filter(({ code, line }) => !PART_FAULTS.includes(code) || !isLine(line))).toEqual(
      [],
    );
    const isOne = ({ der, line, alias }: FoundCertificate): boolean => {
      const element = elementAt(der, 0);
      const isCertificate = element?.end === der.length && kindOf(der, element) === "certificate";
      return isCertificate && isLine(line) && (alias ?? "").length <= 1_025;
    };
    expect(certificates.filter((one) => !isOne(one))).toEqual([]);
    for (const value of Object.values(text ?? {}))
      if (typeof value === "string") expect(value.length).toBeLessThanOrEqual(1_025);
    expect((text?.listed ?? []).filter(({ sha256 }) => !SHA256_HEX.test(sha256))).toEqual([]);
  }
}

const edits = fc.array(
  fc.record({
    kind: fc.constantFrom("set", "flip", "cut", "put", "end", "double"),
    at: fc.nat(100_000),
    byte: fc.oneof(fc.nat(255), fc.constantFrom(0x30, 0x80, 0x84, 0xff, 0x0a, 0x2d)),
    length: fc.nat(60),
  }),
  { maxLength: 6 },
);

function edited(
  original: Bytes,
  changes: typeof edits extends fc.Arbitrary<infer T> ? T : never,
): Bytes {
  let bytes = [...original];
  for (const { kind, at, byte, length } of changes) {
    const place = bytes.length ? at % bytes.length : 0;
    if (kind === "set") bytes[place] = byte;
    if (kind === "flip") bytes[place] = (bytes[place] ?? 0) ^ (1 << (byte % 8));
    if (kind === "cut") bytes.splice(place, length);
    if (kind === "put") bytes.splice(place, 0, ...Array.from({ length }, () => byte));
    if (kind === "double") bytes.splice(place, 0, ...bytes.slice(place, place + length));
    if (kind === "end") bytes = bytes.slice(0, place);
  }
  return Uint8Array.from(bytes);
}

describe("random bytes", () => {
  const starts = [
    [], [0x30], [0x30, 0x80], [0x30, 0x82], [0x30, 0x83, 0xff], [0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2],
    [0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 3], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf],
  ]; // prettier-ignore
  test(
    "are something, 15,000 of them",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...starts),
          fc.uint8Array({ maxLength: 400 }),
          async (start, rest) => {
            expectSound(await recognise(Uint8Array.from([...start, ...rest]), "", ["x"]));
          },
        ),
        run(15_000),
      );
    },
    5 * MINUTE,
  );
});

describe("real files and print-outs", () => {
  const anyFile = fc.oneof(
    fc.constantFrom(...FILES).map(file),
    fc.constantFrom(...TEXTS).map(textOf),
  );
  test(
    "with changes, and two of them spliced, 25,000 times",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyFile, anyFile, edits, fc.nat(), async (one, other, changes, cut) => {
          const place = cut % (one.length + 1);
          const spliced = cut % 3 === 0 ? [...one.slice(0, place), ...other.slice(place)] : one;
          expectSound(await recognise(edited(Uint8Array.from(spliced), changes), "", []));
        }),
        run(25_000),
      );
    },
    9 * MINUTE,
  );

  test(
    "of keystores with changes, 2,000 times",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...KEYSTORES).map(file), edits, async (one, changes) => {
          expectSound(await recognise(edited(one, changes), "", ["changeit"]));
        }),
        run(2_000),
      );
    },
    9 * MINUTE,
  );
});

describe("elements within elements", () => {
  /** Octets, sequences and context tags around each other, with definite and indefinite lengths. */
  const wrapped = fc
    .array(
      fc.record({
        tag: fc.constantFrom(0x30, 0x31, 0xa0, 0xa1, 0x24, 0x04),
        isIndefinite: fc.boolean(),
        before: fc.uint8Array({ maxLength: 6 }),
      }),
      { maxLength: 60 },
    )
    .map((layers) => {
      let bytes: number[] = [];
      for (const { tag, isIndefinite, before } of layers) {
        const content = [...before, ...bytes];
        const { length } = content;
        bytes = isIndefinite
          ? [tag | 0x20, 0x80, ...content, 0, 0]
          : [tag, 0x82, length >> 8, length & 0xff, ...content];
      }
      return bytes;
    });
  const prefixes = [
    [],
    [...Buffer.from("3080 06092a864886f70d010702 a080 3080".replaceAll(" ", ""), "hex")],
    [
      ...Buffer.from(
        "3080 020103 3080 06092a864886f70d010701 a080 2480".replaceAll(" ", ""),
        "hex",
      ),
    ],
  ];
  test(
    "are something, 8,000 of them",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...prefixes), wrapped, async (prefix, bytes) => {
          expectSound(await recognise(Uint8Array.from([...prefix, ...bytes]), "", []));
        }),
        run(8_000),
      );
    },
    5 * MINUTE,
  );
});

/** Lines of the corpus in any order. */
const LINES = TEXTS.flatMap((name) => new TextDecoder().decode(textOf(name)).split(/\r?\n/)).filter(
  (line) => line.length < 300,
);

describe("lines of print-outs in any order", () => {
  test(
    "are something, 15,000 times",
    async () => {
      const line = fc.oneof(
        { weight: 8, arbitrary: fc.nat(LINES.length - 1).map((at) => LINES[at]!) },
        { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            "-----BEGIN CERTIFICATE-----",
            "-----END CERTIFICATE-----",
            "",
          ),
        },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(line, { maxLength: 40 }),
          fc.constantFrom("", "> ", "\t", "12: "),
          async (lines, mark) => {
            expectSound(
              await recognise(bytesOf(lines.map((one) => mark + one).join("\n")), "", []),
            );
          },
        ),
        run(15_000),
      );
    },
    5 * MINUTE,
  );
});

describe("any decoration of a PEM text", () => {
  const prefix = fc.constantFrom(
    "",
    " ",
    "\t",
    "> ",
    ">> ",
    "| ",
    "# ",
    "// ",
    "    ",
    "* ",
    "; ",
    "> > ",
    "\u00A0",
  );
  const suffix = fc.constantFrom("", " ", "\t", "\r", " \r", "\u200B");
  const around = fc
    .string({ unit: "grapheme", maxLength: 80 })
    // Marks of blocks, or base64 that begins like a certificate, would be other things to recognise.
    .filter((text) => !/BEGIN|END|[-\u2010-\u2015\u2212]|MI/.test(text));
  const form = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => JSON.stringify({ text }),
    (text) => JSON.stringify(JSON.stringify([text])),
    (text) => text.replaceAll("\n", "\n\n"),
    (text) => text.replaceAll("\n", " "),
    (text) => text.replaceAll("+", "&#43;").replaceAll("\n", "<br>"),
    (text) => text.replaceAll(/^.*$/gm, '"$&\\n",'),
    (text) =>
      text
        .split("\n")
        .map((line, at) => `${at + 1}: ${line}`)
        .join("\n"),
    (text) => text.replaceAll(/^/gm, "2026-11-24T10:00:00.000Z app: "),
  );
  test(
    "gives the same certificates, 10,000 times",
    async () => {
      const plain = (await recognise(bytesOf(WHOLE), "", [])).flatMap(
        ({ certificates }) => certificates,
      );
      const expected = plain.map(({ der }) => Buffer.from(der).toString("hex"));
      await fc.assert(
        fc.asyncProperty(
          form,
          prefix,
          suffix,
          around,
          around,
          async (change, before, behind, above, below) => {
            const lined = WHOLE.trimEnd()
              .split("\n")
              .map((line) => before + line + behind)
              .join("\n");
            const text = `${above}\n${change(lined)}\n${below}\n`;
            const pieces = await recognise(bytesOf(text), "", []);
            const found = pieces.flatMap(({ certificates }) => certificates);
            expect(found.map(({ der }) => Buffer.from(der).toString("hex"))).toEqual(expected);
          },
        ),
        run(10_000),
      );
    },
    5 * MINUTE,
  );
});

describe("input made to take long", () => {
  const MEGABYTE = 1_000_000;
  const name = "x".repeat(MEGABYTE);
  const many = (text: string): string => text.repeat(Math.ceil((2 * MEGABYTE) / text.length));
  const nested = (depth: number, isIndefinite: boolean): Bytes =>
    Uint8Array.from({ length: depth * 2 }, (_, at) =>
      at % 2 ? (isIndefinite ? 0x80 : 0x7f) : 0x30,
    );

  test.each<[string, Bytes]>([
    [
      "a name of a megabyte",
      bytesOf(`NET::ERR_CERT_DATE_INVALID\nSubject: ${name}\nCurrent date: ${name}`),
    ],
    [
      "a line of a megabyte of each tool",
      bytesOf(
        ["depth=0 ", "* subject: ", "curl: (60) ", "Alias name: ", "hash: "]
          .map((start) => start + name)
          .join("\n"),
      ),
    ],
    ["beginnings without ends", bytesOf(many("-----BEGIN CERTIFICATE-----\nMIIB\n"))],
    ["beginnings on one line", bytesOf(many("-----BEGIN CERTIFICATE-----MIIB"))],
    [
      "one beginning, then text",
      bytesOf(`-----BEGIN CERTIFICATE-----\nMIIB${many("\nabcd efgh !")}`),
    ],
    ["one beginning, then base64", bytesOf(`-----BEGIN CERTIFICATE-----\n${many("MIIBAAAA\n")}`)],
    [
      "one block of foreign characters",
      bytesOf(`-----BEGIN CERTIFICATE-----\n${many("MII!\n\"'<&#12;")}\n-----END CERTIFICATE-----`),
    ],
    [
      "one block without line ends",
      bytesOf(`-----BEGIN CERTIFICATE-----${many("MII> ")}-----END CERTIFICATE-----`),
    ],
    ["dashes", bytesOf(many("-"))],
    ["dashes and words", bytesOf(many("-BEGIN -END "))],
    [
      "quotation marks",
      bytesOf(`-----BEGIN CERTIFICATE-----\n${many(`"`)}\n-----END CERTIFICATE-----`),
    ],
    [
      "backslashes",
      bytesOf(`-----BEGIN CERTIFICATE-----\n${many("\\")}\n-----END CERTIFICATE-----`),
    ],
    ["quote marks", bytesOf(many("> > | "))],
    ["blanks", bytesOf(`-----BEGIN CERTIFICATE-----\n${many(" ")}x\n-----END CERTIFICATE-----`)],
    ["addresses", bytesOf(many("about:certificate?cert=MIIB&"))],
    ["addresses on lines", bytesOf(many("about:certificate?cert=MIIB\n"))],
    ["markers of print-outs", bytesOf(many("CONNECTED(00000003)\nNET::ERR_A_B\ncurl: (60) x\n"))],
    [
      "errors of Firefox",
      bytesOf(many("Error code: SEC_ERROR_UNKNOWN_ISSUER\nhttps://a.example/\n")),
    ],
    [
      "entries of keytool",
      bytesOf(many(`Alias name: a\nEntry type: trustedCertEntry\nSHA256: ${"AB:".repeat(31)}AB\n`)),
    ],
    ["rows of a root store", bytesOf(many(`hash: ${"ab".repeat(32)}  name: a\n`))],
    ["base64 that begins like a certificate", bytesOf(many("MIIBMIIB"))],
    ["words that begin like a certificate", bytesOf(many(`"${"MIIB".repeat(40)}", `))],
    ["lines that begin like a certificate", bytesOf(many(`${"MIIB".repeat(16)}\n=\n`))],
    ["sequences in sequences", nested(200_000, false)],
    ["sequences without lengths", nested(200_000, true)],
    ["zeros", new Uint8Array(2 * MEGABYTE)],
    [
      "a keystore with many entries",
      Uint8Array.from([
        0xfe,
        0xed,
        0xfe,
        0xed,
        0,
        0,
        0,
        2,
        0xff,
        0xff,
        0xff,
        0xff,
        ...Array.from({ length: MEGABYTE }, (_, at) => (at % 4 === 3 ? 2 : 0)),
      ]),
    ],
    [
      "a keystore with many secrets",
      Uint8Array.from([
        0xce,
        0xce,
        0xce,
        0xce,
        0,
        0,
        0,
        2,
        0xff,
        0xff,
        0xff,
        0xff,
        ...Array.from({ length: MEGABYTE }, (_, at) => (at % 4 === 3 ? 3 : 0)),
      ]),
    ],
  ])("%s", async (_, bytes) => {
    const started = performance.now();
    const pieces = await recognise(bytes, "", []);
    // Linear readers take tenths of a second; the machine may be busy.
    expect(performance.now() - started).toBeLessThan(10_000);
    expectSound(pieces);
  });
});
