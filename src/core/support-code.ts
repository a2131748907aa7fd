/**
 * The support code: a report's gist in 18 characters, to be read over the phone. The format is described in
 * docs/support-code.md; the order of its words is frozen in support-code.json.
 */
import { checks, FIELD, withChecks } from "./check-characters.ts";
import { isClockOff, type ClockReading } from "./clock.ts";
import { controlTogether } from "./controls.ts";
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
  /** Major version; 255 stands for that and all above. */
  major: number;
  /** `win`, `mac`, `linux`, `cros`, `android` or `other`. */
  os: string;
  verdict: VerdictCode;
  cause: Cause;
  evidence: Evidence;
  /** The roots that decide, and Starfield Services G2. */
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

/** How many characters carry content: one for the version, fifteen for the rest. */
const VERSION = 1;
const CONTENT_LENGTH = 15;
const LENGTH = 1 + CONTENT_LENGTH + 2;
const GROUP = 3;

const UNIT_MS = 10 * 60_000;
/** Ten years. */
const UNITS = 525_960;
const MAJORS = 256;
/** Room for products that become known later: unknown, and 46 that have a name. */
const PRODUCTS = 47;

const HOUR_MS = 3_600_000;

/** The gist that the code of a report holds. */
export function pictureOf(report: Report): CodePicture {
  const { browser, verdict, inspector, baseline, catalogue } = report;
  const { family } = browser;
  const known = frozen.browsers.includes(browser.name);
  const units = Math.floor((Date.parse(report.finishedAt) - Date.parse(frozen.epoch)) / UNIT_MS);
  const unit = Math.min(Math.max(units || 0, 0), UNITS - 1);
  const major = Number.parseInt(browser.version, 10) || 0;
  return {
    training: report.training,
    builtInCatalogue: catalogue.edition === "built-in",
    family,
    browser: known ? browser.name : family === "firefox" ? "other Firefox" : "other Chromium",
    major: Math.min(Math.max(major, 0), MAJORS - 1),
    os: frozen.systems.includes(browser.os) ? browser.os : "other",
    verdict: verdict.code,
    cause: verdict.cause,
    evidence: verdict.evidence,
    roots: frozen.roots.map((id) => ({
      id,
      finding: report.roots.find((root) => root.id === id)?.finding ?? "inconclusive",
    })),
    controls: {
      expired: controlTogether(report, "expired"),
      revoked: controlTogether(report, "revoked"),
    },
    baselineLoaded: baseline.loaded,
    inspection: inspector === null ? "none" : inspector.approved ? "approved" : "seen",
    product: frozen.products.find((name) => name === inspector?.product) ?? null,
    clock: bucketOf(report.clock),
    madeAt: new Date(Date.parse(frozen.epoch) + unit * UNIT_MS).toISOString(),
  };
}

function bucketOf(clock: ClockReading | null): ClockBucket {
  if (!clock) return "unknown";
  if (!isClockOff(clock)) return "right";
  const off = Math.abs(clock.behindMs);
  const size = off < HOUR_MS ? "minutes" : off < 24 * HOUR_MS ? "hours" : "days";
  return `${size}-${clock.behindMs > 0 ? "behind" : "ahead"}`;
}

/** One digit of the number in mixed radix: its value, and how many values there are. */
type Digit = [value: number, radix: number];

/** Throws where a word is not in its frozen list: every picture of a report has only words that are. */
function place(list: readonly string[], word: string): number {
  const index = list.indexOf(word);
  if (index === -1) throw new Error(`the support code has no place for "${word}"`);
  return index;
}

function digitsOf(picture: CodePicture): Digit[] {
  const { verdict, cause, evidence, controls, inspection, product } = picture;
  const outcome = [verdict, cause, ...(verdict === "ready" ? [evidence] : [])].join(" ");
  const who = product === null ? 0 : place(frozen.products, product) + 1;
  const seen = { none: 0, seen: 1 + who, approved: 1 + PRODUCTS + who }[inspection];
  const units = (Date.parse(picture.madeAt) - Date.parse(frozen.epoch)) / UNIT_MS;
  return [
    [Number(picture.training), 2],
    [Number(picture.builtInCatalogue), 2],
    [place(frozen.browsers, picture.browser), 10],
    [picture.major, MAJORS],
    [place(frozen.systems, picture.os), 8],
    [place(frozen.outcomes, outcome), 24],
    ...picture.roots.map(({ finding }): Digit => [place(frozen.findings, finding), 7]),
    [place(frozen.controls, controls.expired), 3],
    [place(frozen.controls, controls.revoked), 3],
    [Number(picture.baselineLoaded), 2],
    [seen, 1 + 2 * PRODUCTS],
    [place(frozen.clocks, picture.clock), 8],
    [units, UNITS],
  ];
}

