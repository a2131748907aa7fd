/**
 * The support code: a report's gist in 21 characters, to be read over the phone. docs/support-code.md describes
 * the format; support-code.json freezes the order of its words and the room of every version.
 */
import { checks, FIELD, withChecks } from "./check-characters.ts";
import { isClockOff, type ClockReading } from "./clock.ts";
import { sharedControlResult } from "./controls.ts";
import { pack, unpack } from "./mixed-radix.ts";
import type { Report } from "./report.ts";
import frozen from "./support-code.json";
import type {
  BrowserFamily,
  Cause,
  ControlResult,
  Evidence,
  Finding,
  VerdictCode,
} from "./words.ts";

/** How far this machine's clock is from the servers'. `right`: within what AWS accepts. */
export const CLOCK_BUCKETS = [
  "unknown",
  "right",
  "minutes-behind",
  "minutes-ahead",
  "hours-behind",
  "hours-ahead",
  "days-behind",
  "days-ahead",
] as const;
export type ClockBucket = (typeof CLOCK_BUCKETS)[number];

/** What a code holds of a report. */
export interface CodePicture {
  training: boolean;
  /** False where the extension was built with another catalogue. */
  builtInCatalogue: boolean;
  family: BrowserFamily;
  /** `Chrome`, `Firefox` … ; `other Chromium` or `other Firefox` for the rest. */
  browser: string;
  /** Major version; 0 where it is not known. */
  major: number;
  /** The code has no room above `major`, so that the version may also be a later one. */
  majorOrLater: boolean;
  /** `win`, `mac`, `linux`, `cros`, `android` or `other`. */
  os: string;
  verdict: VerdictCode;
  cause: Cause;
  evidence: Evidence;
  /** The roots that the report and the code's version both have, in the order of the frozen list. */
  roots: { id: string; finding: Finding }[];
  controls: { expired: ControlResult; revoked: ControlResult };
  baselineLoaded: boolean;
  inspection: "none" | "seen" | "approved";
  /** The known product that the inspecting authority looks like. */
  product: string | null;
  clock: ClockBucket;
  /** ISO 8601, UTC, rounded down to ten minutes. */
  madeAt: string;
}

const GROUP = 3;
const CHECKS = 2;
const LETTERS = [...frozen.alphabet];
const EPOCH_MS = Date.parse(frozen.epoch);
const UNIT_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** The digit of a root that the report does not have: behind the last finding, where a root has room for it. */
const ABSENT = frozen.findings.length;

type Room = (typeof frozen.formats)[number]["room"];

/** One version of the code. */
interface Format {
  version: number;
  characters: number;
  /** How many words of each list the version has room for. */
  room: Room;
  /** How many values each digit of the content has, in the order of `digitsOf` and `pictureIn`. */
  radices: readonly number[];
}

const FORMATS: readonly Format[] = frozen.formats.map((format) => ({
  ...format,
  radices: radicesOf(format.room),
}));
/** The version that new codes have. */
const NEWEST = FORMATS.at(-1)!;

/** How many values "no known product" and the known products have together. */
function productValues(room: Room): number {
  return 1 + room.products;
}

function radicesOf(room: Room): number[] {
  return [
    2,
    2,
    room.browsers,
    room.majors,
    room.systems,
    room.outcomes,
    ...room.findings,
    room.controls,
    room.controls,
    2,
    1 + 2 * productValues(room),
    room.clocks,
    room.times,
  ];
}

