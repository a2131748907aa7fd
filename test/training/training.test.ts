import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../public/report.schema.json";
import { openReport } from "../../src/core/open-report.ts";
import { BROWSER_FAMILIES, CAUSES } from "../../src/core/vocabulary.ts";
import { caseOf } from "../../src/guidance/situation.ts";
import { CASES } from "../../src/guidance/repair-cases.ts";
import chromiumErrors from "../../src/probe/chromium-errors.json";
import {
  TRAINING_SITUATIONS,
  trainingBrowser,
  trainingReport,
} from "../../src/training/training.ts";
import table from "../../src/training/situations.json";
import { catalogue, START } from "../made-up.ts";

const conforms = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

describe.each(TRAINING_SITUATIONS)("$id", (row) => {
  const report = trainingReport(row.id, catalogue, START);

  test("gives the verdict and cause that it is there to show", () => {
    const { code, cause } = report.verdict;
    expect({ verdict: code, cause }).toEqual(row.expected);
  });

  test("is marked, valid, and can be saved and opened", () => {
    expect(report.training).toBe(true);
    expect(conforms(JSON.parse(JSON.stringify(report))) || conforms.errors).toBe(true);
    expect(openReport(JSON.stringify(report)).ok).toBe(true);
  });
});

describe("training situations", () => {
  const reports = TRAINING_SITUATIONS.map(({ id }) => trainingReport(id, catalogue, START));

  test("have ids of their own", () => {
    const ids = TRAINING_SITUATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(reports.map(({ id }) => id)).size).toBe(ids.length);
  });

  test("cover every case", () => {
    expect(CASES.filter((each) => !reports.some((report) => caseOf(report) === each))).toEqual([]);
  });

  /** Chromium shows an extension no exception, and asks for revocation only below added roots. */
  const CANNOT = ["certificate-exception chromium", "revocation-unknown chromium"];

  test("cover every cause in every family where it can occur", () => {
    const shown = TRAINING_SITUATIONS.map(
      (row) => `${row.expected.cause} ${trainingBrowser(row).family}`,
    );
    const wanted = CAUSES.flatMap((cause) =>
      BROWSER_FAMILIES.map((family) => `${cause} ${family}`),
    );
    expect(wanted.filter((each) => !shown.includes(each))).toEqual(CANNOT);
  });

  test("use every browser, in Chromium with its own words", () => {
    const used = new Set(TRAINING_SITUATIONS.map(({ browser }) => browser as string));
    expect([...used].toSorted()).toEqual(Object.keys(table.browsers));
    const codes = chromiumErrors.codes as Record<string, string>;
    for (const [code, word] of Object.entries(table.words.chromium)) expect(codes[word]).toBe(code);
  });

  test("say the same at the same time", () => {
    const id = TRAINING_SITUATIONS[0]!.id;
    expect(trainingReport(id, catalogue, START)).toEqual(trainingReport(id, catalogue, START));
    expect(() => trainingReport("nowhere", catalogue, START)).toThrow("nowhere");
  });
});
