import { layerOf } from "../../src/core/failure.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CatalogueRoot } from "../../src/core/catalogue.ts";
import type { Certificate } from "../../src/core/certificate.ts";
import { controlResult } from "../../src/core/control-result.ts";
import { findRoot, isCarried, originOf, type CheckContext } from "../../src/core/finding.ts";
import type { Observation } from "../../src/core/observation.ts";
import {
  BROWSER_FAMILIES,
  EVIDENCE,
  FAILURE_CODES,
  FINDINGS,
  type BrowserFamily,
  type Evidence,
} from "../../src/core/vocabulary.ts";
import {
  catalogue,
  certificate,
  failure,
  hash,
  INSPECTOR,
  observation,
  rootCertificate,
  rootOf,
  TLS,
  PROGRAMME,
} from "../made-up.ts";

const CA1 = rootOf("amazon-root-ca-1");
const G2 = rootOf("starfield-services-g2");
const EU = rootOf("amazon-rsa-2048-root-eu-m1");

const leaf = certificate("valid.rootca1.demo.amazontrust.com");
const foreignLeaf = certificate("valid.rootca1.demo.amazontrust.com", {
  issuer: INSPECTOR.subject,
  issuerName: INSPECTOR.name,
  issuerOrganization: INSPECTOR.issuerOrganization,
});
const intermediate = certificate("Amazon RSA 2048 M01", {
  issuer: CA1.subject,
  issuerName: CA1.name,
});
/** Amazon Root CA 1's key in a certificate that somebody else signed. */
const crossSigned = certificate("Amazon Root CA 1 by another", {
  spkiSha256: CA1.spkiSha256,
  reportedSpkiSha256: CA1.spkiSha256,
  issuer: INSPECTOR.subject,
});

function unreadable(reportedSpkiSha256: string | null = null): Certificate {
  return {
    readable: false,
    sha256: hash("broken"),
    der: "AAAA",
    reportedSpkiSha256,
    builtIn: null,
  };
}

interface Scene {
  evidence?: Evidence;
  chain?: Certificate[];
  seen?: Partial<Observation>;
  family?: BrowserFamily;
  baselineLoaded?: boolean;
}

function around(scene: Scene): CheckContext {
  const { chain = [], family = "firefox", baselineLoaded = true } = scene;
  const certificates = Object.fromEntries(chain.map((each) => [each.sha256, each]));
  return { catalogue, certificates, programme: PROGRAMME[family], baselineLoaded };
}

function loadedWith(scene: Scene): Observation {
  const { evidence = "anchor", chain = [] } = scene;
  return observation({ evidence, chain: chain.map(({ sha256 }) => sha256), ...scene.seen });
}

/** The finding for a valid host that loaded. */
function found(scene: Scene, root: CatalogueRoot = CA1) {
  return findRoot(root, loadedWith(scene), around(scene));
}

function origin(scene: Scene) {
  return originOf(loadedWith(scene), around(scene));
}

