/** docs/support-code.md has the format. Reading is a module of its own, because the popup only writes codes. */
import { appendCheckDigits, FIELD } from "./checksum.ts";
import { isClockOff, type ClockReading } from "./clock.ts";
import { sharedControlResult } from "./control-result.ts";
import { pack } from "./mixed-radix.ts";
import type { Report } from "./report.ts";
import frozen from "./support-code.json";
import {
  ABSENT,
  familyOf,
  isLast,
  timeOf,
  unitOf,
  type ClockBucket,
  type CodeContent,
} from "./support-code-fields.ts";
import { CHECKS, NEWEST, radicesOf } from "./support-code-formats.ts";

export { CLOCK_BUCKETS, CODE_UNIT_MS, type CodeContent } from "./support-code-fields.ts";

const GROUP = 3;
const LETTERS = [...frozen.alphabet];
const HOUR_MS = 3_600_000;
export function contentOf(report: Report): CodeContent {
  const { browser, verdict, inspector } = report;
  return nearest({
    training: report.training,
    builtInCatalogue: report.catalogue.edition === "built-in",
    family: browser.family,
    browser: browser.name,
    major: Number.parseInt(browser.version, 10),
    os: browser.os,
    verdict: verdict.code,
    cause: verdict.cause,
    evidence: verdict.evidence,
    roots: report.roots,
    controls: {
      expired: sharedControlResult(report, "expired"),
      revoked: sharedControlResult(report, "revoked"),
    },
    baselineLoaded: report.baseline.loaded,
    inspection: inspector === null ? "none" : inspector.approved ? "approved" : "seen",
    product: inspector?.product ?? null,
    clock: bucketOf(report.clock),
    madeAt: report.finishedAt,
  });
}

/** Replaces each value that the newest version cannot hold by the nearest that it can. */
function nearest(content: Omit<CodeContent, "majorOrLater">): CodeContent {
  const { family, browser, os, verdict, evidence, inspection, product } = content;
  const { room } = NEWEST;
  const known = frozen.browsers.includes(browser) && familyOf(browser) === family;
  const major = within(content.major, room.majors);
  return {
    ...content,
    browser: known ? browser : family === "firefox" ? "other Firefox" : "other Chromium",
    major,
    majorOrLater: isLast(major, room.majors),
    os: frozen.systems.includes(os) ? os : "other",
    evidence: verdict === "ready" ? evidence : "none",
    roots: room.findings.flatMap((size, at) => {
      const id = frozen.roots[at]!;
      const given = content.roots.find((root) => root.id === id)?.finding;
      if (given === undefined && size > ABSENT) return [];
      return [{ id, finding: given ?? "inconclusive" }];
    }),
    product:
      inspection !== "none" && product !== null && frozen.products.includes(product)
        ? product
        : null,
    madeAt: timeOf(within(unitOf(content.madeAt), room.times)),
  };
}

/** The nearest whole number from 0 to below `size`; 0 for NaN. */
function within(value: number, size: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(Math.floor(value), 0), size - 1);
}

function bucketOf(clock: ClockReading | null): ClockBucket {
  if (!clock) return "unknown";
  if (!isClockOff(clock)) return "right";
  const off = Math.abs(clock.behindMs);
  const size = off < HOUR_MS ? "minutes" : off < 24 * HOUR_MS ? "hours" : "days";
  return `${size}-${clock.behindMs > 0 ? "behind" : "ahead"}`;
}

/** Groups of three characters. Throws if verdict and cause contradict each other. */
export function encodeContent(content: CodeContent): string {
  const { version, characters, fields } = NEWEST;
  const fitting = nearest(content);
  const digits = fields.map((field) => field.write(fitting));
  const packed = pack(digits, radicesOf(fields), FIELD, characters - 1 - CHECKS);
  const values = appendCheckDigits([version, ...packed]);
  return values.map((value, at) => (at && at % GROUP === 0 ? "-" : "") + LETTERS[value]!).join("");
}

/** Words of the ICAO spelling alphabet. */
export function spellOut(code: string): { char: string; word: string }[] {
  const words = frozen.spoken as Record<string, string>;
  return [...code].flatMap((char) => (words[char] ? [{ char, word: words[char] }] : []));
}

/** Null if the report's words have no place in the code: a report may come from anybody. */
export function supportCode(report: Report): string | null {
  try {
    return encodeContent(contentOf(report));
  } catch {
    return null;
  }
}
