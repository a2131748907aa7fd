/** The verdict of every picture there can be, and whether the examples notice each change of the table. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONTROL_SIGNS } from "../../src/core/control-sign.ts";
import {
  CLOCK_SIGNS,
  decide,
  DECISIONS,
  possibleDecisions,
  SIGNS,
  type Decision,
  type VerdictInput,
  type Sign,
} from "../../src/core/verdict.ts";
import { CAUSES, VERDICTS, type Cause } from "../../src/core/vocabulary.ts";
import { EXAMPLES, BOOLEANS, picture } from "./verdict-examples.ts";

/** Runs with the table changed, and puts it back. */
function withTable<T>(change: (rows: unknown[]) => void, run: () => T): T {
  const rows = DECISIONS as unknown[];
  const kept = [...rows];
  try {
    change(rows);
    return run();
  } finally {
    rows.splice(0, rows.length, ...kept);
  }
}

/** Whether the examples tell the table, as it stands at this moment, from the true one. */
function examplesNotice(): boolean {
  return EXAMPLES.some(([, signs, change, verdict, cause, sign]) => {
    const decision = decide(picture(signs, change));
    return decision.verdict !== verdict || decision.cause !== cause || decision.sign !== sign;
  });
}

/** All multisets of this many signs. */
function multisets(size: number, from = 0): Sign[][] {
  if (size === 0) return [[]];
  return SIGNS.flatMap((sign, index) =>
    index < from ? [] : multisets(size - 1, index).map((rest) => [sign, ...rest]),
  );
}

function* pictures(...sizes: number[]): Generator<VerdictInput> {
  for (const signs of sizes.flatMap((size) => multisets(size))) {
    for (const baselineLoaded of BOOLEANS) {
      for (const control of CONTROL_SIGNS) {
        for (const online of BOOLEANS) {
          for (const outdated of BOOLEANS) {
            for (const clock of CLOCK_SIGNS) {
              yield { signs, baselineLoaded, control, online, clock, outdated };
            }
          }
        }
      }
    }
  }
}

const text = ({ verdict, cause, sign }: Decision) => `${verdict} ${cause} ${sign}`;

describe("the examples", () => {
  const rows = DECISIONS.map((row, index) => {
    const { verdict, cause, ...conditions } = row;
    return [`${JSON.stringify(conditions)} → ${verdict}, ${cause}`, index] as const;
  });
  // Beside a root that is well, two others that fail are not all there is.
  const few = [...pictures(1, 2)].flatMap((each): VerdictInput[] => [
    each,
    { ...each, signs: [...each.signs, "ok"] },
  ]);
  const truth = few.map((each) => text(decide(each)));
  const differs = () => few.some((each, index) => text(decide(each)) !== truth[index]);
  const move = (from: number, to: number) => (table: unknown[]) =>
    void table.splice(to, 0, ...table.splice(from, 1));

  test("notice nothing while the table is as it should be", () => {
    expect(examplesNotice()).toBe(false);
  });

  test.each(rows)("notice when a row is gone: %s", (_, index) => {
    // Something must fit everything, even where the row that is gone is the last one.
    const noDecision = { verdict: "inconclusive", cause: "none" };
    const without = (table: unknown[]) => {
      table.splice(index, 1);
      table.push(noDecision);
    };
    expect(withTable(without, examplesNotice)).toBe(true);
  });

  test.each(rows)("notice when a row moves to where it changes anything: %s", (_, index) => {
    for (let to = 0; to < DECISIONS.length; to += 1) {
      const [matters, noticed] = withTable(move(index, to), () => [differs(), examplesNotice()]);
      expect.soft(noticed, `from ${index} to ${to}`).toBe(matters);
    }
  });
});

