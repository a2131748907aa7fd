import { expect, test } from "vitest";
import { parseUrl } from "../../src/core/parse-url.ts";

test("a URL is parsed, whatever else is null", () => {
  expect(parseUrl("https://aws.amazon.com:443/x")?.href).toBe("https://aws.amazon.com/x");
  for (const text of ["", "aws.amazon.com", "https://", "https://a b/", "http://[::g]/"]) {
    expect(parseUrl(text), text).toBeNull();
  }
});

test("gives the same answer however often it is asked", () => {
  const answers = Array.from(
    { length: 20_000 },
    () => parseUrl("https://straße.example/")?.hostname,
  );
  expect([...new Set(answers)]).toEqual(["xn--strae-oqa.example"]);
});
