/** Support codes written by docs/support-code.md alone, and random content for them. */
import { expect } from "vitest";
import { appendCheckDigits, FIELD } from "../../src/core/checksum.ts";
import { CLOCK_BUCKETS, type CodeContent } from "../../src/core/support-code.ts";
import frozen from "../../src/core/support-code.json";
import { CONTROL_RESULTS, FINDINGS } from "../../src/core/vocabulary.ts";

/** A generator of numbers below `limit` that gives the same ones each time. */
export function numbers(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export type Format = (typeof frozen.formats)[number];
export const [FIRST, NEWEST] = frozen.formats as [Format, Format];
/** A root with this much room may also be absent. */
export const WITH_ABSENT = FINDINGS.length + 1;

/** Rooms of all digits of a version, as docs/support-code.md lists them. */
export function roomsOf({ room }: Format): number[] {
  const { browsers, majors, systems, outcomes, findings, controls, clocks, times } = room;
  const inspections = 1 + 2 * (1 + room.products);
  const head = [2, 2, browsers, majors, systems, outcomes, ...findings];
  return [...head, controls, controls, 2, inspections, clocks, times];
}

/** The digits of a picture in any version, as docs/support-code.md lists them. */
export function digitsBySpecification({ room }: Format, picture: CodeContent): number[] {
  const { verdict, cause, evidence, inspection } = picture;
  const outcome = verdict === "ready" ? `ready ${cause} ${evidence}` : `${verdict} ${cause}`;
  const product = picture.product === null ? 0 : 1 + frozen.products.indexOf(picture.product);
  return [
    Number(picture.training),
    Number(picture.builtInCatalogue),
    frozen.browsers.indexOf(picture.browser),
    picture.major,
    frozen.systems.indexOf(picture.os),
    frozen.outcomes.indexOf(outcome),
    ...room.findings.map((_, at) => {
      const root = picture.roots.find(({ id }) => id === frozen.roots[at]);
      return root ? frozen.findings.indexOf(root.finding) : 7;
    }),
    frozen.controls.indexOf(picture.controls.expired),
    frozen.controls.indexOf(picture.controls.revoked),
    Number(picture.baselineLoaded),
    inspection === "none" ? 0 : 1 + product + (inspection === "approved" ? 1 + room.products : 0),
    frozen.clocks.indexOf(picture.clock),
    (Date.parse(picture.madeAt) - Date.parse(frozen.epoch)) / 600_000,
  ];
}

/** The content of a code as one large integer, cut into characters. */
export function contentBySpecification(format: Format, digits: readonly number[]): number[] {
  const rooms = roomsOf(format);
  let number = digits.reduce((sum, digit, at) => sum * BigInt(rooms[at]!) + BigInt(digit), 0n);
  const content: number[] = [];
  while (content.length < format.characters - 3) {
    content.unshift(Number(number % BigInt(FIELD)));
    number /= BigInt(FIELD);
  }
  expect(number).toBe(0n);
  return content;
}

export function codeOfContent({ version }: Format, content: readonly number[]): string {
  return lettersOf(appendCheckDigits([version, ...content]))
    .match(/.{3}/g)!
    .join("-");
}

export function lettersOf(values: readonly number[]): string {
  return values.map((value) => frozen.alphabet[value]).join("");
}

export function randomPicture(below: (limit: number) => number, format = NEWEST): CodeContent {
  const one = <Word>(list: readonly Word[]) => list[below(list.length)]!;
  const [verdict, cause, evidence = "none"] = one(frozen.outcomes).split(" ");
  const browser = one(frozen.browsers);
  const inspection = one(["none", "seen", "approved"] as const);
  const { majors, findings, times } = format.room;
  const major = below(majors);
  return {
    training: below(2) === 1,
    builtInCatalogue: below(2) === 1,
    family: /firefox/i.test(browser) ? "firefox" : "chromium",
    browser,
    major,
    majorOrLater: major === majors - 1,
    os: one(frozen.systems),
    verdict: verdict as CodeContent["verdict"],
    cause: cause as CodeContent["cause"],
    evidence: evidence as CodeContent["evidence"],
    roots: findings.flatMap((size, at) =>
      size === WITH_ABSENT && below(WITH_ABSENT) === 0
        ? []
        : [{ id: frozen.roots[at]!, finding: one(FINDINGS) }],
    ),
    controls: { expired: one(CONTROL_RESULTS), revoked: one(CONTROL_RESULTS) },
    baselineLoaded: below(2) === 1,
    inspection,
    product: inspection === "none" || below(2) ? null : one(frozen.products),
    clock: one(CLOCK_BUCKETS),
    madeAt: new Date(Date.parse(frozen.epoch) + below(times) * 600_000).toISOString(),
  };
}

/** Whether two pictures say the same, compared by what is in them. */
export function same(one: CodeContent, other: CodeContent): boolean {
  return (
    one.training === other.training &&
    one.builtInCatalogue === other.builtInCatalogue &&
    one.family === other.family &&
    one.browser === other.browser &&
    one.major === other.major &&
    one.majorOrLater === other.majorOrLater &&
    one.os === other.os &&
    one.verdict === other.verdict &&
    one.cause === other.cause &&
    one.evidence === other.evidence &&
    one.roots.length === other.roots.length &&
    one.roots.every(({ id, finding }, at) => {
      const root = other.roots[at]!;
      return id === root.id && finding === root.finding;
    }) &&
    one.controls.expired === other.controls.expired &&
    one.controls.revoked === other.controls.revoked &&
    one.baselineLoaded === other.baselineLoaded &&
    one.inspection === other.inspection &&
    one.product === other.product &&
    one.clock === other.clock &&
    one.madeAt === other.madeAt
  );
}
