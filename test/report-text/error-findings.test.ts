import { expect, test } from "vitest";
import { withErrors } from "../../src/report-text/error-findings.ts";
import { readSources } from "../../src/reading/read.ts";
import { catalogue, START } from "../made-up.ts";
import { READ_STATES } from "../preview/read-states.ts";
import { sourceFrom } from "../reading/sources.ts";

const PYTHON =
  "SSL validation failed for https://sts.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in certificate chain (_ssl.c:1129)";

async function read(text: string) {
  const { files } = await readSources([sourceFrom(text)], {
    catalogue,
    rootCertificates: {},
    at: START,
    passwords: [],
    toolVersion: "0.1.0",
    onProgress: () => {},
  });
  return withErrors(files[0]!, text);
}

test("a line of a program is an error text, with its causes in order", async () => {
  const { kind, findings } = await read(PYTHON);
  expect(kind).toBe("error-text");
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    code: "error-line",
    level: "problem",
    line: 1,
    values: ["self-signed-root", expect.any(String), "AWS CLI", "sts.amazonaws.com", "aws"],
  });
  expect(findings[0]!.causes[0]).toBe("tls-inspection");
});

test("who issued a certificate is asked unless the text shows it", async () => {
  const questionsOf = async (text: string) =>
    (await read(text)).findings.find(({ code }) => code === "error-line")!.questions;
  expect(await questionsOf("NET::ERR_CERT_AUTHORITY_INVALID")).toContain("issuer");
  expect(await questionsOf(READ_STATES["an error page"]!)).not.toContain("issuer");
});

test("the same error of the same host is told once, another host's again", async () => {
  const other = PYTHON.replace("sts.", "ec2.eu-central-1.");
  const { findings } = await read(
    [PYTHON, "", "", "", "", "", "", PYTHON, "", "", "", "", "", other].join("\n"),
  );
  expect(findings.map(({ values }) => values[3])).toEqual([
    "sts.amazonaws.com",
    "ec2.eu-central-1.amazonaws.com",
  ]);
});

test("ordinary text stays unrecognised", async () => {
  const { kind, findings } = await read("Three blue boxes stand in the hall.");
  expect(kind).toBe("nothing");
  expect(findings.map(({ code }) => code)).toEqual(["nothing-recognised"]);
});

test("what somebody did is no error: two questions, and the nearest rows as such", async () => {
  const { kind, findings, unknown } = await read("aws s3 ls");
  expect([kind, findings.map(({ code }) => code)]).toEqual(["nothing", ["nothing-recognised"]]);
  expect(unknown!.questions).toEqual(["program", "text"]);
  expect(unknown!.nearest.map(({ program }) => program)).toEqual(Array(3).fill("AWS CLI, Python"));
});

test.each(["does not work", "console is blank"])(
  "%j comes near no row, but is asked about",
  async (text) => {
    expect((await read(text)).unknown).toEqual({ questions: ["program", "text"], nearest: [] });
  },
);

test("a long text comes near no row, and what was recognised has no questions", async () => {
  expect((await read("aws s3 ls\n".repeat(200))).unknown).toMatchObject({ nearest: [] });
  expect((await read(PYTHON)).unknown).toBeNull();
  expect((await read("")).unknown).toBeNull();
});
