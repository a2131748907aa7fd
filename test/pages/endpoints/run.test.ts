import { describe, expect, test, vi } from "vitest";
import type { EndpointInput } from "../../../src/core/endpoint-input.ts";
import { readEndpointList } from "../../../src/core/endpoint-input.ts";
import type { Probe } from "../../../src/core/observation.ts";
import {
  runEndpoints,
  type RunPorts,
  type Task,
  type Tested,
} from "../../../src/pages/endpoints/run.ts";
import type { RawObservation } from "../../../src/core/observe.ts";
import { answerOf } from "../../made-up-endpoints.ts";
import { START } from "../../made-up.ts";

/** A probe that has begun and waits for its test to end it. */
interface Begun {
  probe: Probe;
  blind: boolean;
  limitMs: number;
  answer(seen?: Partial<RawObservation>): Promise<void>;
  fail(error: unknown): Promise<void>;
}

const places = (count: number): EndpointInput[] =>
  readEndpointList(Array.from({ length: count }, (_, index) => `h${index}.example`).join("\n"))
    .values;
const tasks = (count: number, blind = false): Task[] =>
  places(count).map((place) => ({ place, blind }));

/** A run whose probes a test ends by hand. */
function begin(given: readonly Task[], concurrency = 3, limitMs = 10_000) {
  const begun: Begun[] = [];
  const told: [index: number, tested: Tested][] = [];
  const controller = new AbortController();
  const ticks = { now: 0 };
  const observe =
    (blind: boolean): RunPorts["observe"] =>
    (probe, limit) =>
      new Promise((resolve, reject) => {
        const settled = (act: () => void) => {
          act();
          return turn();
        };
        begun.push({
          probe,
          blind,
          limitMs: limit,
          answer: (seen) => settled(() => resolve({ ...answerOf(probe), ...seen })),
          fail: (error) => settled(() => reject(error)),
        });
      });
  const read = vi.fn<RunPorts["read"]>(async ({ der }) => `hash of ${der[0]}`);
  const ended = runEndpoints(
    given,
    {
      observe: observe(false),
      observeBlindly: observe(true),
      read,
      clock: { now: () => START, ticks: () => ticks.now },
    },
    { concurrency, limitMs, signal: controller.signal },
    (index, tested) => told.push([index, tested]),
  );
  return { begun, told, ended, controller, ticks, read };
}

const turn = async () => {
  for (let step = 0; step < 10; step += 1) await Promise.resolve();
};

describe("a run", () => {
  test("begins in the order of the list, and never more at a time than it may", async () => {
    const { begun, told, ended } = begin(tasks(7));
    expect(begun.map(({ probe }) => probe.url)).toEqual([
      "https://h0.example/",
      "https://h1.example/",
      "https://h2.example/",
    ]);
    // The second ends first: its place is taken by the fourth.
    await begun[1]!.answer();
    expect(begun).toHaveLength(4);
    expect(told.map(([index]) => index)).toEqual([1]);
    for (let at = 0; at < 7; at += 1) {
      if (at !== 1) await begun[at]!.answer();
      const open = begun.length - told.length;
      expect(open).toBeLessThanOrEqual(3);
    }
    await ended;
    expect(told.map(([index]) => index).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const [index, { seen, place }] of told) {
      expect([seen.url, place.url]).toEqual([`https://h${index}.example/`, seen.url]);
    }
  });

  test("asks each place as an endpoint, within its limit, and says when", async () => {
    const { begun, told, ended, ticks } = begin(tasks(2), 1, 5_000);
    expect(begun[0]).toMatchObject({
      blind: false,
      limitMs: 5_000,
      probe: { kind: "endpoint", root: null },
    });
    await begun[0]!.answer({ durationMs: 12.6 });
    ticks.now = 40.4;
    await begun[1]!.answer();
    await ended;
    expect(told[0]![1]).toMatchObject({ testedAt: START, seen: { startedMs: 0, durationMs: 13 } });
  });

  test("of nothing ends at once", async () => {
    const { told, ended } = begin([]);
    await ended;
    expect(told).toEqual([]);
  });

  test("keeps the certificates that were shown, leaf first", async () => {
    const { begun, told, ended } = begin(tasks(1));
    const raw = (first: number) => ({
      der: Uint8Array.of(first),
      reportedSpkiSha256: null,
      builtIn: null,
    });
    await begun[0]!.answer({ evidence: "anchor", chain: [raw(1), raw(2)] });
    await ended;
    expect(told[0]![1].seen.chain).toEqual(["hash of 1", "hash of 2"]);
  });
});

describe("a run that is stopped", () => {
  test("begins nothing more, and says nothing of what had not ended", async () => {
    const { begun, told, ended, controller } = begin(tasks(9));
    await begun[0]!.answer();
    controller.abort();
    for (const each of begun.slice(1)) await each.answer({ outcome: "failed" });
    await ended;
    expect(begun).toHaveLength(4);
    expect(told.map(([index]) => index)).toEqual([0]);
  });

  test("while a chain is being read says nothing of that either", async () => {
    const { begun, told, ended, controller, read } = begin(tasks(1));
    read.mockImplementation(async () => {
      controller.abort();
      return "hash";
    });
    const der = Uint8Array.of(1);
    await begun[0]!.answer({ chain: [{ der, reportedSpkiSha256: null, builtIn: null }] });
    await ended;
    expect([read.mock.calls.length, told]).toEqual([1, []]);
  });

  test("before it begins asks nobody", async () => {
    const controller = new AbortController();
    controller.abort();
    const observe = vi.fn<RunPorts["observe"]>();
    const clock = { now: () => START, ticks: () => 0 };
    const options = { concurrency: 2, limitMs: 1, signal: controller.signal };
    const ports = { observe, observeBlindly: observe, read: async () => "", clock };
    await runEndpoints(tasks(3), ports, options, () => {});
    expect(observe).not.toHaveBeenCalled();
  });
});

test.each([
  [new Error("gone"), "gone"],
  ["odd", "odd"],
])("a probe that rejects has failed, and the others go on: %s", async (error, raw) => {
  const { begun, told, ended } = begin(tasks(3), 1);
  await begun[0]!.fail(error);
  await begun[1]!.answer();
  await begun[2]!.answer();
  await ended;
  expect(told[0]![1].seen).toMatchObject({
    outcome: "failed",
    evidence: "none",
    failure: { code: "unknown", raw, symbol: null },
  });
  expect(told[1]![1].seen.outcome).toBe("loaded");
});

describe("without permission", () => {
  test("a place is asked blindly", async () => {
    const { begun } = begin([...tasks(1, true), ...tasks(2).slice(1)]);
    expect(begun.map(({ blind }) => blind)).toEqual([true, false]);
  });

  test("a failure without a reason is called what it is, and a time-out stays one", async () => {
    const { begun, told, ended } = begin(tasks(2, true));
    const failed = { outcome: "failed", evidence: "none" } as const;
    const raw = "Failed to fetch";
    await begun[0]!.answer({ ...failed, failure: { code: "unknown", raw, symbol: null } });
    await begun[1]!.answer({ ...failed, failure: { code: "timeout", raw: "no", symbol: null } });
    await ended;
    expect(told.map(([, { seen }]) => seen.failure)).toEqual([
      { code: "permission-missing", raw, symbol: null },
      { code: "timeout", raw: "no", symbol: null },
    ]);
  });
});
