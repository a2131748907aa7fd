/** Faults of certificates: of the browser's store, and of what Amazon's servers might send. */
import type { FailureCode } from "../../../src/core/vocabulary.ts";
import type { Scenario } from "../scenario.ts";
import { PUBLIC_ROOT, type CertificateSpec } from "../words.ts";
import {
  ALL_ANCHORED,
  ALL_LOAD,
  AMAZON,
  but,
  CA_1,
  CA_2,
  CA_3,
  CA_4,
  CLASS_2_APART,
  EU,
  euSignedBy,
  EVERY,
  found,
  NONE_TRUSTED,
  OF_AMAZON,
  READY,
  SERVICES_G2,
  TODAY,
  todayWithout,
  undecided,
  UNTRUSTED,
  without,
} from "./expect.ts";

const LONG_EXPIRED = { from: -100, to: -3 };
const TO_COME = { from: 5, to: 90 };

const MISSING_CA_2 = without([CA_2]);

/** All is trusted, and the valid host of one root shows a faulty certificate. */
function faultyAt(root: string, certificate: Partial<CertificateSpec>) {
  return {
    trusted: TODAY,
    rules: [{ when: { kind: "valid", root }, then: { certificate } }],
  } as const;
}

/** All is trusted, and every host of Amazon's shows a faulty certificate. */
function faultyEverywhere(certificate: Partial<CertificateSpec>) {
  return { trusted: TODAY, rules: [{ when: OF_AMAZON, then: { certificate } }] };
}

/** One host is faulty, which the two browsers may call by different codes. */
function faulty(root: string, inChromium: FailureCode, inFirefox: FailureCode) {
  const row = (code: FailureCode) =>
    but("inconclusive", "amazon-side", found([root], "inconclusive", code));
  return { chromium: row(inChromium).chromium, firefox: row(inFirefox).firefox };
}

export const STORE_ROWS: readonly Scenario[] = [
  {
    name: "ready",
    summary: "All is well: the browser trusts Amazon's roots and the network lets it through",
    trusted: TODAY,
    rules: [],
    expected: READY,
  },
  {
    name: "starfield-present",
    summary:
      "All is well, and the browser also has Starfield Services G2, which signed Amazon's roots",
    trusted: [...TODAY, SERVICES_G2],
    rules: [],
    expected: {
      chromium: READY.chromium,
      // Chromium takes the nearest root, not the cross-sign that was sent.
      "chromium-log": READY.firefox,
      firefox: {
        verdict: "ready",
        cause: "none",
        roots: {
          ...found([...AMAZON, ...EU], "trusted-by-cross-sign"),
          ...found([SERVICES_G2], "trusted"),
          ...CLASS_2_APART,
        },
      },
    },
  },
  {
    name: "sfg2-absent",
    summary: "The browser has the roots that decide and no Starfield root, as Chrome today",
    trusted: TODAY,
    rules: [],
    expected: READY,
  },
  {
    name: "cross-signed-only",
    summary: "Of all these roots the browser has only Starfield Services G2, which signed Amazon's",
    trusted: [SERVICES_G2, PUBLIC_ROOT],
    rules: [],
    expected: {
      chromium: {
        verdict: "ready",
        cause: "none",
        roots: { ...ALL_LOAD, ...found(EU, "not-applicable", UNTRUSTED) },
      },
      firefox: {
        verdict: "ready",
        cause: "none",
        roots: {
          // Not EU: for these Firefox may have learnt enough from the others' chains, or not yet.
          ...found(AMAZON, "trusted-by-cross-sign"),
          ...found([SERVICES_G2], "trusted"),
          ...CLASS_2_APART,
        },
      },
    },
  },
  {
    name: "untrusted-root",
    summary: "The browser has none of Amazon's roots; other sites work",
    trusted: [PUBLIC_ROOT],
    rules: [],
    expected: NONE_TRUSTED,
  },
  {
    name: "untrusted-root-one",
    summary: "Only Amazon Root CA 2 is missing, and no Starfield root helps out",
    trusted: todayWithout(CA_2),
    rules: [],
    expected: MISSING_CA_2,
  },
  {
    name: "untrusted-root-some",
    summary: "Amazon Root CA 2 and 4 are missing, and no Starfield root helps out",
    trusted: todayWithout(CA_2, CA_4),
    rules: [],
    expected: without([CA_2, CA_4], found(euSignedBy(CA_4), "not-applicable", UNTRUSTED)),
  },
  {
    name: "certificate-exception",
    summary: "Amazon Root CA 2 is missing, and somebody clicked its warning away",
    trusted: todayWithout(CA_2),
    rules: [],
    browser: { exceptions: { kind: "valid", root: CA_2 } },
    expected: {
      // There it holds for pages in tabs; an extension's worker is refused all the same, and says so.
      chromium: MISSING_CA_2.chromium,
      "chromium-log": MISSING_CA_2.firefox,
      firefox: {
        verdict: "action-needed",
        cause: "certificate-exception",
        roots: { ...ALL_ANCHORED, ...found([CA_2], "exception") },
      },
    },
  },
];

