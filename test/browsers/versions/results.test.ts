import { expect, test } from "vitest";
import {
  nameOf,
  recordedRows,
  terminalTable,
  titlePattern,
  triedIn,
  withRows,
  type Row,
} from "./results.ts";

const OLD: Row = {
  family: "chromium",
  version: "120.0.6099.224",
  suite: "bullseye",
  right: 65,
  shown: 65,
  date: "2026-11-30",
};
const NEW: Row = { ...OLD, family: "firefox", version: "159.0", suite: "sid", right: 57 };

const assertion = (title: string, status: "passed" | "failed" | "skipped", failure?: string) => ({
  title,
  status,
  failureMessages: failure ? [failure] : [],
});

test("counts what was tried, and gives the first line of what was wrong", () => {
  const assertionResults = [
    assertion("'ready' is 'ready', 'none'", "passed"),
    assertion("'dns' is 'inconclusive', 'dns'", "failed", "AssertionError: expected a\nat b"),
    assertion("self-signed in chromium: it cannot", "skipped"),
  ];
  expect(triedIn({ testResults: [{ message: "", assertionResults }] })).toEqual([
    { title: "'ready' is 'ready', 'none'", wrong: null },
    { title: "'dns' is 'inconclusive', 'dns'", wrong: "AssertionError: expected a" },
  ]);
});

test("a run that failed before any scenario is wrong, not empty", () => {
  const testResults = [{ message: "Error: no build\nat c", assertionResults: [] }];
  expect(triedIn({ testResults })).toEqual([
    { title: "the tests did not run", wrong: "Error: no build" },
  ]);
});

test("finds the tests of scenarios by their whole names", () => {
  const pattern = new RegExp(titlePattern(["ready", "tls-1.1-only"]));
  const matches = (title: string) => pattern.test(`chromium as it starts for x ${title}`);
  expect(matches("'ready' is 'ready', 'none'")).toBe(true);
  expect(matches("'ready with WebRequestSecurityInfo' is 'ready', 'none'")).toBe(true);
  expect(matches("'tls-1.1-only' is 'inconclusive', 'blocked'")).toBe(true);
  expect(matches("'tls-141-only' is 'inconclusive', 'blocked'")).toBe(false);
  expect(matches("'not-ready' is 'ready', 'none'")).toBe(false);
});

test("prints one table, then what was wrong", () => {
  const tried = [{ title: "'dns' is …", wrong: "expected a" }];
  expect([nameOf(OLD), nameOf(NEW)]).toEqual(["chromium-120", "firefox-159"]);
  expect(
    terminalTable([
      { ...OLD, tried: [] },
      { ...NEW, tried },
    ]),
  ).toBe(
    `browser       version         suite     right of shown
chromium-120  120.0.6099.224  bullseye  65 of 65
firefox-159   159.0           sid       57 of 65

Wrong:
firefox-159  'dns' is …
    expected a
`,
  );
});

test("a recorded row takes the place of the one from the same suite, the oldest first", () => {
  const page = `# Page

<!-- tried: written by npm run browsers -- --record -->

| browser | version | from Debian | right of shown | tried on |
| --- | --- | --- | --- | --- |

<!-- end -->

After.
`;
  const both = withRows(page, [NEW, OLD]);
  expect(recordedRows(page)).toEqual([]);
  expect(recordedRows(both)).toEqual([OLD, NEW]);
  const newer = { ...NEW, version: "160.1", right: 65, date: "2026-12-30" };
  const middle = { ...OLD, version: "99.0", suite: "buster" };
  expect(recordedRows(withRows(both, [newer, middle]))).toEqual([middle, OLD, newer]);
  expect(withRows(both, [newer])).toMatch(/^# Page\n[^]*\nAfter\.\n$/);
  expect(() => withRows("no table", [OLD])).toThrow("no place");
});
