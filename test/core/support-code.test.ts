import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { FIELD, appendCheckDigits } from "../../src/core/checksum.ts";
import { products } from "../../src/core/inspectors.json";
import { decodeCode } from "../../src/core/read-support-code.ts";
import {
  CLOCK_BUCKETS,
  encodeContent,
  contentOf,
  spellOut,
  supportCode,
  type CodeContent,
} from "../../src/core/support-code.ts";
import frozen from "../../src/core/support-code.json";
import { DECISIONS } from "../../src/core/verdict.ts";
import { CONTROL_RESULTS, EVIDENCE, FAILURE_CODES, FINDINGS } from "../../src/core/vocabulary.ts";
import { BROWSERS, catalogue, reportOf, TLS, wellIn, WORLDS } from "../made-up.ts";
import {
  codeOfContent,
  contentBySpecification,
  digitsBySpecification,
  FIRST,
  lettersOf,
  NEWEST,
  numbers,
  randomPicture,
  roomsOf,
  WITH_ABSENT,
} from "./support-code-specification.ts";

const ready = contentOf(WORLDS["ready, anchors seen"]!());
const code = encodeContent(ready);

/** The full-width form of a character, as some keyboards type it. */
function wide(char: string): string {
  return String.fromCharCode(char.charCodeAt(0) + 0xfee0);
}

