/** What came of the lab's scenarios in several versions of the browsers, as tables. */

/** A scenario that was tried, and why it was wrong if it was. */
export interface Tried {
  title: string;
  wrong: string | null;
}

export interface Row {
  family: "chromium" | "firefox";
  version: string;
  /** Debian's suite that has it. */
  suite: string;
  right: number;
  shown: number;
  /** Day on which it was tried, YYYY-MM-DD. */
  date: string;
}

/** The parts of vitest's JSON report that are read. */
interface VitestReport {
  testResults: {
    message: string;
    assertionResults: {
      title: string;
      status: "passed" | "failed" | "skipped" | "pending" | "todo" | "disabled";
      failureMessages: string[] | null;
    }[];
  }[];
}

/** Reads vitest's JSON report. A file that did not run at all is one wrong row. */
export function triedIn(report: VitestReport): Tried[] {
  return report.testResults.flatMap(({ message, assertionResults }) => {
    const tried = assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ title, status, failureMessages }) => ({
        title,
        wrong: status === "failed" ? firstLine(failureMessages?.[0] ?? "failed") : null,
      }));
    return tried.length || !message
      ? tried
      : [{ title: "the tests did not run", wrong: firstLine(message) }];
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]!;
}

/** A pattern for titles of the tests of these scenarios. */
export function titlePattern(scenarios: readonly string[]): string {
  return ` '(${scenarios.map(escaped).join("|")})( with \\w+)?' is `;
}

function escaped(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
}

/** `chromium-120`. */
export function nameOf({ family, version }: Pick<Row, "family" | "version">): string {
  return `${family}-${Number.parseInt(version, 10)}`;
}

/** For the terminal: version × right of shown, then the rows that were wrong. */
export function terminalTable(rows: readonly (Row & { tried: readonly Tried[] })[]): string {
  const cells = [
    ["browser", "version", "suite", "right of shown"],
    ...rows.map((row) => [nameOf(row), row.version, row.suite, `${row.right} of ${row.shown}`]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  const wrong = rows.flatMap((row) =>
    row.tried
      .filter((each) => each.wrong !== null)
      .map((each) => `${nameOf(row)}  ${each.title}\n    ${each.wrong}`),
  );
  return `${[...lines, ...(wrong.length ? ["", "Wrong:", ...wrong] : [])].join("\n")}\n`;
}

const BEGIN = "<!-- tried: written by npm run browsers -- --record -->";
const END = "<!-- end -->";
const HEAD = ["browser", "version", "from Debian", "right of shown", "tried on"];

/** Reads the rows of the page on tested browsers. */
export function recordedRows(page: string): Row[] {
  const lines = tableIn(page).split("\n").slice(2);
  return lines.map((line) => {
    const [browser, version, suite, count, date] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [right, shown] = count!.split(" of ").map(Number);
    const family = browser === "Firefox" ? "firefox" : "chromium";
    return { family, version: version!, suite: suite!, right: right!, shown: shown!, date: date! };
  });
}

/** Puts new rows on the page, each in the place of the one from the same suite. */
export function withRows(page: string, rows: readonly Row[]): string {
  const place = ({ family, suite }: Row) => `${family} ${suite}`;
  const all = new Map([...recordedRows(page), ...rows].map((row) => [place(row), row]));
  const sorted = [...all.values()].toSorted(
    (one, other) =>
      one.family.localeCompare(other.family) ||
      one.version.localeCompare(other.version, "en", { numeric: true }),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = [
    line(HEAD),
    line(HEAD.map(() => "---")),
    ...sorted.map((row) =>
      line([
        row.family === "firefox" ? "Firefox" : "Chromium",
        row.version,
        row.suite,
        `${row.right} of ${row.shown}`,
        row.date,
      ]),
    ),
  ].join("\n");
  return page.replace(tableIn(page), table);
}

function tableIn(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error("The page has no place for the table");
  return page.slice(begin + BEGIN.length, end).trim();
}
