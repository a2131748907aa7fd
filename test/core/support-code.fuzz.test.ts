/** A million random contents survive a support code, in each version of it. */
import { expect, test } from "vitest";
import { FIELD } from "../../src/core/checksum.ts";
import { pack } from "../../src/core/mixed-radix.ts";
import { decodeCode } from "../../src/core/read-support-code.ts";
import { encodeContent } from "../../src/core/support-code.ts";
import frozen from "../../src/core/support-code.json";
import { cases, SEED } from "../fuzz.ts";
import {
  codeOfContent,
  digitsBySpecification,
  FIRST,
  numbers,
  randomPicture,
  roomsOf,
  same,
} from "./support-code-specification.ts";

test("random contents survive the newest version", () => {
  const below = numbers(SEED);
  for (let round = 0; round < cases(1_000_000); round += 1) {
    const picture = randomPicture(below);
    const decoded = decodeCode(encodeContent(picture));
    // Comparing by hand: a million calls of expect would take minutes.
    if (!decoded.ok || !same(decoded.content, picture)) {
      expect(decoded).toEqual({ ok: true, content: picture });
    }
  }
});

test("random contents of version 1 are read as they were meant", () => {
  const below = numbers(SEED);
  const rooms = roomsOf(FIRST);
  const { products: known } = FIRST.room;
  let read = 0;
  while (read < cases(1_000_000)) {
    const picture = randomPicture(below, FIRST);
    // Products that later versions added.
    const place = frozen.products.indexOf(picture.product ?? "");
    if (place >= known) continue;
    const content = pack(digitsBySpecification(FIRST, picture), rooms, FIELD, 15);
    const decoded = decodeCode(codeOfContent(FIRST, content));
    if (!decoded.ok || !same(decoded.content, picture)) {
      expect(decoded).toEqual({ ok: true, content: picture });
    }
    read += 1;
  }
});