describe("a support code", () => {
  test("has 21 characters in groups of three, none of them a vowel or a look-alike", () => {
    expect(code).toMatch(/^(?:[26789CDFGHJKLMNPQRSTVWX]{3}-){6}[26789CDFGHJKLMNPQRSTVWX]{3}$/);
  });

  test("is what the specification says", () => {
    const below = numbers(2);
    for (let round = 0; round < 2000; round += 1) {
      const picture = randomPicture(below);
      const content = contentBySpecification(NEWEST, digitsBySpecification(NEWEST, picture));
      expect(encodeContent(picture)).toBe(codeOfContent(NEWEST, content));
    }
  });

  test("survives the largest number in every digit", () => {
    const last = <Word>(list: readonly Word[]) => list.at(-1)!;
    const largest: CodeContent = {
      ...ready,
      training: true,
      builtInCatalogue: true,
      family: "firefox",
      browser: last(frozen.browsers),
      major: 429,
      majorOrLater: true,
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
      madeAt: "2037-12-31T23:50:00.000Z",
    };
    expect(decodeCode(encodeContent(largest))).toEqual({ ok: true, content: largest });
  });

  test("holds every combination of verdict, cause and evidence with every finding", () => {
    for (const outcome of frozen.outcomes) {
      const [verdict, cause, evidence = "none"] = outcome.split(" ");
      for (const finding of FINDINGS) {
        const roots = frozen.roots.map((id) => ({ id, finding }));
        const picture = { ...ready, verdict, cause, evidence, roots } as CodeContent;
        expect(decodeCode(encodeContent(picture))).toEqual({ ok: true, content: picture });
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
      expect(decoded).toEqual({ ok: true, content: contentOf(report) });
    }
  });

  test.each(Object.entries(WORLDS))("of %s says what the report says", (_, world) => {
    const report = world();
    const decoded = decodeCode(supportCode(report)!);
    expect(decoded).toEqual({ ok: true, content: contentOf(report) });
    expect(decoded).toMatchObject({
      content: { verdict: report.verdict.code, cause: report.verdict.cause },
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
    expect(decodeCode(typed)).toEqual({ ok: true, content: ready });
  });

  test("is read with each look-alike in the place of its character", () => {
    const below = numbers(5);
    for (const [lookAlike, char] of Object.entries(frozen.lookAlikes)) {
      expect([lookAlike, frozen.alphabet.includes(lookAlike)]).toEqual([lookAlike, false]);
      let met = false;
      for (let round = 0; round < 40; round += 1) {
        const picture = randomPicture(below);
        const written = encodeContent(picture);
        met ||= written.includes(char);
        const typed = written.replaceAll(char, lookAlike.toLowerCase());
        expect(decodeCode(typed)).toEqual({ ok: true, content: picture });
      }
      expect([lookAlike, met]).toEqual([lookAlike, true]);
    }
  });

  test("notices every wrong character and every swap of neighbours", () => {
    const below = numbers(11);
    for (let round = 0; round < 60; round += 1) {
      const bare = encodeContent(randomPicture(below)).replaceAll("-", "");
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
    for (const length of [5, 15, 17, 18, 19]) {
      const content = Array.from({ length }, (_, index) => index % FIELD);
      const newer = lettersOf(appendCheckDigits([NEWEST.version + 1, ...content]));
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

  test("of the newest length is misheard, not incomplete, whichever character is wrong", () => {
    for (const [index, char] of [...code].entries()) {
      if (char === "-") continue;
      const other = char === "6" ? "9" : "6";
      const wrong = code.slice(0, index) + other + code.slice(index + 1);
      expect(decodeCode(wrong)).toEqual({ ok: false, reason: "check" });
    }
  });

  test("is incomplete until its last character is typed", () => {
    for (let length = 1; length < code.length; length += 1) {
      expect(decodeCode(code.slice(0, length))).toEqual({ ok: false, reason: "length" });
    }
  });

  test.each([
    ["all digits too large", [NEWEST.version, ...Array.from({ length: 18 }, () => 22)]],
    ["all digits of version 1 too large", [FIRST.version, ...Array.from({ length: 15 }, () => 22)]],
    ["no version", [0, ...Array.from({ length: 18 }, () => 0)]],
    [
      "version 1 at the length of version 2",
      [FIRST.version, ...Array.from({ length: 18 }, () => 0)],
    ],
  ])("of impossible content is refused, whole as it is: %s", (_, values) => {
    const typed = lettersOf(appendCheckDigits(values));
    expect(decodeCode(typed)).toEqual({ ok: false, reason: "content" });
  });

  test("is spelt out with a word for every character", () => {
    expect(spellOut(code)).toHaveLength(21);
    for (const { char, word } of spellOut(code)) {
      if (/[A-Z]/.test(char)) expect(word[0]).toBe(char);
      else expect(word).toMatch(/^[a-z]+$/);
    }
    expect(Object.keys(frozen.spoken).toSorted()).toEqual([...frozen.alphabet].toSorted());
  });
});

describe("what no list holds", () => {
  const odd = (change: object) =>
    contentOf(reportOf("chromium", wellIn.chromium, { ...BROWSERS.chromium, ...change }));

  test("is called other, or bounded, never refused", () => {
    expect(odd({ name: "Some Browser" }).browser).toBe("other Chromium");
    expect(odd({ version: "9999.1" })).toMatchObject({ major: 429, majorOrLater: true });
    expect(odd({ version: "428.1" })).toMatchObject({ major: 428, majorOrLater: false });
    expect(odd({ version: "not a version" }).major).toBe(0);
    expect(odd({ os: "openbsd" }).os).toBe("other");
    for (const change of [{ name: "x" }, { version: "-3" }, { os: "" }]) {
      expect(decodeCode(encodeContent(odd(change))).ok).toBe(true);
    }
  });

  test("is called other, or bounded, in a picture from elsewhere too", () => {
    const after = (change: Partial<CodeContent>) => {
      const decoded = decodeCode(encodeContent({ ...ready, ...change }));
      return decoded.ok ? decoded.content : decoded.reason;
    };
    expect(after({ browser: "Some Browser" })).toEqual({ ...ready, browser: "other Firefox" });
    expect(after({ family: "chromium" })).toMatchObject({ browser: "other Chromium" });
    expect(after({ os: "openbsd" })).toEqual({ ...ready, os: "other" });
    for (const [major, read] of [
      [256, 256],
      [430, 429],
      [1e30, 429],
      [Infinity, 429],
      [-1, 0],
      [12.5, 12],
      [NaN, 0],
    ] as const) {
      expect(after({ major })).toEqual({ ...ready, major: read, majorOrLater: read === 429 });
    }
    for (const [madeAt, read] of [
      ["2026-11-24T10:19:59.999Z", "2026-11-24T10:10:00.000Z"],
      ["2031-05-06T07:08:09Z", "2031-05-06T07:00:00.000Z"],
      ["1999-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"],
      ["2037-12-31T23:59:59.999Z", "2037-12-31T23:50:00.000Z"],
      ["2099-01-01T00:00:00Z", "2037-12-31T23:50:00.000Z"],
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
  });

  test("is left out where a root that does not decide is not in the report", () => {
    const world = WORLDS["ready, anchors seen"]!();
    const deciding = world.roots.filter(({ id, decides }) => decides && frozen.roots.includes(id));
    const picture = contentOf({ ...world, roots: deciding });
    expect(picture.roots.map(({ id }) => id)).toEqual(deciding.map(({ id }) => id));
    expect(decodeCode(encodeContent(picture))).toEqual({ ok: true, content: picture });
    // No report is without them.
    expect(contentOf({ ...world, roots: [] }).roots).toEqual(
      deciding.map(({ id }) => ({ id, finding: "inconclusive" })),
    );
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
  expect(contentOf({ ...WORLDS["ready, only loads"]!(), clock }).clock).toBe(bucket);
});

/** Codes that version 1 wrote, and what it meant by them. */
const OLD_CODES = (await readFile("test/core/support-codes-1.tsv", "utf8"))
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line): { written: string; meant: CodeContent } => {
    const [written, kind, edition, browser, major, os, verdict, cause, evidence, ...rest] =
      line.split("\t");
    const [expired, revoked, baseline, inspection, product, clock, madeAt] = rest.slice(5);
    const meant = {
      training: kind === "training",
      builtInCatalogue: edition === "built-in",
      family: browser!.endsWith("Firefox") ? "firefox" : "chromium",
      browser,
      major: Number(major),
      majorOrLater: major === "255",
      os,
      verdict,
      cause,
      evidence,
      roots: rest.slice(0, 5).map((finding, at) => ({ id: frozen.roots[at], finding })),
      controls: { expired, revoked },
      baselineLoaded: baseline === "loaded",
      inspection,
      product: product || null,
      clock,
      madeAt,
    };
    return { written: written!, meant: meant as CodeContent };
  });

describe("a code of version 1", () => {
  test.each(OLD_CODES)("is read as it was meant: $written", ({ written, meant }) => {
    expect(decodeCode(written)).toEqual({ ok: true, content: meant });
  });

  test("is what the specification says", () => {
    for (const { written, meant } of OLD_CODES) {
      const content = contentBySpecification(FIRST, digitsBySpecification(FIRST, meant));
      expect(codeOfContent(FIRST, content)).toBe(written);
    }
  });

  test("has every word of its lists among those examples", () => {
    const holds = (list: readonly string[], words: (meant: CodeContent) => unknown[]) => {
      const met = new Set(OLD_CODES.flatMap(({ meant }) => words(meant)));
      expect(list.filter((word) => !met.has(word))).toEqual([]);
    };
    holds(frozen.browsers.slice(0, 9), ({ browser }) => [browser]);
    holds(frozen.systems.slice(0, 6), ({ os }) => [os]);
    holds(frozen.findings, ({ roots }) => roots.map(({ finding }) => finding));
    holds(frozen.controls, ({ controls }) => [controls.expired]);
    holds(frozen.controls, ({ controls }) => [controls.revoked]);
    holds(frozen.clocks, ({ clock }) => [clock]);
    for (const seen of ["seen", "approved"]) {
      const first = frozen.products.slice(0, 32);
      holds(first, ({ inspection, product }) => (inspection === seen ? [product] : []));
    }
    holds(frozen.outcomes.slice(0, 23), ({ verdict, cause, evidence }) => [
      `${verdict} ${cause}${verdict === "ready" ? ` ${evidence}` : ""}`,
    ]);
  });

  test("is read with small letters, no groups, and look-alikes for its characters", () => {
    for (const { written, meant } of OLD_CODES) {
      let typed = written.toLowerCase().replaceAll("-", " ");
      for (const [lookAlike, char] of Object.entries(frozen.lookAlikes)) {
        typed = typed.replaceAll(char.toLowerCase(), lookAlike);
      }
      expect(decodeCode(typed)).toEqual({ ok: true, content: meant });
    }
  });

  test("is never read with a wrong character, or with two neighbours swapped", () => {
    for (const { written } of OLD_CODES) {
      const bare = written.replaceAll("-", "");
      for (const [index, char] of [...bare].entries()) {
        for (const other of frozen.alphabet) {
          if (other === char) continue;
          const wrong = bare.slice(0, index) + other + bare.slice(index + 1);
          if (decodeCode(wrong).ok) expect([bare, wrong]).toBeNull();
        }
        const next = bare[index + 1];
        if (next === undefined || next === char) continue;
        const swapped = bare.slice(0, index) + next + char + bare.slice(index + 2);
        if (decodeCode(swapped).ok) expect([bare, swapped]).toBeNull();
      }
    }
  });

  test("has none of the roots that it has no room for", () => {
    const { written, meant } = OLD_CODES[0]!;
    expect(meant.roots).toHaveLength(5);
    const decoded = decodeCode(written);
    expect(decoded.ok && decoded.content.roots.map(({ id }) => id)).toEqual(
      frozen.roots.slice(0, 5),
    );
  });
});

describe("the frozen lists", () => {
  test("hold every word that a report can have", () => {
    expect(frozen.findings).toEqual([...FINDINGS]);
    expect(frozen.controls).toEqual(expect.arrayContaining([...CONTROL_RESULTS]));
    expect(frozen.clocks).toEqual(expect.arrayContaining([...CLOCK_BUCKETS]));
    expect(frozen.products).toEqual(expect.arrayContaining(products.map(({ name }) => name)));
    const catalogued = catalogue.roots.map(({ id }) => id);
    expect(catalogued.filter((id) => frozen.roots.includes(id))).toEqual(frozen.roots);
    for (const evidence of EVIDENCE) {
      if (evidence === "none") continue;
      expect(frozen.outcomes).toContain(`ready none ${evidence}`);
    }
    for (const { verdict, cause } of DECISIONS) {
      const words = `${verdict} ${cause}`;
      expect(frozen.outcomes.some((outcome) => outcome.startsWith(words))).toBe(true);
      // Nothing is red while the baseline fails.
      if (verdict === "action-needed") expect(frozen.outcomes).toContain(`inconclusive ${cause}`);
    }
  });

  test("stay within the room of the newest version, each word once", () => {
    const { browsers, systems, outcomes, controls, clocks, products: known } = frozen;
    const lists = { browsers, systems, outcomes, controls, clocks, products: known };
    for (const [name, list] of Object.entries(lists)) {
      const size = NEWEST.room[name as keyof typeof lists];
      expect([name, list.length <= size]).toEqual([name, true]);
      expect(new Set(list).size).toBe(list.length);
    }
    expect(NEWEST.room.findings).toHaveLength(frozen.roots.length);
    expect(new Set(frozen.alphabet).size).toBe(FIELD);
  });

  test("leave a root out only where it does not decide", () => {
    const sizes = catalogue.roots.flatMap(({ id, decides }) =>
      frozen.roots.includes(id) ? [decides ? FINDINGS.length : WITH_ABSENT] : [],
    );
    expect(NEWEST.room.findings).toEqual(sizes);
  });

  test.each(frozen.formats)("fit into the characters of version $version", (format) => {
    const product = roomsOf(format).reduce((sum, radix) => sum * BigInt(radix), 1n);
    expect(product <= BigInt(FIELD) ** BigInt(format.characters - 3)).toBe(true);
  });

  test("use no vowel, and no digit that is read as one", () => {
    expect(frozen.alphabet).not.toMatch(/[AEIOUY0134]/);
  });

  test("never move: a version reads what it wrote", () => {
    expect(code).toMatchInlineSnapshot(`"7G2-GGN-RVW-W88-9TK-H8Q-HRL"`);
    // As many words as each list had when it was frozen; those that follow may grow in number.
    const digest = (...parts: unknown[]) =>
      createHash("sha256").update(JSON.stringify(parts)).digest("hex");
    const { browsers, systems, outcomes, roots, findings, controls, clocks } = frozen;
    const { alphabet, epoch, formats, products: known } = frozen;
    expect(
      digest(
        browsers.slice(0, 9),
        systems.slice(0, 6),
        outcomes.slice(0, 23),
        roots,
        findings,
        controls,
        clocks,
        known.slice(0, 32),
      ),
    ).toMatchInlineSnapshot(`"affefbbe91bcc914b88574de0e0c2d852cdc26daf259183e9477bf9304233dc9"`);
    expect(digest(alphabet, epoch, formats)).toMatchInlineSnapshot(
      `"d4d7d25652e5a89b5d5bfd32a0663e425bf1fc2258d9c8ccb77e43f96078f259"`,
    );
  });

  test("are described as they are", async () => {
    const text = await readFile("docs/support-code.md", "utf8");
    const report = WORLDS["one root missing"]!();
    const example = supportCode(report)!;
    expect(text.split(`\`${example}\``)).toHaveLength(3);
    const values = [...example.replaceAll("-", "")].map((char) => frozen.alphabet.indexOf(char));
    expect(text).toContain(`has the values ${values.join(", ")}.`);
    const number = values.slice(1, -2).reduce((sum, value) => sum * 23n + BigInt(value), 0n);
    expect(text).toContain(number.toLocaleString("en"));
    expect(exampleDigits(text)).toEqual(digitsOf(number));
    expect(text).toContain(`\`${OLD_CODES[1]!.written}\``);
    expect(text).toContain(`    ${frozen.alphabet}\n`);
    const table = [...text.matchAll(/^\| ((?:`.`(?:, )?)+) \| `(.)` \|$/gm)].flatMap(
      ([, typed, char]) => [...typed!.matchAll(/`(.)`/g)].map(([, one]) => [one, char]),
    );
    expect(Object.fromEntries(table)).toEqual(frozen.lookAlikes);
    const columns = frozen.formats.map((format) => {
      const { browsers, majors, systems, outcomes, findings, controls, clocks } = format.room;
      const others = new Set(findings.slice(4));
      expect([format.version, others.size]).toEqual([format.version, 1]);
      return {
        browser: browsers,
        "major version": majors,
        system: systems,
        outcome: outcomes,
        "roots that decide": `${findings.slice(0, 4).length} × ${findings[0]}`,
        "other roots": `${findings.slice(4).length} × ${findings[4]}`,
        "expired controls": controls,
        "revoked controls": controls,
        inspection: 1 + 2 * (1 + format.room.products),
        products: format.room.products,
        clock: clocks,
        time: format.room.times.toLocaleString("en"),
      };
    });
    const lastTwo = frozen.formats.map(({ characters }) => `${characters - 1}, ${characters}`);
    expect(text).toContain(`| ${lastTwo.join(" | ")} | check characters |`);
    for (const row of Object.keys(columns[0]!) as (keyof (typeof columns)[0])[]) {
      const cells = columns.map((column) => ` ${column[row]} \\|`).join("");
      expect(text).toMatch(new RegExp(`^\\| ${row} \\|.*${cells}$`, "m"));
    }
  });

  /** The digits that the worked example's table gives, in order. */
  function exampleDigits(text: string): number[] {
    const example = text.split("## An example")[1]!.split("\n## ")[0]!;
    const cells = [...example.matchAll(/^\| [a-z][^|]* \| ([\d, ]+) \|$/gm)];
    return cells
      .flatMap(([, digits]) => digits!.replace(/(\d),(\d{3})/g, "$1$2").split(", "))
      .map(Number);
  }

  /** The digits of a number in the newest version's mixed radix. */
  function digitsOf(number: bigint): number[] {
    let rest = number;
    return roomsOf(NEWEST)
      .toReversed()
      .map((room) => {
        const digit = Number(rest % BigInt(room));
        rest /= BigInt(room);
        return digit;
      })
      .toReversed();
  }
});
