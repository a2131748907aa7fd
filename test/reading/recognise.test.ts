import { gzipSync, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { supportCode } from "../../src/core/support-code.ts";
import { MAX_BYTES, MAX_CERTIFICATES, MAX_FAULTS } from "../../src/reading/limits.ts";
import { recognise } from "../../src/reading/recognise.ts";
import { makeReport } from "../../src/core/make-report.ts";
import { BROWSERS, catalogue, gather, wellIn } from "../made-up.ts";
import {
  ALL,
  blockAt,
  bytesOf,
  faultsIn,
  file,
  MIDDLE,
  namesIn,
  only,
  recogniseFile,
  recogniseText,
  ROOT,
  SERVER,
  WHOLE,
} from "./stage.ts";

const base64 = (name: string): string => Buffer.from(file(name)).toString("base64");

describe("by its content", () => {
  test.each([
    ["zip", [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0], "compressed"],
    ["gzip", [...gzipSync("certificates")], "compressed"],
    ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0, 4], "compressed"],
    ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "picture"],
    ["JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 0x10], "picture"],
    ["WebP", [...Buffer.from("RIFF\0\0\0\0WEBPVP8 ")], "picture"],
    ["HEIC", [...Buffer.from("\0\0\0\x18ftypheic")], "picture"],
  ])("%s is named", async (_, bytes, code) => {
    expect(await only(recognise(Uint8Array.from(bytes), "roots.pem", []))).toMatchObject({
      format: "unknown",
      faults: [{ code, line: null }],
    });
  });

  test.each([
    ["nothing", ""],
    ["white space", " \n\n"],
    ["a letter", "Dear colleague,\nthe page does not load.\n"],
    ["a number", "0 errors, 1 warning"],
    ["JSON", `{"a": [1, 2, 3]}`],
    ["HTML", "<html><body>Hello</body></html>"],
    ["a long word", "A".repeat(10_000)],
    ["base64 of a text", Buffer.from("hello ".repeat(100)).toString("base64")],
  ])("%s is unknown", async (_, text) => {
    expect(await recogniseText(text)).toEqual([
      { format: "unknown", certificates: [], faults: [], text: null, shared: null },
    ]);
  });

  test("binary bytes are unknown", async () => {
    const bytes = new Uint8Array(deflateSync(bytesOf(WHOLE.repeat(3))));
    expect(await only(recognise(bytes, "x.der", []))).toMatchObject({ format: "unknown" });
  });

  test("a browser's log is left to its own reader", async () => {
    for (const text of [`{"constants":{"a":1},\n"events": [`, `\uFEFF{ "constants": {`])
      expect(await only(recogniseText(text))).toMatchObject({ format: "browser-log" });
    expect(await only(recogniseText(`{"x":1,"constants":{}}`))).toMatchObject({
      format: "unknown",
    });
  });

  test("a file over the limit is not read", async () => {
    const bytes = new Uint8Array(MAX_BYTES + 1).fill(0x41);
    expect(faultsIn(await only(recognise(bytes, "", [])))).toEqual(["too-large"]);
  });
});

describe("what Trust Ready writes", () => {
  const report = makeReport(catalogue, {
    ...gather("chromium", wellIn.chromium),
    browser: BROWSERS.chromium,
  });
  const json = JSON.stringify(report, null, 2);
  const code = supportCode(report) ?? "";

  test("a report as JSON", async () => {
    expect(await recogniseText(json)).toMatchObject([
      { format: "report", shared: json, certificates: [] },
    ]);
  });

  test("a report that is cut off", async () => {
    const text = json.slice(0, json.length / 2);
    expect(await recogniseText(text)).toMatchObject([{ format: "report", shared: text }]);
  });

  test("a support code", async () => {
    expect(await recogniseText(`${code}\n`)).toMatchObject([
      { format: "support-code", shared: `${code}\n` },
    ]);
  });

  test("a support code with a wrong character is called a wrong one", async () => {
    const wrong = code.replace(/.$/, (char) => (char === "7" ? "8" : "7"));
    expect(await recogniseText(wrong)).toEqual([
      {
        format: "unknown",
        certificates: [],
        faults: [{ code: "wrong-code", line: null }],
        text: null,
        shared: null,
      },
    ]);
  });

  test("a mail with a code and a bundle", async () => {
    const text = `Hello, my code is ${code}.\n\n${WHOLE}`;
    const [shared, bundle] = await recogniseText(text);
    expect(shared).toMatchObject({ format: "report", shared: text });
    expect(namesIn(bundle!)).toEqual(ALL);
  });
});

