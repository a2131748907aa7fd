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
import { CONTROL_RESULTS, FINDINGS } from "../../src/core/words.ts";
import { BROWSERS, catalogue, reportOf, wellIn, WORLDS } from "../made-up.ts";

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

describe("a support code", () => {
  test("has eighteen characters in groups of three, none of them a vowel or a look-alike", () => {
    expect(code).toMatch(/^(?:[2346789CDFGHJKMNPQRTVWX]{3}-){5}[2346789CDFGHJKMNPQRTVWX]{3}$/);
  });

  test("survives a million random pictures", () => {
    const below = numbers(1);
    for (let round = 0; round < 1_000_000; round += 1) {
      const picture = randomPicture(below);
      const decoded = decodeCode(encodePicture(picture));
      // Comparing by hand: a million calls of expect would take minutes.
      if (!decoded.ok || JSON.stringify(decoded.picture) !== JSON.stringify(picture)) {
        expect(decoded).toEqual({ ok: true, picture });
      }
    }
  }, 120_000);

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
    ["look-alikes", code.replaceAll("8", "B").replaceAll("2", "Z").replaceAll("V", "U")],
  ])("is read with %s", (_, typed) => {
    expect(decodeCode(typed)).toEqual({ ok: true, picture: ready });
  });

  test("notices every wrong character and every swap of neighbours", () => {
    const bare = code.replaceAll("-", "");
    for (const [index, char] of [...bare].entries()) {
      for (const other of frozen.alphabet) {
        if (other === char) continue;
        const wrong = bare.slice(0, index) + other + bare.slice(index + 1);
        expect(decodeCode(wrong).ok).toBe(false);
      }
      const next = bare[index + 1];
      if (next === undefined || next === char) continue;
      const swapped = bare.slice(0, index) + next + char + bare.slice(index + 2);
      expect(decodeCode(swapped)).toEqual({ ok: false, reason: "check" });
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
    const room = {
      browsers: 10,
      systems: 8,
      outcomes: 24,
      findings: 7,
      controls: 3,
      clocks: 8,
      products: 46,
    };
    for (const [name, size] of Object.entries(room)) {
      const list = frozen[name as keyof typeof room];
      expect([name, list.length <= size]).toEqual([name, true]);
      expect(new Set(list).size).toBe(list.length);
    }
    expect(new Set(frozen.alphabet).size).toBe(FIELD);
  });

  test("never move: version 1 reads what version 1 wrote", () => {
    expect(code).toMatchInlineSnapshot(`"3DH-Q2P-GQP-P7R-7JK-DD8"`);
    expect(frozen.outcomes.indexOf("inconclusive unknown")).toBe(22);
    expect(frozen.products.indexOf("Zscaler")).toBe(31);
  });
});
