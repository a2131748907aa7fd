import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { reportModel, type ReportModel } from "../../src/report-text/model.ts";
import { writeCsv } from "../../src/report-text/writers/csv.ts";
import {
  EXPORT_FORMS,
  writeReport,
  fileName,
  fileText,
  type ExportForm,
} from "../../src/report-text/forms.ts";
import { writeMarkdown } from "../../src/report-text/writers/markdown.ts";
import { writeText } from "../../src/report-text/writers/text.ts";
import { verdictSentences } from "../../src/report-text/sentences.ts";
import { isolated } from "../../src/report-text/untrusted-text.ts";
import { hasSupport } from "../../src/report-text/support-contact.ts";
import { DEFAULT_SETTINGS } from "../../src/core/default-settings.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { ALL_REDACTED, redact } from "../../src/sharing/redact.ts";
import { catalogue, START, WORLDS } from "../made-up.ts";
import { viewHere, translateHere as t } from "../preview/view-context.ts";

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
const DESK = {
  supportName: "Help desk",
  supportEmail: "help@corp.example",
  supportPhone: "+49 30 1234",
  supportUrl: "https://help.corp.example/new?why={cause}&what={verdict}&code={code}&all={report}",
};
const READ = ["text", "markdown", "csv"] as const;
const made = (form: ExportForm, report: Report, support = NOBODY) =>
  writeReport(form, report, viewHere, support);
const worlds = Object.entries(WORLDS);

/** A text without the escapes of Markdown and CSV. */
const bare = (text: string) => text.replaceAll(/[\\`]/g, "").replaceAll('""', '"');

/** Reads CSV strictly by RFC 4180; throws if it is invalid. */
function parsed(csv: string): string[][] {
  const records: string[][] = [[]];
  let rest = csv;
  while (rest !== "") {
    const field = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
    if (!field) throw new Error(`no field: ${rest.slice(0, 60)}`);
    records.at(-1)!.push(field[1]!.replaceAll('""', '"'));
    rest = rest.slice(field[0].length);
    if (field[2] === "\r\n" && rest !== "") records.push([]);
  }
  return records;
}

describe.each(READ)("as %s", (form) => {
  test.each(worlds)("the world explains itself: %s", (_, world) => {
    const report = world();
    const text = bare(made(form, report));
    const { title, detail, step } = verdictSentences(report, viewHere);
    for (const sentence of [title, detail, step]) {
      expect(text).toContain(bare(sentence.replaceAll(/[\u2068\u2069]/g, "")));
    }
    const { code, cause } = report.verdict;
    expect(text).toContain(`${code}, ${cause}`);
    for (const { name } of report.roots) expect(text).toContain(name);
    for (const { url } of report.observations) expect(text).toContain(new URL(url).hostname);
    for (const { failure } of report.observations) {
      if (failure) expect(text).toContain(bare(failure.raw));
    }
    for (const heading of ["shareWhat", "howWeKnow", "environmentHeading", "shareRead"] as const) {
      expect(text).toContain(t(heading));
    }
    expect(text).toContain(report.id);
    expect(text).toContain(t("clockUnknown"));
  });

  test("nothing hides, reorders or runs", () => {
    const report = WORLDS["inspected"]!();
    const name = "<img src=x onerror=alert(1)> \u202Egro.elpmaxe\u202C\u2069\n=1+1";
    const text = made(form, { ...report, inspector: { ...report.inspector!, name } });
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F]/);
    expect(text).toContain("⟨U+202E⟩");
  });

  test("says whom to send it to, also where nobody is set", () => {
    const report = WORLDS["dns"]!();
    const toAnybody = made(form, report);
    expect(toAnybody).toContain(t("shareSendAnybody"));
    expect(toAnybody).not.toContain(t("shareSendText"));
    const text = bare(made(form, report, DESK));
    expect(text).not.toContain(t("shareSendAnybody"));
    for (const each of [t("shareSend"), "help@corp.example", "+49 30 1234"]) {
      expect(text).toContain(each);
    }
    expect(text).toMatch(/\?why=dns&what=inconclusive&code=[^&{]+&all=/);
  });

  test("says that it is for training above and below everything, and only then", () => {
    const report = WORLDS["dns"]!();
    expect(made(form, report)).not.toContain(t("shareTraining"));
    const lines = made(form, { ...report, training: true })
      .trim()
      .split(/\r?\n/);
    const places = lines.flatMap((line, at) => (line.includes(t("shareTraining")) ? [at] : []));
    expect(places).toEqual([form === "csv" ? 1 : 0, lines.length - 1]);
  });
});

describe.each(READ)("the support code as %s", (form) => {
  test.each(worlds)("is near the top and at the end, redacted or not: %s", (_, world) => {
    const report = world();
    const code = supportCode(report)!;
    for (const shared of [report, redact(report, catalogue, ALL_REDACTED)]) {
      const lines = made(form, shared).trim().split(/\r?\n/);
      const places = lines.flatMap((line, at) => (line.includes(code) ? [at] : []));
      expect(places).toEqual([{ text: 2, markdown: 2, csv: 1 }[form], lines.length - 1]);
      expect(lines[places[0]!]).toContain(t("supportCode"));
    }
  });

  test("is not mentioned where a report has none", () => {
    const report = WORLDS["dns"]!();
    const verdict = { ...report.verdict, cause: "none" as const };
    expect(supportCode({ ...report, verdict })).toBeNull();
    expect(made(form, { ...report, verdict })).not.toContain(t("supportCode"));
  });
});

test("other settings are no contact", () => {
  const settings = { ...DEFAULT_SETTINGS, ...NOBODY };
  expect(hasSupport(settings)).toBe(false);
  expect(hasSupport({ ...settings, supportPhone: "1" })).toBe(true);
});

describe("JSON", () => {
  test.each(worlds)("is the report, whole: %s", (_, world) => {
    const report = world();
    expect(JSON.parse(made("json", report, DESK))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test("shows what would hide", () => {
    const text = made("json", WORLDS["hostile names"]!());
    expect(text).not.toMatch(/[\u202A-\u202E]/);
    expect(text).toContain(String.raw`\u202e`);
  });

  test("says near its top that it is for training", () => {
    const text = made("json", { ...WORLDS["dns"]!(), training: true });
    expect(text.split("\n")[3]).toBe('  "training": true,');
  });
});

/** A report with other people's text in every place. */
function modelWith(text: string): ReportModel {
  const foreign = isolated(text);
  return {
    title: "Title",
    code: null,
    mark: null,
    sections: [
      {
        id: "result",
        heading: "Heading",
        blocks: [
          { kind: "text", text: `It says “${foreign}”.` },
          { kind: "bullets", items: [foreign] },
          { kind: "facts", facts: [{ id: "raw", label: "Fact", value: text, untrusted: true }] },
          {
            kind: "table",
            nameLabel: "A",
            columns: [{ id: "raw", label: "B" }],
            items: [
              {
                id: "item",
                name: foreign,
                facts: [{ id: "raw", label: "B", value: text, untrusted: true }],
              },
            ],
          },
        ],
      },
    ],
  };
}

const hostile = fc.string({
  unit: fc.constantFrom(..."`*_[]()<>|#!&~@=+-.\"',;\\ \t\n\r1ax:/", "\u202E", "\u2069", "＝"),
  minLength: 1,
  maxLength: 60,
});

