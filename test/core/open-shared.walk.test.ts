/** Every written form of every report opens, whatever a mail program did to it. */
import { describe, expect, test } from "vitest";
import { openShared, type SharedResult } from "../../src/core/open-shared.ts";
import type { Report } from "../../src/core/report.ts";
import { supportCode } from "../../src/core/support-code.ts";
import {
  EXPORT_FORMS,
  fileText,
  writeReport,
  type ExportForm,
} from "../../src/report-text/forms.ts";
import { ALL_REDACTED, redact } from "../../src/sharing/redact.ts";
import { TRAINING_SITUATIONS, trainingReport } from "../../src/training/training.ts";
import { catalogue, START, WORLDS } from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
const WRITTEN = EXPORT_FORMS.filter((form) => form !== "json");
const written = (form: ExportForm, report: Report) =>
  fileText(form, writeReport(form, report, viewHere, NOBODY));

/** Breaks lines between words, as mail programs do. */
const wrapped = (text: string, width = 72) =>
  text.replaceAll(new RegExp(`(?=.{${width}})(.{1,${width}}) `, "g"), "$1\n");
const quoted = (text: string) => text.replaceAll(/^/gm, "> ");

/** The ways in which a text reaches a help desk. */
const WAYS: Record<string, (text: string, code: string) => string> = {
  "as it is": (text) => text,
  "quoted in a mail": (text) =>
    `Hello,\n\non Monday, a colleague wrote:\n${quoted(wrapped(text))}\n\nBest regards`,
  "quoted twice": (text) => quoted(quoted(wrapped(text))),
  "with CRLF": (text) => text.replaceAll(/\r?\n/g, "\r\n"),
  "cut after the code": (text, code) => text.slice(0, text.indexOf(code) + code.length),
  "cut before its last lines": (text, code) => text.slice(text.indexOf(code) + code.length),
  "with the code broken over two lines": (text, code) =>
    quoted(text.replaceAll(code, `${code.slice(0, 12)}\n${code.slice(12)}`)),
  "in small letters": (text) => text.toLowerCase(),
};

const REPORTS: [string, Report][] = [
  ...Object.entries(WORLDS).map(([name, world]): [string, Report] => [name, world()]),
  ...TRAINING_SITUATIONS.map(({ id }): [string, Report] => [
    `training ${id}`,
    trainingReport(id, catalogue, START),
  ]),
];

const codesOf = (result: SharedResult) =>
  result.ok && "codes" in result ? result.codes.map(({ code }) => code) : result;

describe.each(REPORTS)("%s", (_, whole) => {
  const code = supportCode(whole)!;
  const redacted = redact(whole, catalogue, ALL_REDACTED);

  test.each(WRITTEN)("opens from its code as %s, however it was sent", (form) => {
    for (const report of [whole, redacted]) {
      const text = written(form, report);
      expect(openShared(text)).toMatchObject({ ok: true, form });
      for (const [way, sent] of Object.entries(WAYS))
        expect([way, codesOf(openShared(sent(text, code)))]).toEqual([way, [code]]);
    }
  });

  test("opens whole as JSON, quoted in a mail", () => {
    const text = written("json", redacted);
    const expected = { ok: true, report: JSON.parse(text) as Report };
    expect(openShared(`Hello,\n\n${quoted(text)}\n\nBest regards`)).toEqual(expected);
  });
});
