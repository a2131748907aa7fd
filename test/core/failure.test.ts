import { describe, expect, test } from "vitest";
import { layerOf } from "../../src/core/failure.ts";
import {
  FAILURE_CODES,
  FAILURE_LAYERS,
  type FailureCode,
  type FailureLayer,
} from "../../src/core/vocabulary.ts";

const layers = Object.keys(FAILURE_LAYERS) as FailureLayer[];
const pairs = layers.flatMap((layer) =>
  FAILURE_LAYERS[layer].map((code) => [code, layer] as const),
);

describe("layerOf", () => {
  test.each(pairs)("%s speaks of the layer %s", (code, layer) => {
    expect(layerOf(code)).toBe(layer);
  });

  test.each(["", "net::ERR_FAILED", "constructor", "__proto__", "DNS"])(
    "the word %j, which is no code, speaks of no known layer",
    (word) => {
      expect(layerOf(word as FailureCode)).toBe("unknown");
    },
  );

  test("has a layer for each code of the list, and no code stands in two", () => {
    expect(pairs.map(([code]) => code)).toEqual(FAILURE_CODES);
    expect(new Set(FAILURE_CODES).size).toBe(FAILURE_CODES.length);
  });
});