describe("a valid host that loaded with its verified chain", () => {
  test("is trusted where the chain ends at its own root", () => {
    const chain = [leaf, intermediate, rootCertificate(CA1)];
    expect(found({ chain })).toEqual({ finding: "trusted", anchor: CA1.id });
  });

  test.each(catalogue.roots)("is trusted where the chain ends at $name, its own root", (root) => {
    const chain = [leaf, rootCertificate(root)];
    expect(found({ chain }, root)).toEqual({ finding: "trusted", anchor: root.id });
  });

  test("is trusted where the root's key comes in a twin certificate", () => {
    const chain = [leaf, intermediate, crossSigned];
    expect(found({ chain })).toEqual({ finding: "trusted", anchor: CA1.id });
  });

  test("is trusted by a cross-sign where the chain ends at another catalogued root", () => {
    const chain = [leaf, intermediate, crossSigned, rootCertificate(G2)];
    expect(found({ chain })).toEqual({ finding: "trusted-by-cross-sign", anchor: G2.id });
  });

  test("says of an EU root that it is trusted by the cross-sign of its elder", () => {
    const chain = [leaf, rootCertificate(CA1)];
    expect(found({ chain }, EU)).toEqual({ finding: "trusted-by-cross-sign", anchor: CA1.id });
  });

  test("is trusted by a private cross-sign where an Amazon key stands under a stranger's root", () => {
    const chain = [leaf, intermediate, crossSigned, INSPECTOR];
    expect(found({ chain })).toEqual({ finding: "trusted-by-cross-sign", anchor: null });
  });

  test("is inspected where no key of the chain is Amazon's", () => {
    const chain = [foreignLeaf, INSPECTOR];
    expect(found({ chain })).toEqual({ finding: "inspected", anchor: null });
  });

  test("is inspected where the chain has Amazon's names but nobody's catalogued keys", () => {
    const impostor = certificate(CA1.name, { subject: CA1.subject, issuer: CA1.subject });
    expect(found({ chain: [leaf, intermediate, impostor] }).finding).toBe("inspected");
  });

  test("is inspected where another public authority's built-in root stands at the end", () => {
    const other = certificate("Another Public Root", { builtIn: true });
    expect(found({ chain: [foreignLeaf, other] }).finding).toBe("inspected");
  });

  test.each(["untrusted-issuer", "name-mismatch", "date-invalid"] as const)(
    "is an exception where somebody clicked through %s, whatever the chain shows",
    (exception) => {
      const seen = { tls: { ...TLS, exception } };
      const expected = { finding: "exception", anchor: null };
      expect(found({ chain: [leaf, rootCertificate(CA1)], seen })).toEqual(expected);
      expect(found({ chain: [foreignLeaf, INSPECTOR], seen })).toEqual(expected);
      expect(found({ chain: [], seen })).toEqual(expected);
      expect(found({ evidence: "load", chain: [], seen })).toEqual(expected);
    },
  );

  test("does not mind an unreadable certificate before the root", () => {
    const chain = [leaf, unreadable(), rootCertificate(CA1)];
    expect(found({ chain })).toEqual({ finding: "trusted", anchor: CA1.id });
  });

  test("does not mind an unreadable leaf", () => {
    const chain = [unreadable(), rootCertificate(CA1)];
    expect(found({ chain })).toEqual({ finding: "trusted", anchor: CA1.id });
  });

  test("knows an unreadable root by the key that the browser tells", () => {
    const chain = [leaf, intermediate, unreadable(CA1.spkiSha256)];
    expect(found({ chain })).toEqual({ finding: "trusted", anchor: CA1.id });
  });

  test("is inspected where an unreadable root has, by the browser's word, a stranger's key", () => {
    expect(found({ chain: [leaf, unreadable(hash("stranger"))] }).finding).toBe("inspected");
  });

  test("is inconclusive where nothing tells the key of an unreadable root", () => {
    const chain = [leaf, intermediate, unreadable()];
    expect(found({ chain })).toEqual({ finding: "inconclusive", anchor: null });
  });

  test("is inconclusive where browser and computation disagree on the root's key", () => {
    const disputed = { ...rootCertificate(CA1), reportedSpkiSha256: hash("another") };
    const chain = [leaf, intermediate, disputed];
    expect(found({ chain })).toEqual({ finding: "inconclusive", anchor: null });
  });

  test("accuses nobody where the root's key is not to be told, whatever names the leaf has", () => {
    expect(found({ chain: [foreignLeaf, unreadable()] }).finding).toBe("inconclusive");
  });

  test("finds a private cross-sign under a root whose key is not to be told", () => {
    const chain = [leaf, crossSigned, unreadable()];
    expect(found({ chain })).toEqual({ finding: "trusted-by-cross-sign", anchor: null });
  });

  test("takes a disputed key below the root for nobody's", () => {
    const disputed = { ...crossSigned, reportedSpkiSha256: hash("another") };
    expect(found({ chain: [leaf, disputed, INSPECTOR] }).finding).toBe("inspected");
  });

  test("is inconclusive where the browser showed no certificate after all", () => {
    expect(found({ chain: [] })).toEqual({ finding: "inconclusive", anchor: null });
  });
});

