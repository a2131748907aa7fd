import { describe, expect, test } from "vitest";
import { evidenceOf, evidenceOn } from "../../src/core/evidence.ts";
import { failure, observation } from "../made-up.ts";

describe("the observation to judge by", () => {
  const first = failure("dns", { url: "https://valid.rootca1.demo.amazontrust.com/" });
  const retry = observation({ url: "https://good.sca1a.amazontrust.com/" });
  const baseline = observation({ kind: "baseline", root: null });

  test("is the retry at the older name, not the probe before", () => {
    expect(evidenceOn("amazon-root-ca-1", evidenceOf([baseline, first, retry])).valid).toBe(retry);
  });

  test("is the last one made, even where that failed too", () => {
    const both = failure("refused", { url: retry.url });
    expect(evidenceOn("amazon-root-ca-1", evidenceOf([first, both])).valid).toBe(both);
  });

  test("keeps roots apart", () => {
    expect(evidenceOn("amazon-root-ca-2", evidenceOf([first, retry])).valid).toBeUndefined();
  });

  test.each(["expired", "revoked"] as const)("keeps valid and %s apart", (kind) => {
    expect(evidenceOn("amazon-root-ca-1", evidenceOf([first, retry]))[kind]).toBeUndefined();
  });

  test("of the baselines is the first one that loaded, else the first one", () => {
    const blocked = failure("unknown", { kind: "baseline", root: null });
    const other = failure("unknown", { kind: "baseline", root: null, url: "https://b.example/" });
    expect(evidenceOf([first, blocked, baseline]).baseline).toBe(baseline);
    expect(evidenceOf([first, baseline, blocked]).baseline).toBe(baseline);
    expect(evidenceOf([first, blocked, other]).baseline).toBe(blocked);
    expect(evidenceOf([first]).baseline).toBeUndefined();
  });

  test("is nothing where nothing was seen", () => {
    expect(evidenceOn("amazon-root-ca-1", evidenceOf([])).valid).toBeUndefined();
  });
});

describe("a valid host that was asked again by its older name", () => {
  const ROOT = "amazon-root-ca-1";
  const valid = observation();

  test("is judged by the second answer where the issuer is refused, and nowhere else", () => {
    const refused = failure("untrusted-issuer");
    expect(evidenceOn(ROOT, evidenceOf([valid, refused])).valid).toBe(refused);
    for (const code of ["dns", "timeout", "date-invalid"] as const) {
      expect(evidenceOn(ROOT, evidenceOf([valid, failure(code)])).valid).toBe(valid);
    }
    expect(evidenceOn(ROOT, evidenceOf([valid, observation()])).valid).toBe(valid);
  });
});
