import { describe, expect, test } from "vitest";
import { recognise } from "../../../src/reading/recognise.ts";
import {
  ALL,
  blockAt,
  faultsIn,
  MIDDLE,
  namesIn,
  only,
  recogniseText,
  ROOT,
  SERVER,
  WHOLE,
} from "../stage.ts";

const lines = WHOLE.trimEnd().split("\n");
const utf16 = (text: string, isBig = false): Uint8Array<ArrayBuffer> => {
  const bytes = Uint8Array.from(Buffer.from(text, "utf16le"));
  return isBig ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes;
};

/** Ways in which people hold the same chain. */
export const DECORATIONS: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "Windows line ends": (text) => text.replaceAll("\n", "\r\n"),
  "old Mac line ends": (text) => text.replaceAll("\n", "\r"),
  "a byte order mark": (text) => `\uFEFF${text}`,
  indentation: (text) => text.replaceAll(/^/gm, "      "),
  tabs: (text) => text.replaceAll(/^/gm, "\t"),
  "trailing blanks": (text) => text.replaceAll(/$/gm, "  "),
  "empty lines between": (text) => text.replaceAll("\n", "\n\n"),
  "quote marks": (text) => text.replaceAll(/^/gm, "> "),
  "quote marks of several mails": (text) => text.replaceAll(/^/gm, "> >> | "),
  "comment marks": (text) => text.replaceAll(/^/gm, "# "),
  "comment marks of C": (text) => text.replaceAll(/^/gm, "// "),
  "marks of a diff": (text) => text.replaceAll(/^/gm, "+"),
  "line numbers": (text) =>
    text
      .split("\n")
      .map((line, at) => `${at + 1}: ${line}`)
      .join("\n"),
  "line numbers of grep": (text) =>
    text
      .split("\n")
      .map((line, at) => `${at + 1}:${line}`)
      .join("\n"),
  "line numbers and a bar": (text) =>
    text
      .split("\n")
      .map((line, at) => ` ${at + 1} | ${line}`)
      .join("\n"),
  "time stamps": (text) => text.replaceAll(/^/gm, "2026-11-24T10:00:00Z web app[12]: "),
  "escaped line ends": (text) => JSON.stringify({ ca: text }),
  "line ends escaped twice": (text) => JSON.stringify(JSON.stringify({ ca: text })),
  "escaped Windows line ends": (text) => `CA="${text.replaceAll("\n", "\\r\\n")}"`,
  "escaped slashes": (text) => JSON.stringify(text).replaceAll("/", "\\/"),
  "escaped characters": (text) =>
    JSON.stringify(text).replaceAll("+", "\\u002B").replaceAll("=", "\\u003d"),
  "one line": (text) => text.replaceAll("\n", " "),
  "one line without blanks": (text) => text.replaceAll("\n", ""),
  "strings of a program": (text) =>
    text
      .split("\n")
      .map((line) => `"${line}\\n" +`)
      .join("\n"),
  "a list of strings": (text) => JSON.stringify(text.split("\n"), null, 2),
  "strings of a shell": (text) =>
    text
      .split("\n")
      .map((line) => `echo '${line}' >> ca.pem`)
      .join("\n"),
  HTML: (text) =>
    text.replaceAll("\n", "<br/>\n").replaceAll("+", "&#43;").replaceAll("=", "&#x3D;"),
  "HTML of a list": (text) =>
    text
      .split("\n")
      .map((line) => `<div class="line">${line}</div>`)
      .join(""),
  "percent signs": (text) => encodeURIComponent(text).replaceAll("%20", "+"),
  "hard blanks": (text) => text.replaceAll("\n", "\u00A0\n"),
  "invisible characters": (text) => text.replaceAll("\n", "\u200B\n"),
  "other text around": (text) => `Hello,\n\nhere it is: MIIB\n${text}\nRegards -- \n`,
  "longer lines": (text) => text.replaceAll(/([A-Za-z0-9+/=])\n(?=[A-Za-z0-9+/=])/g, "$1"),
  "no padding": (text) => text.replaceAll("=", ""),
  "dashes of a word processor": (text) => text.replaceAll("-----", "\u2014\u2013-"),
  "an older label": (text) => text.replaceAll(" CERTIFICATE", " X509 CERTIFICATE"),
};