describe("every picture there can be", () => {
  const everything = [...pictures(1, 2, 3, 4)];
  const decisions = everything.map(decide);

  test("is more than a hundred thousand", () => {
    const signs = [1, 2, 3, 4].reduce((sum, size) => sum + multisets(size).length, 0);
    expect(signs).toBe(12649);
    expect(everything.length).toBe(signs * CONTROL_SIGNS.length * CLOCK_SIGNS.length * 2 ** 3);
  });

  /** The pictures, as sentences, whose decision breaks a rule. */
  function broken(rule: (decision: Decision, picture: VerdictInput) => boolean): string[] {
    return everything.flatMap((each, index) => {
      const decision = decisions[index]!;
      return rule(decision, each) ? [] : [`${JSON.stringify(each)}: ${text(decision)}`];
    });
  }

  test("has a verdict and a cause of the lists", () => {
    expect(
      broken(({ verdict, cause }) => VERDICTS.includes(verdict) && CAUSES.includes(cause)),
    ).toEqual([]);
  });

  test("is ready only where each root is trusted, a valid host loaded and the control did not pass", () => {
    const well = (each: VerdictInput) =>
      each.signs.includes("ok") &&
      each.signs.every((sign) => sign === "ok" || sign === "proven") &&
      each.control !== "accepted" &&
      each.control !== "replaced";
    expect(broken(({ verdict }, each) => (verdict === "ready") === well(each))).toEqual([]);
  });

  test("has the cause none exactly where it is ready", () => {
    expect(broken(({ verdict, cause }) => (verdict === "ready") === (cause === "none"))).toEqual(
      [],
    );
  });

  test("is never red while the baseline fails", () => {
    expect(
      broken(({ verdict }, each) => each.baselineLoaded || verdict !== "action-needed"),
    ).toEqual([]);
  });

  test("is red for nothing that was not seen", () => {
    const reasons: Partial<Record<Cause, (each: VerdictInput) => boolean>> = {
      "missing-root": ({ signs }) => signs.includes("untrusted"),
      "outdated-trust-store": ({ signs, outdated }) => signs.includes("untrusted") && outdated,
      "certificate-exception": ({ signs }) => signs.includes("exception"),
      "checks-disabled": ({ control }) => control === "accepted",
      "wrong-clock": ({ signs, clock }) => signs.includes("date") && clock === "off",
    };
    expect(
      broken(({ verdict, cause }, each) => {
        return verdict !== "action-needed" || (reasons[cause]?.(each) ?? false);
      }),
    ).toEqual([]);
  });

  test("is inspected only where a foreign chain was seen or a control replaced", () => {
    const seen = ({ signs, control }: VerdictInput) =>
      signs.includes("inspected") || control === "replaced";
    expect(broken(({ verdict }, each) => verdict !== "inspected" || seen(each))).toEqual([]);
  });

  test("blames Amazon only while the baseline loads", () => {
    expect(broken(({ cause }, each) => cause !== "amazon-side" || each.baselineLoaded)).toEqual([]);
  });

  test("names a missing root only where nothing calls the evidence into question", () => {
    const doubts: Sign[] = ["offline", "proxy", "blocked", "permission"];
    expect(
      broken(
        ({ cause }, { signs }) =>
          cause !== "missing-root" || !signs.some((sign) => doubts.includes(sign)),
      ),
    ).toEqual([]);
  });

  test("is no less clear where hosts are silent beside those that speak", () => {
    const speaking = ["self-signed", "name", "handshake", "certificate", "date"] as const;
    const silent = ["reset", "unreachable", "dns", "proven"] as const;
    for (const one of speaking) {
      for (const baselineLoaded of BOOLEANS) {
        for (const clock of CLOCK_SIGNS) {
          const around = { baselineLoaded, clock, control: "void", online: true } as const;
          const decided = (signs: Sign[]) => text(decide({ ...around, outdated: false, signs }));
          const clear = decided([one, one, one, one]);
          if (clear.includes("unknown")) continue;
          for (const quiet of silent) {
            expect
              .soft([quiet, clock, decided([one, one, one, quiet])])
              .toEqual([quiet, clock, clear]);
            expect
              .soft([quiet, clock, decided([one, quiet, quiet, quiet])])
              .toEqual([quiet, clock, clear]);
          }
        }
      }
    }
  });

  test("names as what decided a sign that is there", () => {
    expect(broken(({ sign }, { signs }) => sign === null || signs.includes(sign))).toEqual([]);
  });

  test("is the same in whatever order the roots come", () => {
    const turned = (signs: readonly Sign[]) => [signs.toReversed(), [...signs.slice(1), signs[0]!]];
    expect(
      broken((decision, each) =>
        turned(each.signs).every((signs) => text(decide({ ...each, signs })) === text(decision)),
      ),
    ).toEqual([]);
  });

  test("is the same in whatever order more roots come", () => {
    const many = fc.array(fc.constantFrom(...SIGNS), { minLength: 2, maxLength: 8 });
    const shuffled = many.chain((signs) =>
      fc.tuple(fc.constant(signs), fc.shuffledSubarray(signs, { minLength: signs.length })),
    );
    const rest = fc.record({
      baselineLoaded: fc.boolean(),
      control: fc.constantFrom(...CONTROL_SIGNS),
      online: fc.boolean(),
      clock: fc.constantFrom(...CLOCK_SIGNS),
      outdated: fc.boolean(),
    });
    fc.assert(
      fc.property(shuffled, rest, ([signs, others], around) => {
        expect(decide({ signs: others, ...around })).toEqual(decide({ signs, ...around }));
      }),
      { seed: 4 },
    );
  });

  test("may be decided, while parts of it are open, only as their outcomes decide", () => {
    const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
    const open = fc.record({
      signs: fc.array(some(SIGNS), { minLength: 1, maxLength: 4 }),
      baselineLoaded: some(BOOLEANS),
      control: some(CONTROL_SIGNS),
      online: some(BOOLEANS),
      clock: some(CLOCK_SIGNS),
      outdated: fc.boolean(),
    });
    const pick = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(open, pick, (input, picks) => {
        const one = <T>(values: readonly T[]): T => values[picks.next().value! % values.length]!;
        const outcome: VerdictInput = {
          signs: input.signs.map(one),
          baselineLoaded: one(input.baselineLoaded),
          control: one(input.control),
          online: one(input.online),
          clock: one(input.clock),
          outdated: input.outdated,
        };
        const possible = possibleDecisions(input).map(text);
        expect(possible).toContain(text(decide(outcome)));
      }),
      { seed: 4, numRuns: 5_000 },
    );
  });

  test("may be decided in one way only where nothing is open", () => {
    for (const each of pictures(1, 2)) {
      const { signs, baselineLoaded, control, online, clock, outdated } = each;
      const possible = possibleDecisions({
        signs: signs.map((sign) => [sign]),
        baselineLoaded: [baselineLoaded],
        control: [control],
        online: [online],
        clock: [clock],
        outdated,
      });
      expect(possible).toEqual([decide(each)]);
    }
  });

  test("together they reach every cause, and every verdict", () => {
    const causes = new Set(decisions.map(({ cause }) => cause));
    const verdicts = new Set(decisions.map(({ verdict }) => verdict));
    expect([...causes].toSorted()).toEqual([...CAUSES].toSorted());
    expect([...verdicts].toSorted()).toEqual([...VERDICTS].toSorted());
  });
});
