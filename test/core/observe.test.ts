import { expect, test } from "vitest";
import { observationFrom, type RawObservation } from "../../src/core/observe.ts";
import { observation } from "../made-up.ts";

const raw = (bytes: number) => ({
  der: Uint8Array.of(bytes),
  reportedSpkiSha256: null,
  builtIn: null,
});

test("an observation has whole milliseconds, and its certificates by their hashes, leaf first", async () => {
  const { startedMs: _, ...rest } = observation({ durationMs: 12.6 });
  const given: RawObservation = { ...rest, chain: [raw(1), raw(2)] };
  const seen = await observationFrom(given, 3.4, async ({ der }) => `hash ${der[0]}`);
  expect(seen).toEqual({
    ...rest,
    startedMs: 3,
    durationMs: 13,
    chain: ["hash 1", "hash 2"],
  });
});