describe("a valid host that loaded with its leaf alone", () => {
  const issuer = { evidence: "issuer" } as const;

  test("is trusted where the leaf names Amazon as its issuer, and no root is named", () => {
    expect(found({ ...issuer, chain: [leaf] })).toEqual({ finding: "trusted", anchor: null });
  });

  test("is inspected where the leaf names somebody else", () => {
    const expected = { finding: "inspected", anchor: null };
    expect(found({ ...issuer, chain: [foreignLeaf] })).toEqual(expected);
  });

  test("is trusted, by its load, where the leaf cannot be read", () => {
    const expected = { finding: "trusted", anchor: null };
    expect(found({ ...issuer, chain: [unreadable()] })).toEqual(expected);
  });

  test("names no root even where the leaf holds a root's key", () => {
    expect(found({ ...issuer, chain: [rootCertificate(CA1)] }).anchor).toBeNull();
  });
});

describe("a valid host that loaded without a certificate", () => {
  test.each(catalogue.roots)("is trusted, and no root is named: $name", (root) => {
    const expected = { finding: "trusted", anchor: null };
    expect(found({ evidence: "load", family: "chromium" }, root)).toEqual(expected);
  });

  test("is not judged by certificates that it did not show", () => {
    const scene: Scene = { evidence: "load", chain: [foreignLeaf] };
    expect(found(scene)).toEqual({ finding: "trusted", anchor: null });
    expect(origin(scene)).toEqual({ whose: "unseen", anchor: null });
  });
});

describe("a valid host that failed", () => {
  const failed = (
    code: (typeof FAILURE_CODES)[number],
    root: CatalogueRoot = CA1,
    scene: Scene = {},
  ) => findRoot(root, failure(code), around(scene));

  test("is not trusted where the issuer is not trusted", () => {
    expect(failed("untrusted-issuer")).toEqual({ finding: "not-trusted", anchor: null });
  });

  test("is inconclusive while the baseline fails too", () => {
    const expected = { finding: "inconclusive", anchor: null };
    expect(failed("untrusted-issuer", CA1, { baselineLoaded: false })).toEqual(expected);
    expect(failed("untrusted-issuer", EU, { baselineLoaded: false })).toEqual(expected);
  });

  test("is not applicable where the programme does not carry the root and it does not decide", () => {
    expect(failed("untrusted-issuer", EU).finding).toBe("not-applicable");
    expect(failed("untrusted-issuer", G2, { family: "chromium" }).finding).toBe("not-applicable");
  });

  test("is not trusted where the programme carries the root, though it does not decide", () => {
    expect(failed("untrusted-issuer", G2, { family: "firefox" }).finding).toBe("not-trusted");
  });

  test("is not trusted where the root decides, though the programme does not carry it", () => {
    const root: CatalogueRoot = { ...EU, decides: true };
    expect(failed("untrusted-issuer", root).finding).toBe("not-trusted");
  });

  test("is inconclusive where a control shows that the browser trusts the root", () => {
    const seen = failure("untrusted-issuer");
    expect(findRoot(CA1, seen, around({}), true).finding).toBe("inconclusive");
    expect(findRoot(EU, seen, around({}), true).finding).toBe("inconclusive");
  });

  test("is inspected where the browser itself knows the interception", () => {
    const expected = { finding: "inspected", anchor: null };
    expect(failed("known-interception")).toEqual(expected);
    expect(failed("known-interception", EU, { baselineLoaded: false })).toEqual(expected);
  });

  describe("and the log shows the chain that was sent", () => {
    const sent = (chain: Certificate[], scene: Scene = {}, proven = false) => {
      const seen = failure("untrusted-issuer", { chain: chain.map(({ sha256 }) => sha256) });
      return findRoot(CA1, seen, around({ ...scene, chain }), proven).finding;
    };

    test("is inspected where nothing in it is Amazon's", () => {
      expect(sent([foreignLeaf])).toBe("inspected");
      expect(sent([foreignLeaf, INSPECTOR])).toBe("inspected");
      expect(sent([foreignLeaf], { baselineLoaded: false })).toBe("inspected");
    });

    test.each<[string, Certificate[]]>([
      ["Amazon's key is in it", [foreignLeaf, crossSigned]],
      ["an issuer calls itself Amazon", [leaf]],
      ["an issuer calls itself Amazon further up", [foreignLeaf, intermediate]],
      ["a certificate is unreadable", [foreignLeaf, unreadable()]],
      ["a certificate is missing from the table", []],
    ])("is not trusted where %s", (_, chain) => {
      expect(sent(chain)).toBe("not-trusted");
    });

    test("is inconclusive where a control shows trust", () => {
      expect(sent([foreignLeaf], {}, true)).toBe("inconclusive");
    });

    test("is inconclusive after any other error", () => {
      const seen = failure("name-mismatch", { chain: [foreignLeaf.sha256] });
      expect(findRoot(CA1, seen, around({ chain: [foreignLeaf] })).finding).toBe("inconclusive");
    });
  });

  const telling = ["untrusted-issuer", "known-interception"];
  test.each(FAILURE_CODES.filter((code) => !telling.includes(code)))(
    "is inconclusive after %s",
    (code) => {
      const expected = { finding: "inconclusive", anchor: null };
      expect(failed(code)).toEqual(expected);
      expect(failed(code, EU)).toEqual(expected);
      expect(failed(code, CA1, { baselineLoaded: false })).toEqual(expected);
    },
  );
});