describe("PEM", () => {
  test.each(Object.entries(DECORATIONS))("with %s", async (_, decorate) => {
    const read = await only(recogniseText(decorate(WHOLE)));
    expect(read.format).toBe("pem");
    expect(namesIn(read)).toEqual(ALL);
    expect(faultsIn(read)).toEqual([]);
  });

  test.each([
    ["little-endian with a mark", utf16(`\uFEFF${WHOLE}`)],
    ["little-endian", utf16(WHOLE)],
    ["big-endian with a mark", utf16(`\uFEFF${WHOLE}`, true)],
    ["big-endian", utf16(WHOLE, true)],
  ])("in UTF-16, %s", async (_, bytes) => {
    const read = await only(recognise(bytes, "", []));
    expect(namesIn(read)).toEqual(ALL);
    expect(read.certificates.map(({ line }) => line)).toEqual([1, 14, 27]);
  });

  test("says on which line each certificate begins", async () => {
    const read = await only(recogniseText(`one\ntwo\n${WHOLE}`));
    expect(read.certificates.map(({ line }) => line)).toEqual([3, 16, 29]);
  });

  test("without its end is read, and the fault is named", async () => {
    const read = await only(recogniseText(lines.slice(0, 12).join("\n")));
    expect(namesIn(read)).toEqual([SERVER]);
    expect(faultsIn(read)).toEqual(["broken-pem 1"]);
  });

  test("without the end in the middle does not hide the next", async () => {
    const missing = lines.filter((_, at) => at !== 12).join("\n");
    const read = await only(recogniseText(missing));
    expect(namesIn(read)).toEqual(ALL);
    expect(faultsIn(read)).toEqual(["broken-pem 1"]);
  });

  test("without its end, before other text", async () => {
    const text = `${lines.slice(0, 12).join("\n")}\n\nAnd that was all of it.\nMIIB`;
    expect(namesIn(await only(recogniseText(text)))).toEqual([SERVER]);
  });

  test("with the end of something else is broken", async () => {
    const text = blockAt(0).replace("END CERTIFICATE", "END PKCS7");
    expect(faultsIn(await only(recogniseText(text)))).toEqual(["broken-pem 1"]);
  });

  test("that lost lines before its end is broken, and the others are read", async () => {
    const cut = [...lines.slice(0, 5), ...lines.slice(12)].join("\n");
    const read = await only(recogniseText(cut));
    expect(namesIn(read)).toEqual([MIDDLE, ROOT]);
    expect(faultsIn(read)).toEqual(["broken-pem 1"]);
  });

  test("with a foreign character names its line, and is read", async () => {
    const text = `note\n${lines.with(3, `${lines[3]!.slice(0, 9)}!${lines[3]!.slice(9)}`).join("\n")}`;
    const read = await only(recogniseText(text));
    expect(namesIn(read)).toEqual(ALL);
    expect(faultsIn(read)).toEqual(["broken-pem 5"]);
  });

  test("with a changed length is broken DER", async () => {
    const read = await only(
      recogniseText(`${blockAt(0).replace("\nMII", "\nAAA")}\n${blockAt(1)}`),
    );
    expect(namesIn(read)).toEqual([MIDDLE]);
    expect(faultsIn(read)).toEqual(["broken-der 1"]);
  });

  test("with bytes behind the certificate gives it, and says so", async () => {
    const der = Buffer.from(blockAt(2).replaceAll(/-----.*-----|\s/g, ""), "base64");
    const longer = Buffer.concat([der, Buffer.from([1, 2, 3, 4])]).toString("base64");
    const text = `-----BEGIN CERTIFICATE-----\n${longer}\n-----END CERTIFICATE-----\n`;
    const read = await only(recogniseText(text));
    expect(namesIn(read)).toEqual([ROOT]);
    expect(faultsIn(read)).toEqual(["broken-der 1"]);
  });

  test("with headers before the base64", async () => {
    const text = blockAt(1).replace("-----\n", "-----\nComment: the CA\nOrigin: mail\n\n");
    expect(namesIn(await only(recogniseText(text)))).toEqual([MIDDLE]);
  });

  test.each([
    ["RSA PRIVATE KEY", "private-key"],
    ["PRIVATE KEY", "private-key"],
    ["ENCRYPTED PRIVATE KEY", "private-key"],
    ["OPENSSH PRIVATE KEY", "private-key"],
    ["CERTIFICATE REQUEST", "certificate-request"],
    ["NEW CERTIFICATE REQUEST", "certificate-request"],
    ["X509 CRL", "revocation-list"],
    ["PUBLIC KEY", "public-key"],
  ])("of a %s holds no certificate", async (label, code) => {
    const other = `-----BEGIN ${label}-----\nMIIBAAAA\n-----END ${label}-----`;
    const read = await only(recogniseText(`${other}\n${blockAt(2)}\n`));
    expect(namesIn(read)).toEqual([ROOT]);
    expect(faultsIn(read)).toEqual([`${code} 1`]);
  });

  test("with dashes that are those of its beginning and its end is broken or no block", async () => {
    for (const middle of ["", "-", "\n"])
      expect(
        namesIn(
          await only(recogniseText(`-----BEGIN CERTIFICATE-----${middle}END CERTIFICATE-----`)),
        ),
      ).toEqual([]);
  });

  test("of parameters is nobody's fault", async () => {
    const other = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    expect(await only(recogniseText(other + blockAt(0)))).toMatchObject({
      format: "pem",
      faults: [],
    });
    expect(await only(recogniseText(other))).toMatchObject({ format: "unknown" });
  });

  test("in a sentence is no block", async () => {
    const text =
      "It starts with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----.";
    expect(await only(recogniseText(text))).toMatchObject({ format: "unknown", faults: [] });
  });

  test("without anything in it is broken", async () => {
    const text = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
    expect(faultsIn(await only(recogniseText(`${text}${blockAt(0)}`)))).toEqual(
      ["broken-pem 1", "truncated 1"].slice(0, 1),
    );
  });
});