describe("base64 without armour", () => {
  test("of several certificates, with empty lines between them", async () => {
    const wrap = (text: string): string => text.replaceAll(/.{76}/g, "$&\r\n");
    const text = `${wrap(base64("root.der"))}\r\n\r\n${wrap(Buffer.from(file("two.der").slice(file("root.der").length)).toString("base64"))}\r\n`;
    const read = await only(recogniseText(text));
    expect([read.format, namesIn(read)]).toEqual(["base64", [ROOT, MIDDLE]]);
    expect(read.certificates[0]!.line).toBe(1);
    expect(read.certificates[1]!.line).toBeGreaterThan(8);
  });

  test("behind a name", async () => {
    const text = `SSL_ROOT=${base64("root.der")}\n<X509Certificate>${base64("root.der")}</X509Certificate>\n`;
    expect(namesIn(await only(recogniseText(text)))).toEqual([ROOT, ROOT]);
  });

  test("beside a PEM block", async () => {
    const pieces = await recogniseText(`${blockAt(0)}\n\n${base64("root.der")}\n`);
    expect(pieces.map(({ format }) => format)).toEqual(["pem", "base64"]);
    expect(pieces.flatMap(namesIn)).toEqual([SERVER, ROOT]);
  });

  test("of a PEM file, as Kubernetes stores it", async () => {
    const read = await only(recogniseText(`  ca.crt: ${Buffer.from(WHOLE).toString("base64")}\n`));
    expect([read.format, namesIn(read)]).toEqual(["base64", ALL]);
  });

  test("on one long line of JSON", async () => {
    const keys = Array.from({ length: 50 }, () => ({ x5c: [base64("root.der")] }));
    expect((await only(recogniseText(JSON.stringify({ keys })))).certificates).toHaveLength(50);
  });
});

describe("many", () => {
  test("certificates over the limit are left out, and that is said", async () => {
    const text = `${blockAt(2)}\n`.repeat(MAX_CERTIFICATES + 3);
    const read = await only(recogniseText(text));
    expect(read.certificates).toHaveLength(MAX_CERTIFICATES);
    expect(faultsIn(read)).toEqual([`too-many ${MAX_CERTIFICATES * 12 + 1}`]);
  });

  test("faults over the limit are left out, and the certificates stay", async () => {
    const broken = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    const read = await only(recogniseText(`${broken.repeat(MAX_FAULTS + 5)}${blockAt(2)}`));
    expect(namesIn(read)).toEqual([ROOT]);
    expect(faultsIn(read)).toHaveLength(MAX_FAULTS + 1);
    expect(faultsIn(read).at(-1)).toBe(`too-many ${MAX_FAULTS * 2 + 1}`);
  });

  test("certificates take time in proportion", async () => {
    const time = async (count: number): Promise<number> => {
      const bytes = bytesOf(`# a comment\n${blockAt(2)}\n`.repeat(count));
      const started = performance.now();
      expect((await only(recognise(bytes, "", []))).certificates).toHaveLength(count);
      return performance.now() - started;
    };
    await time(500);
    const [few, many] = [await time(1_000), await time(10_000)];
    // Ten times as many; a quadratic reader would take a hundred times as long.
    expect(many).toBeLessThan(few * 40 + 500);
  });
});

test("a wrong name does not matter", async () => {
  const read = await only(recognise(file("trust.jks"), "picture.png", []));
  expect(read.format).toBe("jks");
  expect(await recogniseFile("whole.pem")).toHaveLength(1);
});