describe("a root whose host was not asked", () => {
  const unasked = (root: CatalogueRoot, family: BrowserFamily) =>
    findRoot(root, undefined, around({ family }));

  test.each(BROWSER_FAMILIES)("is inconclusive where %s carries it", (family) => {
    expect(unasked(CA1, family)).toEqual({ finding: "inconclusive", anchor: null });
  });

  test.each(BROWSER_FAMILIES)("is not applicable where %s does not carry it", (family) => {
    const expected = { finding: "not-applicable", anchor: null };
    expect(unasked(rootOf("starfield-class-2"), family)).toEqual(expected);
    expect(unasked(EU, family)).toEqual(expected);
  });
});

describe("findRoot", () => {
  const certificates = [leaf, foreignLeaf, intermediate, crossSigned, INSPECTOR, unreadable()];
  const roots = catalogue.roots.map(rootCertificate);
  const observations = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(...FAILURE_CODES).map((code) => ({ seen: failure(code), chain: [] })),
    fc
      .record({
        evidence: fc.constantFrom(...EVIDENCE),
        chain: fc.array(fc.constantFrom(...certificates, ...roots), { maxLength: 4 }),
        exception: fc.constantFrom(null, null, "untrusted-issuer" as const),
      })
      .map(({ evidence, chain, exception }) => ({
        seen: loadedWith({ evidence, chain, seen: { tls: { ...TLS, exception } } }),
        chain,
      })),
  );
  const scenes = fc.record({
    root: fc.constantFrom(...catalogue.roots),
    made: observations,
    family: fc.constantFrom(...BROWSER_FAMILIES),
    baselineLoaded: fc.boolean(),
    proven: fc.boolean(),
  });

  test("claims no more than what was seen, in any world", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(scenes, ({ root, made, family, baselineLoaded, proven }) => {
        const scene: Scene = { family, baselineLoaded, ...(made && { chain: made.chain }) };
        const { finding, anchor } = findRoot(root, made?.seen, around(scene), proven);
        reached.add(finding);
        expect(FINDINGS).toContain(finding);
        if (anchor !== null) {
          expect(made?.seen.evidence).toBe("anchor");
          const last = made!.chain.at(-1)!;
          expect(last.readable && last.spkiSha256).toBe(rootOf(anchor).spkiSha256);
        }
        if (finding === "trusted" && made?.seen.evidence === "anchor") expect(anchor).toBe(root.id);
        if (finding === "trusted-by-cross-sign") expect(anchor).not.toBe(root.id);
        if (finding === "not-trusted") {
          expect([baselineLoaded, proven]).toEqual([true, false]);
          expect(made?.seen.failure?.code).toBe("untrusted-issuer");
        }
        if (made?.seen.outcome !== "loaded") {
          expect(finding).not.toMatch(/^trusted-by|exception/);
          const silent = made !== undefined && layerOf(made.seen.failure!.code) === "network";
          if (finding === "trusted") expect([proven, silent]).toEqual([true, true]);
          const known = made?.seen.failure?.code === "known-interception";
          expect(finding === "inspected").toBe(known);
        }
      }),
      { numRuns: 3_000, seed: 1 },
    );
    expect([...reached].toSorted()).toEqual([...FINDINGS].toSorted());
  });
});

