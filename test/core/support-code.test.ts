import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { FIELD, withChecks } from "../../src/core/check-characters.ts";
import { products } from "../../src/core/inspectors.json";
import {
  CLOCK_BUCKETS,
  decodeCode,
  encodePicture,
  pictureOf,
  spellOut,
  supportCode,
  type CodePicture,
} from "../../src/core/support-code.ts";
import frozen from "../../src/core/support-code.json";
import { DECISIONS } from "../../src/core/verdict.ts";
import { CONTROL_RESULTS, FAILURE_CODES, FINDINGS } from "../../src/core/words.ts";
import { BROWSERS, catalogue, reportOf, TLS, wellIn, WORLDS } from "../made-up.ts";

const ready = pictureOf(WORLDS["ready, anchors seen"]!());
const code = encodePicture(ready);

/** A generator of numbers below `limit` that gives the same ones each time. */
function numbers(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The full-width form of a character, as some keyboards type it. */
function wide(char: string): string {
  return String.fromCharCode(char.charCodeAt(0) + 0xfee0);
}

function randomPicture(below: (limit: number) => number): CodePicture {
  const one = <Word>(list: readonly Word[]) => list[below(list.length)]!;
  const [verdict, cause, evidence = "none"] = one(frozen.outcomes).split(" ");
  const browser = one(frozen.browsers);
  const inspection = one(["none", "seen", "approved"] as const);
  return {
    training: below(2) === 1,
    builtInCatalogue: below(2) === 1,
    family: /firefox/i.test(browser) ? "firefox" : "chromium",
    browser,
    major: below(256),
    os: one(frozen.systems),
    verdict: verdict as CodePicture["verdict"],
    cause: cause as CodePicture["cause"],
    evidence: evidence as CodePicture["evidence"],
    roots: frozen.roots.map((id) => ({ id, finding: one(FINDINGS) })),
    controls: { expired: one(CONTROL_RESULTS), revoked: one(CONTROL_RESULTS) },
    baselineLoaded: below(2) === 1,
    inspection,
    product: inspection === "none" || below(2) ? null : one(frozen.products),
    clock: one(CLOCK_BUCKETS),
    madeAt: new Date(Date.parse(frozen.epoch) + below(525_960) * 600_000).toISOString(),
  };
}

/** Whether two pictures say the same, compared by what is in them. */
function same(one: CodePicture, other: CodePicture): boolean {
  return (
    one.training === other.training &&
    one.builtInCatalogue === other.builtInCatalogue &&
    one.family === other.family &&
    one.browser === other.browser &&
    one.major === other.major &&
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

describe("a support code", () => {
  test("has eighteen characters in groups of three, none of them a vowel or a look-alike", () => {
    expect(code).toMatch(/^(?:[26789CDFGHJKLMNPQRSTVWX]{3}-){5}[26789CDFGHJKLMNPQRSTVWX]{3}$/);
  });

  test("survives a million random pictures", () => {
    const below = numbers(1);
    for (let round = 0; round < 1_000_000; round += 1) {
      const picture = randomPicture(below);
      const decoded = decodeCode(encodePicture(picture));
      // Comparing by hand: a million calls of expect would take minutes.
      if (!decoded.ok || !same(decoded.picture, picture)) {
        expect(decoded).toEqual({ ok: true, picture });
      }
    }
  }, 120_000);

  test("survives the largest number in every digit", () => {
    const last = <Word>(list: readonly Word[]) => list.at(-1)!;
    const largest: CodePicture = {
      ...ready,
      training: true,
      builtInCatalogue: true,
      family: "firefox",
      browser: last(frozen.browsers),
      major: 255,
      os: last(frozen.systems),
      verdict: "inconclusive",
      cause: "unknown",
      evidence: "none",
      roots: frozen.roots.map((id) => ({ id, finding: last(FINDINGS) })),
      controls: { expired: last(CONTROL_RESULTS), revoked: last(CONTROL_RESULTS) },
      baselineLoaded: true,
      inspection: "approved",
      product: last(frozen.products),
      clock: last(CLOCK_BUCKETS),
      madeAt: "2036-01-01T11:50:00.000Z",
    };
    expect(decodeCode(encodePicture(largest))).toEqual({ ok: true, picture: largest });
  });

  test("holds every combination of verdict, cause and evidence with every finding", () => {
    for (const outcome of frozen.outcomes) {
      const [verdict, cause, evidence = "none"] = outcome.split(" ");
      for (const finding of FINDINGS) {
        const roots = frozen.roots.map((id) => ({ id, finding }));
        const picture = { ...ready, verdict, cause, evidence, roots } as CodePicture;
        expect(decodeCode(encodePicture(picture))).toEqual({ ok: true, picture });
      }
    }
  });

  test("can be made of whatever a check may see", () => {
    const below = numbers(3);
    for (let round = 0; round < 3000; round += 1) {
      const failing = FAILURE_CODES.filter(() => below(8) === 0);
      const family = below(2) ? "firefox" : "chromium";
      const report = reportOf(family, (probe) => {
        const well = wellIn[family](probe);
        const fails = failing[below(failing.length + 2)];
        if (fails) return { fails };
        const exception = "untrusted-issuer";
        return below(9) ? well : { ...well, tls: { ...TLS, exception } };
      });
      const decoded = decodeCode(supportCode(report)!);
      expect(decoded).toEqual({ ok: true, picture: pictureOf(report) });
    }
  });

  test.each(Object.entries(WORLDS))("of %s says what the report says", (_, world) => {
    const report = world();
    const decoded = decodeCode(supportCode(report)!);
    expect(decoded).toEqual({ ok: true, picture: pictureOf(report) });
    expect(decoded).toMatchObject({
      picture: { verdict: report.verdict.code, cause: report.verdict.cause },
    });
  });

  test.each([
    ["small letters", code.toLowerCase()],
    ["spaces", code.replaceAll("-", "  ")],
    ["no groups", code.replaceAll("-", "")],
    ["other dashes, and noise around it", ` ${code.replaceAll("-", "–")}. `],
    ["minus signs", code.replaceAll("-", "\u2212")],
    ["wide characters", code.replace(/[^-]/g, wide)],
  ])("is read with %s", (_, typed) => {
    expect(decodeCode(typed)).toEqual({ ok: true, picture: ready });
  });

  test("is read with each look-alike in the place of its character", () => {
    const below = numbers(5);
    for (const [lookAlike, char] of Object.entries(frozen.lookAlikes)) {
      expect([lookAlike, frozen.alphabet.includes(lookAlike)]).toEqual([lookAlike, false]);
      let met = false;
      for (let round = 0; round < 40; round += 1) {
        const picture = randomPicture(below);
        const written = encodePicture(picture);
        met ||= written.includes(char);
        const typed = written.replaceAll(char, lookAlike.toLowerCase());
        expect(decodeCode(typed)).toEqual({ ok: true, picture });
      }
      expect([lookAlike, met]).toEqual([lookAlike, true]);
    }
  });

  test("notices every wrong character and every swap of neighbours", () => {
    const below = numbers(11);
    for (let round = 0; round < 60; round += 1) {
      const bare = encodePicture(randomPicture(below)).replaceAll("-", "");
      for (const [index, char] of [...bare].entries()) {
        for (const other of frozen.alphabet) {
          if (other === char) continue;
          const wrong = bare.slice(0, index) + other + bare.slice(index + 1);
          if (decodeCode(wrong).ok) expect([bare, wrong]).toBeNull();
        }
        const next = bare[index + 1];
        if (next === undefined || next === char) continue;
        const swapped = bare.slice(0, index) + next + char + bare.slice(index + 2);
        expect(decodeCode(swapped)).toEqual({ ok: false, reason: "check" });
      }
    }
  });

  test("says that a newer one is newer, however long it is", () => {
    for (const length of [5, 15, 17]) {
      const values = withChecks([2, ...Array.from({ length }, (_, index) => index % FIELD)]);
      const newer = values.map((value) => frozen.alphabet[value]).join("");
      expect(decodeCode(newer)).toEqual({ ok: false, reason: "newer" });
    }
  });

  test.each([
    ["", "empty"],
    [" - ", "empty"],
    ["K7M", "length"],
    [code.slice(0, -1), "length"],
    [`${code}7`, "length"],
    ["hello", "alphabet"],
    [code.replace(/^./, "€"), "alphabet"],
    ["\u202E", "alphabet"],
  ])("%j is refused: %s", (typed, reason) => {
    expect(decodeCode(typed)).toEqual({ ok: false, reason });
  });

  test("of impossible content is refused, whole as it is", () => {
    const impossible = withChecks([1, ...Array.from({ length: 15 }, () => 22)]);
    const typed = impossible.map((value) => frozen.alphabet[value]).join("");
    expect(decodeCode(typed)).toEqual({ ok: false, reason: "content" });
    const versionless = withChecks([0, ...Array.from({ length: 15 }, () => 0)]);
    expect(decodeCode(versionless.map((value) => frozen.alphabet[value]).join(""))).toEqual({
      ok: false,
      reason: "content",
    });
  });

  test("is spelt out with a word for every character", () => {
    expect(spellOut(code)).toHaveLength(18);
    for (const { char, word } of spellOut(code)) {
      if (/[A-Z]/.test(char)) expect(word[0]).toBe(char);
      else expect(word).toMatch(/^[a-z]+$/);
    }
    expect(Object.keys(frozen.spoken).toSorted()).toEqual([...frozen.alphabet].toSorted());
  });
});

describe("what no list holds", () => {
  const odd = (change: object) =>
    pictureOf(reportOf("chromium", wellIn.chromium, { ...BROWSERS.chromium, ...change }));

  test("is called other, or bounded, never refused", () => {
    expect(odd({ name: "Some Browser" }).browser).toBe("other Chromium");
    expect(odd({ version: "9999.1" }).major).toBe(255);
    expect(odd({ version: "not a version" }).major).toBe(0);
    expect(odd({ os: "openbsd" }).os).toBe("other");
    for (const change of [{ name: "x" }, { version: "-3" }, { os: "" }]) {
      expect(decodeCode(encodePicture(odd(change))).ok).toBe(true);
    }
  });

  test("is called other, or bounded, in a picture from elsewhere too", () => {
    const after = (change: Partial<CodePicture>) => {
      const decoded = decodeCode(encodePicture({ ...ready, ...change }));
      return decoded.ok ? decoded.picture : decoded.reason;
    };
    expect(after({ browser: "Some Browser" })).toEqual({ ...ready, browser: "other Firefox" });
    expect(after({ family: "chromium" })).toMatchObject({ browser: "other Chromium" });
    expect(after({ os: "openbsd" })).toEqual({ ...ready, os: "other" });
    for (const [major, read] of [
      [300, 255],
      [1e30, 255],
      [Infinity, 255],
      [-1, 0],
      [12.5, 12],
      [NaN, 0],
    ] as const) {
      expect(after({ major })).toEqual({ ...ready, major: read });
    }
    for (const [madeAt, read] of [
      ["2026-11-24T10:19:59.999Z", "2026-11-24T10:10:00.000Z"],
      ["2031-05-06T07:08:09Z", "2031-05-06T07:00:00.000Z"],
      ["1999-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"],
      ["2099-01-01T00:00:00Z", "2036-01-01T11:50:00.000Z"],
      ["never", "2026-01-01T00:00:00.000Z"],
    ] as const) {
      expect(after({ madeAt })).toEqual({ ...ready, madeAt: read });
    }
    expect(after({ inspection: "seen", product: "Some Product" })).toEqual({
      ...ready,
      inspection: "seen",
      product: null,
    });
    expect(after({ roots: [...ready.roots].toReversed() })).toEqual(ready);
    expect(after({ roots: [] })).toMatchObject({
      roots: frozen.roots.map((id) => ({ id, finding: "inconclusive" })),
    });
  });

  test.each(["1999-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "never"])("the time %s", (time) => {
    const report = { ...WORLDS["ready, only loads"]!(), finishedAt: time };
    expect(decodeCode(supportCode(report)!).ok).toBe(true);
  });

  test("a report that contradicts itself has no code", () => {
    const report = WORLDS["ready, only loads"]!();
    expect(supportCode({ ...report, verdict: { ...report.verdict, cause: "dns" } })).toBeNull();
  });
});

test.each([
  [null, "unknown"],
  [0, "right"],
  [300_000, "right"],
  [-300_001, "minutes-ahead"],
  [3_599_999, "minutes-behind"],
  [3_600_000, "hours-behind"],
  [-86_399_999, "hours-ahead"],
  [86_400_000, "days-behind"],
  [-9e12, "days-ahead"],
])("a clock off by %j ms is %s", (behindMs, bucket) => {
  const clock = behindMs === null ? null : { behindMs, servers: 3 };
  expect(pictureOf({ ...WORLDS["ready, only loads"]!(), clock }).clock).toBe(bucket);
});

describe("the frozen lists", () => {
  test("hold every word that a report can have", () => {
    expect(frozen.findings).toEqual(expect.arrayContaining([...FINDINGS]));
    expect(frozen.controls).toEqual(expect.arrayContaining([...CONTROL_RESULTS]));
    expect(frozen.clocks).toEqual(expect.arrayContaining([...CLOCK_BUCKETS]));
    expect(frozen.products).toEqual(expect.arrayContaining(products.map(({ name }) => name)));
    const deciding = catalogue.roots.filter(({ decides }) => decides).map(({ id }) => id);
    expect(frozen.roots).toEqual(expect.arrayContaining(deciding));
    for (const { verdict, cause } of DECISIONS) {
      const words = `${verdict} ${cause}`;
      expect(frozen.outcomes.some((outcome) => outcome.startsWith(words))).toBe(true);
      // Nothing is red while the baseline fails.
      if (verdict === "action-needed") expect(frozen.outcomes).toContain(`inconclusive ${cause}`);
    }
  });

  test("stay within their room, each word once", () => {
    const { browsers, systems, outcomes, findings, controls, clocks, products: known } = frozen;
    const lists = { browsers, systems, outcomes, findings, controls, clocks, products: known };
    for (const [name, list] of Object.entries(lists)) {
      const size = frozen.room[name as keyof typeof lists];
      expect([name, list.length <= size]).toEqual([name, true]);
      expect(new Set(list).size).toBe(list.length);
    }
    expect(new Set(frozen.alphabet).size).toBe(FIELD);
  });

  test("fit into fifteen characters together", () => {
    const {
      browsers,
      majors,
      systems,
      outcomes,
      findings,
      controls,
      products: known,
    } = frozen.room;
    const digits = [2, 2, browsers, majors, systems, outcomes, controls, controls, 2];
    digits.push(1 + 2 * (1 + known), frozen.room.clocks, frozen.room.times);
    digits.push(...frozen.roots.map(() => findings));
    const product = digits.reduce((sum, radix) => sum * BigInt(radix), 1n);
    expect(product <= BigInt(FIELD) ** 15n).toBe(true);
  });

  test("use no vowel, and no digit that is read as one", () => {
    expect(frozen.alphabet).not.toMatch(/[AEIOUY0134]/);
  });

  test("never move: version 1 reads what version 1 wrote", () => {
    expect(code).toMatchInlineSnapshot(`"6HC-69N-28T-T2R-S8X-GRT"`);
    // As many words as each list had when it was frozen; those that follow may grow in number.
    const {
      browsers,
      systems,
      outcomes,
      roots,
      findings,
      controls,
      clocks,
      products: known,
    } = frozen;
    const first = [
      browsers.slice(0, 9),
      systems.slice(0, 6),
      outcomes.slice(0, 23),
      roots,
      findings,
      controls,
      clocks,
      known.slice(0, 32),
    ];
    const rest = [frozen.alphabet, frozen.epoch, frozen.room];
    const digest = createHash("sha256")
      .update(JSON.stringify([first, rest]))
      .digest("hex");
    expect(digest).toMatchInlineSnapshot(
      `"0aa6ec7d4b1fd078979b2ed09711645384c2093aeb89041ca47c9bc3c57bc34e"`,
    );
  });

  test("are described as they are", async () => {
    const text = await readFile("docs/support-code.md", "utf8");
    const example = supportCode(WORLDS["one root missing"]!())!;
    expect(text.split(`\`${example}\``)).toHaveLength(3);
    expect(text).toContain(`    ${frozen.alphabet}\n`);
    const table = [...text.matchAll(/^\| ((?:`.`(?:, )?)+) \| `(.)` \|$/gm)].flatMap(
      ([, typed, char]) => [...typed!.matchAll(/`(.)`/g)].map(([, one]) => [one, char]),
    );
    expect(Object.fromEntries(table)).toEqual(frozen.lookAlikes);
    for (const [row, size] of [
      ["browser", frozen.room.browsers],
      ["major version", frozen.room.majors],
      ["system", frozen.room.systems],
      ["outcome", frozen.room.outcomes],
      ["findings", `${frozen.room.findings} each`],
      ["expired controls", frozen.room.controls],
      ["inspection", 1 + 2 * (1 + frozen.room.products)],
      ["clock", frozen.room.clocks],
      ["time", frozen.room.times.toLocaleString("en")],
    ]) {
      expect(text).toMatch(new RegExp(`^\\| ${row} \\|.* ${size} \\|$`, "m"));
    }
  });
});