/** The code of a picture, in groups of three characters. */
export function encodePicture(picture: CodePicture): string {
  let rest = digitsOf(picture).reduce(
    (sum, [value, radix]) => sum * BigInt(radix) + BigInt(value),
    0n,
  );
  const content: number[] = [];
  for (let index = 0; index < CONTENT_LENGTH; index += 1) {
    content.unshift(Number(rest % BigInt(FIELD)));
    rest /= BigInt(FIELD);
  }
  const text = withChecks([VERSION, ...content])
    .map((value) => frozen.alphabet[value])
    .join("");
  return text.match(new RegExp(`.{${GROUP}}`, "g"))!.join("-");
}

export type Decoded =
  | { ok: true; picture: CodePicture }
  /** `newer`: whole, but of a format that this version does not know. `content`: whole, but impossible. */
  | { ok: false; reason: "empty" | "length" | "alphabet" | "check" | "newer" | "content" };

/** Reads a code as a person types it: any case, any spaces and dashes, `B`, `U` and `Z` for their look-alikes. */
export function decodeCode(text: string): Decoded {
  const no = (reason: Extract<Decoded, { ok: false }>["reason"]): Decoded => ({
    ok: false,
    reason,
  });
  const bare = text
    .slice(0, 200)
    .toUpperCase()
    .replace(/[\s\p{Pd}._,]/gu, "");
  if (bare === "") return no("empty");
  const values = Array.from(bare, (char) =>
    frozen.alphabet.indexOf((frozen.lookAlikes as Record<string, string>)[char] ?? char),
  );
  if (values.includes(-1)) return no("alphabet");
  const whole = checks(values);
  if (whole && values[0]! > VERSION) return no("newer");
  if (values.length !== LENGTH) return no("length");
  if (!whole) return no("check");
  if (values[0] !== VERSION) return no("content");
  const picture = pictureIn(values.slice(1, -2));
  return picture ? { ok: true, picture } : no("content");
}

/** The picture in the fifteen values of content; null where they name something that does not exist. */
function pictureIn(content: readonly number[]): CodePicture | null {
  let rest = content.reduce((sum, value) => sum * BigInt(FIELD) + BigInt(value), 0n);
  const take = (radix: number): number => {
    const value = Number(rest % BigInt(radix));
    rest /= BigInt(radix);
    return value;
  };
  // From the last digit to the first.
  const units = take(UNITS);
  const clock = frozen.clocks[take(8)];
  const seen = take(1 + 2 * PRODUCTS);
  const baselineLoaded = take(2) === 1;
  const revoked = frozen.controls[take(3)];
  const expired = frozen.controls[take(3)];
  const findings = frozen.roots.map(() => frozen.findings[take(7)]).toReversed();
  const outcome = frozen.outcomes[take(24)];
  const os = frozen.systems[take(8)];
  const major = take(MAJORS);
  const browser = frozen.browsers[take(10)];
  const builtInCatalogue = take(2) === 1;
  const training = take(2) === 1;
  const who = seen === 0 ? 0 : (seen - 1) % PRODUCTS;
  const product = who === 0 ? null : frozen.products[who - 1];
  if (!outcome || !os || !browser || product === undefined || rest > 0n) return null;
  const [verdict, cause, evidence = "none"] = outcome.split(" ");
  return {
    training,
    builtInCatalogue,
    family: /firefox/i.test(browser) ? "firefox" : "chromium",
    browser,
    major,
    os,
    verdict: verdict as VerdictCode,
    cause: cause as Cause,
    evidence: evidence as Evidence,
    roots: frozen.roots.map((id, index) => ({ id, finding: findings[index] as Finding })),
    controls: { expired: expired as ControlResult, revoked: revoked as ControlResult },
    baselineLoaded,
    inspection: seen === 0 ? "none" : seen <= PRODUCTS ? "seen" : "approved",
    product,
    clock: clock as ClockBucket,
    madeAt: new Date(Date.parse(frozen.epoch) + units * UNIT_MS).toISOString(),
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
