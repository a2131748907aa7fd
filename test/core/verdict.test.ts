import { describe, expect, test } from "vitest";
import { decide, SIGNS, signOf, type Sign } from "../../src/core/verdict.ts";
import {
  FAILURE_CODES,
  FINDINGS,
  type FailureCode,
  type Finding,
} from "../../src/core/vocabulary.ts";
import { failure, observation } from "../made-up.ts";
import { EXAMPLES, picture } from "./verdict-examples.ts";
describe("the verdict", () => {
  test.each(EXAMPLES)("%s", (_, signs, change, verdict, cause, sign) => {
    expect(decide(picture(signs, change))).toEqual({ verdict, cause, sign });
  });

  test("is unknown of no roots at all", () => {
    expect(decide({ ...picture(""), signs: [] })).toEqual({
      verdict: "inconclusive",
      cause: "unknown",
      sign: null,
    });
  });
});

describe("signOf", () => {
  const unproven = { family: "firefox", proven: false } as const;
  const settled: Partial<Record<Finding, Sign>> = {
    trusted: "ok",
    "trusted-by-cross-sign": "ok",
    exception: "exception",
    inspected: "inspected",
  };
  const open = FINDINGS.filter((finding) => !settled[finding]);

  test.each(FINDINGS.filter((finding) => settled[finding]))(
    "%s settles it, however the host answered",
    (finding) => {
      expect(signOf(finding, observation(), unproven)).toBe(settled[finding]);
      expect(signOf(finding, undefined, unproven)).toBe(settled[finding]);
      const failed = settled[finding] === "ok" ? "proven" : settled[finding];
      expect(signOf(finding, failure("dns"), unproven)).toBe(failed);
    },
  );

  const signs: Record<FailureCode, Sign> = {
    "untrusted-issuer": "untrusted",
    "self-signed": "self-signed",
    "name-mismatch": "name",
    "date-invalid": "date",
    revoked: "certificate",
    "revocation-unknown": "revocation",
    "ct-required": "certificate",
    "weak-crypto": "certificate",
    "constraint-violation": "certificate",
    "pin-mismatch": "certificate",
    "known-interception": "inspected",
    "certificate-other": "unknown",
    "protocol-mismatch": "handshake",
    "client-certificate": "handshake",
    "handshake-failed": "handshake",
    dns: "dns",
    refused: "unreachable",
    reset: "reset",
    unreachable: "unreachable",
    timeout: "unreachable",
    offline: "offline",
    "network-changed": "unknown",
    "proxy-unreachable": "proxy",
    "proxy-auth": "proxy",
    "proxy-certificate": "proxy",
    "proxy-config": "proxy",
    "blocked-by-extension": "blocked",
    "blocked-by-policy": "blocked",
    "permission-missing": "permission",
    unknown: "unknown",
  };

  test.each(FAILURE_CODES)("%s has its sign, whatever finding is open", (code) => {
    for (const finding of open) expect(signOf(finding, failure(code), unproven)).toBe(signs[code]);
  });

  test.each(FAILURE_CODES)("%s of a root that a control proves", (code) => {
    const sign = code === "untrusted-issuer" ? "own-chain" : signs[code];
    for (const finding of open)
      expect(signOf(finding, failure(code), { ...unproven, proven: true })).toBe(sign);
  });

  test("is an added root's where Chromium could not ask for revocation", () => {
    const seen = failure("revocation-unknown");
    for (const finding of open) {
      expect(signOf(finding, seen, { family: "chromium", proven: false })).toBe("added-root");
    }
  });

  test("is unknown where nothing was asked, or nothing failed", () => {
    for (const finding of open) {
      expect(signOf(finding, undefined, unproven)).toBe("unknown");
      expect(signOf(finding, observation(), unproven)).toBe("unknown");
    }
  });

  test("every sign comes from some finding or failure", () => {
    const reached = new Set<Sign>([
      "own-chain",
      "proven",
      "added-root",
      ...Object.values(settled),
      ...Object.values(signs),
    ]);
    expect([...reached].toSorted()).toEqual([...SIGNS].toSorted());
  });
});