describe("originOf", () => {
  test("says nothing of a probe that failed", () => {
    const seen = failure("untrusted-issuer");
    expect(originOf(seen, around({}))).toEqual({ whose: "unseen", anchor: null });
  });

  test("says nothing of a chain that is not in the table", () => {
    const seen = observation({ evidence: "anchor", chain: [hash("lost")] });
    expect(originOf(seen, around({}))).toEqual({ whose: "unseen", anchor: null });
  });

  test("looks at the last certificate alone to name the root", () => {
    const chain = [rootCertificate(CA1), rootCertificate(G2)];
    expect(origin({ chain })).toEqual({ whose: "amazon", anchor: G2.id });
  });
});

describe("isCarried", () => {
  test.each([
    ["amazon-root-ca-1", "chromium", true],
    ["amazon-root-ca-1", "firefox", true],
    ["starfield-services-g2", "chromium", false],
    ["starfield-services-g2", "firefox", true],
    ["starfield-class-2", "chromium", false],
    ["starfield-class-2", "firefox", false],
    ["amazon-rsa-2048-root-eu-m1", "chromium", false],
    ["amazon-rsa-2048-root-eu-m1", "firefox", false],
  ] as const)("%s in %s: %s", (id, family, carried) => {
    expect(isCarried(rootOf(id), PROGRAMME[family])).toBe(carried);
  });

  test("goes by the browser's own programme, not by another's", () => {
    const stores = CA1.stores.filter(({ programme }) => programme !== "chrome");
    expect(isCarried({ ...CA1, stores }, "chrome")).toBe(false);
    expect(isCarried({ ...CA1, stores }, "mozilla")).toBe(true);
  });
});

describe("a control", () => {
  const expired = { kind: "expired" } as const;
  const revoked = { kind: "revoked" } as const;

  test("says nothing where it was not asked", () => {
    expect(controlResult(undefined)).toBe("void");
  });

  test.each(FAILURE_CODES)("that is expired and fails with %s", (code) => {
    expect(controlResult(failure(code, expired))).toBe(
      code === "date-invalid" ? "refused" : "void",
    );
  });

  test.each(FAILURE_CODES)("that is revoked and fails with %s", (code) => {
    expect(controlResult(failure(code, revoked))).toBe(code === "revoked" ? "refused" : "void");
  });

  test.each([expired, revoked])("that loads has loaded: $kind", (kind) => {
    expect(controlResult(observation(kind))).toBe("loaded");
    expect(controlResult(observation({ ...kind, status: 500 }))).toBe("loaded");
  });

  test.each([expired, revoked])("that a person clicked through says nothing: $kind", (kind) => {
    const tls = { ...TLS, exception: "date-invalid" } as const;
    expect(controlResult(observation({ ...kind, tls }))).toBe("void");
  });
});