describe("a stranger's text", () => {
  test("calculates nothing in a spreadsheet, and stays in its field", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const records = parsed(writeCsv(modelWith(text), ["S", "A", "F", "V"]));
        expect(records.map(({ length }) => length)).toEqual(records.map(() => 4));
        for (const field of records.flat()) expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
      { numRuns: 500 },
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "＝1"])("is marked as text: %j", (text) => {
    expect(writeCsv(modelWith(text), ["S", "A", "F", "V"])).toContain(`"'${text}"`);
  });

  test("stands in code in Markdown, whatever it holds", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = writeMarkdown(modelWith(text)).split("\n");
        // Title, heading, text, bullet, fact, three lines of a table: the text adds none.
        expect(lines.filter((line) => line !== "")).toHaveLength(8);
        const row = lines.find((line) => line.startsWith("| `"))!;
        expect(row.split("|")).toHaveLength(4);
        const [, fence, inner] = /^- (`+)(.*)\1$/.exec(
          lines.find((line) => line.startsWith("- `"))!,
        )!;
        const runs = inner!.match(/`+/g) ?? [];
        expect(runs.filter((run) => run.length >= fence!.length)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("adds no line to plain text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const count = writeText(modelWith("x")).split("\n").length;
        expect(writeText(modelWith(text)).split(/\r\n|[\n\r\u0085\u2028\u2029]/)).toHaveLength(
          count,
        );
      }),
    );
  });
});

test("our own words are escaped in Markdown", () => {
  const model: ReportModel = {
    title: "*a* <b>",
    code: null,
    mark: null,
    sections: [
      { id: "about", heading: "1. #x", blocks: [{ kind: "text", text: "- a_b_ [c](d) & `e`" }] },
    ],
  };
  expect(writeMarkdown(model)).toBe(
    String.raw`# \*a\* \<b\>

## 1\. \#x

\- a\_b\_ \[c\](d) \& \`e\`` + "\n",
  );
});

test("isolates stay where a name runs from right to left", () => {
  const model = { ...modelWith("שלום"), mark: null };
  expect(writeText(model)).toContain("\u2068שלום\u2069");
  expect(writeText(modelWith("Salut"))).not.toMatch(/[\u2068\u2069]/);
});

test("nobody's time zone is told: moments are in UTC", () => {
  const { sections } = reportModel(WORLDS["dns"]!(), viewHere, NOBODY);
  const text = JSON.stringify(sections);
  expect(new Date(START).toISOString()).toContain("T09:00");
  expect(text).toMatch(/Nov 24, 2026, 9:00:00\sAM UTC/);
});

test("a file is named by day and verdict", () => {
  const report = WORLDS["all roots missing"]!();
  expect(EXPORT_FORMS.map((form) => fileName(form, report))).toEqual([
    "trust-ready-2026-11-24-action-needed.json",
    "trust-ready-2026-11-24-action-needed.txt",
    "trust-ready-2026-11-24-action-needed.md",
    "trust-ready-2026-11-24-action-needed.csv",
  ]);
  expect(fileName("text", { ...report, training: true })).toBe(
    "trust-ready-training-2026-11-24-action-needed.txt",
  );
});

test("a spreadsheet's file says that it is UTF-8; no other begins with a mark", () => {
  expect(EXPORT_FORMS.filter((form) => fileText(form, "a") !== "a")).toEqual(["csv"]);
  expect(fileText("csv", "a")).toBe("\uFEFFa");
});