/** The gist that the code of a report holds. */
export function pictureOf(report: Report): CodePicture {
  const { browser, verdict, inspector } = report;
  return settled({
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

/** The picture with every value that the newest version cannot hold replaced by the nearest that it can. */
function settled(picture: Omit<CodePicture, "majorOrLater">): CodePicture {
  const { family, browser, os, verdict, evidence, inspection, product } = picture;
  const { room } = NEWEST;
  const known = frozen.browsers.includes(browser) && familyOf(browser) === family;
  const major = within(picture.major, room.majors);
  return {
    ...picture,
    browser: known ? browser : family === "firefox" ? "other Firefox" : "other Chromium",
    major,
    majorOrLater: isLast(major, room.majors),
    os: frozen.systems.includes(os) ? os : "other",
    evidence: verdict === "ready" ? evidence : "none",
    roots: room.findings.flatMap((size, at) => {
      const id = frozen.roots[at]!;
      const given = picture.roots.find((root) => root.id === id)?.finding;
      if (given === undefined && size > ABSENT) return [];
      return [{ id, finding: given ?? "inconclusive" }];
    }),
    product:
      inspection !== "none" && product !== null && frozen.products.includes(product)
        ? product
        : null,
    madeAt: timeOf(within(unitOf(picture.madeAt), room.times)),
  };
}

/** The whole number from 0 to below `size` that is nearest; 0 for what is no number. */
function within(value: number, size: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(Math.floor(value), 0), size - 1);
}

/** Whether a value is the last that a digit of this size has, which also stands for all above it. */
function isLast(value: number, size: number): boolean {
  return value === size - 1;
}

function unitOf(madeAt: string): number {
  return Math.floor((Date.parse(madeAt) - EPOCH_MS) / UNIT_MS);
}

function timeOf(unit: number): string {
  return new Date(EPOCH_MS + unit * UNIT_MS).toISOString();
}

function familyOf(browser: string): BrowserFamily {
  return browser.endsWith("Firefox") ? "firefox" : "chromium";
}

function bucketOf(clock: ClockReading | null): ClockBucket {
  if (!clock) return "unknown";
  if (!isClockOff(clock)) return "right";
  const off = Math.abs(clock.behindMs);
  const size = off < HOUR_MS ? "minutes" : off < 24 * HOUR_MS ? "hours" : "days";
  return `${size}-${clock.behindMs > 0 ? "behind" : "ahead"}`;
}

/** Throws where a word is not in its frozen list: every picture of a report has only words that are. */
function place(list: readonly string[], word: string): number {
  const index = list.indexOf(word);
  if (index === -1) throw new Error(`the support code has no place for "${word}"`);
  return index;
}

function digitsOf(picture: CodePicture, room: Room): number[] {
  const { verdict, cause, evidence, roots, controls, inspection, product } = picture;
  const outcome = verdict === "ready" ? `ready ${cause} ${evidence}` : `${verdict} ${cause}`;
  const who = product === null ? 0 : place(frozen.products, product) + 1;
  return [
    Number(picture.training),
    Number(picture.builtInCatalogue),
    place(frozen.browsers, picture.browser),
    picture.major,
    place(frozen.systems, picture.os),
    place(frozen.outcomes, outcome),
    ...room.findings.map((_, at) => {
      const root = roots.find(({ id }) => id === frozen.roots[at]);
      return root ? place(frozen.findings, root.finding) : ABSENT;
    }),
    place(frozen.controls, controls.expired),
    place(frozen.controls, controls.revoked),
    Number(picture.baselineLoaded),
    { none: 0, seen: 1 + who, approved: 1 + productValues(room) + who }[inspection],
    place(frozen.clocks, picture.clock),
    unitOf(picture.madeAt),
  ];
}

/**
 * The code of a picture, in groups of three characters. A browser, system, product, version or time that has
 * no place is put where it comes nearest; throws where verdict and cause contradict each other.
 */
export function encodePicture(picture: CodePicture): string {
  const { version, characters, room, radices } = NEWEST;
  const digits = digitsOf(settled(picture), room);
  const content = pack(digits, radices, FIELD, characters - 1 - CHECKS);
  const values = withChecks([version, ...content]);
  return values.map((value, at) => (at && at % GROUP === 0 ? "-" : "") + LETTERS[value]!).join("");
}

export type Decoded =
  | { ok: true; picture: CodePicture }
  /** `newer`: whole, but of a version that is not known here. `content`: whole, but impossible. */
  | { ok: false; reason: "empty" | "length" | "alphabet" | "check" | "newer" | "content" };

/**
 * Reads a code as a person types it: any case, any spaces and dashes, and letters and digits of no code for
 * those of the alphabet that they look like.
 */
export function decodeCode(text: string): Decoded {
  const no = (reason: Extract<Decoded, { ok: false }>["reason"]): Decoded => ({
    ok: false,
    reason,
  });
  const bare = text
    .slice(0, 200)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212._,]/gu, "");
  if (bare === "") return no("empty");
  const values = Array.from(bare, (char) =>
    frozen.alphabet.indexOf((frozen.lookAlikes as Record<string, string>)[char] ?? char),
  );
  if (values.includes(-1)) return no("alphabet");
  const whole = checks(values);
  if (whole && values[0]! > NEWEST.version) return no("newer");
  const format = FORMATS.find(
    ({ version, characters }) => version === values[0] && characters === values.length,
  );
  // The first character may be the wrong one: a code of the newest length is complete in any case.
  if (!format && values.length !== NEWEST.characters) return no("length");
  if (!whole) return no("check");
  const picture = format ? pictureIn(values.slice(1, -CHECKS), format) : null;
  return picture ? { ok: true, picture } : no("content");
}

/** The picture in the values of the content; null where a digit has no word in its list. */
function pictureIn(content: readonly number[], { room, radices }: Format): CodePicture | null {
  const digits = unpack(content, radices, FIELD);
  if (!digits) return null;
  let at = 0;
  const take = () => digits[at++]!;
  const training = take() === 1;
  const builtInCatalogue = take() === 1;
  const browser = frozen.browsers[take()];
  const major = take();
  const os = frozen.systems[take()];
  const outcome = frozen.outcomes[take()];
  const roots = room.findings.flatMap((_, index) => {
    const finding = frozen.findings[take()] as Finding | undefined;
    return finding ? [{ id: frozen.roots[index]!, finding }] : [];
  });
  const expired = frozen.controls[take()] as ControlResult;
  const revoked = frozen.controls[take()] as ControlResult;
  const baselineLoaded = take() === 1;
  const seen = take();
  const clock = frozen.clocks[take()] as ClockBucket;
  const madeAt = timeOf(take());
  const products = productValues(room);
  const who = seen === 0 ? 0 : (seen - 1) % products;
  const product = who === 0 ? null : frozen.products[who - 1];
  if (!outcome || !os || !browser || product === undefined) return null;
  const [verdict, cause, evidence = "none"] = outcome.split(" ");
  return {
    training,
    builtInCatalogue,
    family: familyOf(browser),
    browser,
    major,
    majorOrLater: isLast(major, room.majors),
    os,
    verdict: verdict as VerdictCode,
    cause: cause as Cause,
    evidence: evidence as Evidence,
    roots,
    controls: { expired, revoked },
    baselineLoaded,
    inspection: seen === 0 ? "none" : seen <= products ? "seen" : "approved",
    product,
    clock,
    madeAt,
  };
}

/** The characters of a code with the words to say for them (ICAO spelling alphabet). */
export function spellOut(code: string): { char: string; word: string }[] {
  const words = frozen.spoken as Record<string, string>;
  return [...code].flatMap((char) => (words[char] ? [{ char, word: words[char] }] : []));
}

/** The code of a report; null where its words fit into none (a report from elsewhere may hold anything). */
export function supportCode(report: Report): string | null {
  try {
    return encodePicture(pictureOf(report));
  } catch {
    return null;
  }
}
