import { describe, expect, test } from "vitest";
import { explainFailures, provenByControls } from "../../src/core/compare.ts";
import type { Observation } from "../../src/core/observation.ts";
import { evidenceOf, evidenceOn } from "../../src/core/evidence.ts";
import { certificate, catalogue, failure, INSPECTOR, observation } from "../made-up.ts";

const ONE = "amazon-root-ca-1";
const TWO = "amazon-root-ca-2";
const nothing = { catalogue, certificates: {} };

type Kind = Observation["kind"];

/** A refusal in words that no table knows. */
function said(kind: Kind, root: string, raw: string): Observation {
  return failure("certificate-other", {
    kind,
    root,
    failure: { code: "certificate-other", raw, symbol: null },
  });
}

const loads = (kind: Kind, root: string) => observation({ kind, root });
const codes = (observations: Observation[]) =>
  explainFailures(observations).map(({ kind, root, failure: why }) => [kind, root, why?.code]);

describe("words that no table knows", () => {
  test("mean the date where the expired control of a trusted root has the same", () => {
    const seen = [
      loads("valid", ONE),
      said("expired", ONE, "abgelaufen"),
      said("valid", TWO, "abgelaufen"),
    ];
    expect(codes(seen)).toEqual([
      ["valid", ONE, undefined],
      ["expired", ONE, "date-invalid"],
      ["valid", TWO, "date-invalid"],
    ]);
  });

  test("mean revocation where the revoked control of a trusted root has the same", () => {
    const seen = [
      loads("valid", ONE),
      said("revoked", ONE, "widerrufen"),
      said("valid", TWO, "widerrufen"),
    ];
    expect(codes(seen)[2]).toEqual(["valid", TWO, "revoked"]);
  });

  const three = (root: string, raw: string) =>
    (["valid", "expired", "revoked"] as const).map((kind) => said(kind, root, raw));

  test("mean the issuer where all three hosts of one root have the same and another root loads", () => {
    const seen = [
      loads("valid", ONE),
      said("expired", ONE, "abgelaufen"),
      ...three(TWO, "unbekannt"),
    ];
    expect(
      codes(seen)
        .slice(2)
        .map(([, , code]) => code),
    ).toEqual(Array.from({ length: 3 }, () => "untrusted-issuer"));
  });

  test("stay unknown where the three hosts of a root differ", () => {
    const seen = [
      loads("valid", ONE),
      said("valid", TWO, "x"),
      said("expired", TWO, "y"),
      said("revoked", TWO, "x"),
    ];
    expect(
      codes(seen)
        .slice(1)
        .every(([, , code]) => code === "certificate-other"),
    ).toBe(true);
  });

  test("stay unknown where no root loads, since there is nothing to compare with", () => {
    const seen = [...three(ONE, "unbekannt"), ...three(TWO, "unbekannt")];
    expect(explainFailures(seen)).toEqual(seen);
  });

  test("keep the browser's own words beside the code", () => {
    const seen = [loads("valid", ONE), said("expired", ONE, "abgelaufen")];
    expect(explainFailures(seen)[1]!.failure).toEqual({
      code: "date-invalid",
      raw: "abgelaufen",
      symbol: null,
    });
  });
});

test("words that a table knows are left alone", () => {
  const known = failure("certificate-other", {
    kind: "valid",
    root: TWO,
    failure: { code: "certificate-other", raw: "same", symbol: "SEC_ERROR_BAD_DER" },
  });
  const seen = [loads("valid", ONE), said("expired", ONE, "same"), known];
  expect(explainFailures(seen)[2]).toEqual(known);
});

describe("a root is proven", () => {
  const control = (kind: Kind, code: Parameters<typeof failure>[0]) =>
    failure(code, { kind, root: ONE });

  test("by an expired control that is refused for its date alone", () => {
    expect(
      provenByControls(evidenceOn(ONE, evidenceOf([control("expired", "date-invalid")])), nothing),
    ).toBe(true);
  });

  test("by a revoked control that is refused as revoked, or that loads", () => {
    expect(
      provenByControls(evidenceOn(ONE, evidenceOf([control("revoked", "revoked")])), nothing),
    ).toBe(true);
    expect(provenByControls(evidenceOn(ONE, evidenceOf([loads("revoked", ONE)])), nothing)).toBe(
      true,
    );
  });

  test("not by a control that is refused for its issuer", () => {
    const seen = [control("expired", "untrusted-issuer"), control("revoked", "untrusted-issuer")];
    expect(provenByControls(evidenceOn(ONE, evidenceOf(seen)), nothing)).toBe(false);
  });

  test("not by a revoked control that loads while the expired one is refused for its issuer", () => {
    const seen = [control("expired", "untrusted-issuer"), loads("revoked", ONE)];
    expect(provenByControls(evidenceOn(ONE, evidenceOf(seen)), nothing)).toBe(false);
  });

  test("not by a control of another root, nor by an expired one that loads", () => {
    expect(
      provenByControls(evidenceOn(TWO, evidenceOf([control("expired", "date-invalid")])), nothing),
    ).toBe(false);
    expect(provenByControls(evidenceOn(ONE, evidenceOf([loads("expired", ONE)])), nothing)).toBe(
      false,
    );
  });

  test("not by a revoked control that somebody else signed, or that was clicked through", () => {
    const chain = [certificate("leaf"), INSPECTOR];
    const certificates = Object.fromEntries(chain.map((each) => [each.sha256, each]));
    const resigned = observation({
      kind: "revoked",
      root: ONE,
      evidence: "anchor",
      chain: chain.map(({ sha256 }) => sha256),
    });
    expect(
      provenByControls(evidenceOn(ONE, evidenceOf([resigned])), { catalogue, certificates }),
    ).toBe(false);
  });
});