export const LEAF_ROWS: readonly Scenario[] = [
  {
    name: "expired-leaf",
    summary: "Amazon forgot to renew the test certificate of Root CA 1",
    ...faultyAt(CA_1, { valid: LONG_EXPIRED }),
    expected: but("inconclusive", "amazon-side", found([CA_1], "inconclusive", "date-invalid")),
  },
  {
    name: "expired-leaf-all",
    summary: "Amazon forgot to renew all its test certificates; this machine's clock is right",
    trusted: TODAY,
    rules: [{ when: { kind: "valid" }, then: { certificate: { valid: LONG_EXPIRED } } }],
    // The baseline and the revoked controls load, and their dates agree with this machine's.
    expected: undecided("amazon-side", "date-invalid"),
  },
  {
    name: "not-yet-valid",
    summary: "The new test certificate of Root CA 3 is not valid before next week",
    ...faultyAt(CA_3, { valid: TO_COME }),
    expected: but("inconclusive", "amazon-side", found([CA_3], "inconclusive", "date-invalid")),
  },
  {
    name: "wrong-name",
    summary: "Something answers for Amazon's hosts with a certificate for another name",
    ...faultyEverywhere({ names: ["other.lab.example"] }),
    expected: undecided("blocked", "name-mismatch"),
  },
  {
    name: "wrong-name-one",
    summary: "The test host of Root CA 4 shows a certificate for another name",
    ...faultyAt(CA_4, { names: ["other.lab.example"] }),
    expected: but("inconclusive", "amazon-side", found([CA_4], "inconclusive", "name-mismatch")),
  },
  {
    name: "self-signed",
    summary: "Something answers for Amazon's hosts with certificates that sign themselves",
    ...faultyEverywhere({ issuer: "self" }),
    // Chromium has one word for this and for a missing root; Firefox has two.
    expected: {
      chromium: NONE_TRUSTED.chromium,
      firefox: undecided("blocked", "self-signed").firefox,
    },
  },
  {
    name: "missing-intermediate",
    summary: "Amazon's hosts for Root CA 2 forget to send the intermediate certificate",
    trusted: TODAY,
    rules: [{ when: { root: CA_2 }, then: { certificate: { chain: "leaf-only" } } }],
    browser: { fresh: true },
    // Neither browser can tell this from a missing root: to both, nobody known has signed.
    expected: MISSING_CA_2,
  },
  {
    name: "weak-signature",
    summary: "The test certificate of Root CA 1 is signed with SHA-1",
    ...faultyAt(CA_1, { hash: "SHA-1" }),
    // Chromium has no word of its own for SHA-1 any more.
    expected: faulty(CA_1, "certificate-other", "weak-crypto"),
    older: { chromium: { upTo: 120, expected: faulty(CA_1, "weak-crypto", "weak-crypto") } },
  },
  {
    name: "weak-key",
    summary: "Everything that answers for Amazon's hosts has an RSA key of 768 bits",
    ...faultyEverywhere({ key: "RSA-768" }),
    expected: undecided("blocked", "weak-crypto"),
  },
  {
    name: "constraint-violation",
    summary: "The test certificate of Root CA 3 comes from an authority for other names only",
    ...faultyAt(CA_3, { limit: "names" }),
    expected: faulty(CA_3, "certificate-other", "constraint-violation"),
  },
  {
    name: "wrong-purpose",
    summary: "The test certificate of Root CA 4 is for clients, not for servers",
    ...faultyAt(CA_4, { limit: "purpose" }),
    expected: faulty(CA_4, "certificate-other", "constraint-violation"),
  },
  {
    name: "revoked",
    summary: "The test certificate of Root CA 1 has been revoked, and the browser knows",
    ...faultyAt(CA_1, { revoked: true }),
    expected: but("inconclusive", "amazon-side", found([CA_1], "inconclusive", "revoked")),
  },
  {
    name: "revocation-known",
    summary: "All is well, and the browser knows that the revoked controls are revoked",
    trusted: TODAY,
    rules: [{ when: { kind: "revoked" }, then: { certificate: { revoked: true } } }],
    expected: {
      chromium: { ...READY.chromium, revoked: "refused" },
      firefox: { ...READY.firefox, revoked: "refused" },
    },
  },
  {
    name: "revocation-unreachable",
    summary:
      "Firefox must ask whether certificates are revoked, and the network blocks the question",
    trusted: TODAY,
    rules: [{ when: EVERY, then: { certificate: { responder: "silent" } } }],
    browser: {
      preferences: {
        firefox: {
          "security.OCSP.enabled": 1,
          "security.OCSP.require": true,
          "security.pki.crlite_mode": 0,
        },
      },
    },
    expected: {
      chromium: READY.chromium,
      "chromium-log": READY.firefox,
      firefox: undecided("revocation-unknown", "revocation-unknown").firefox,
    },
  },
  {
    name: "huge-chain",
    summary: "All is well, though every host sends twenty certificates too many",
    trusted: TODAY,
    rules: [{ when: {}, then: { certificate: { chain: "padded" } } }],
    expected: READY,
  },
];
