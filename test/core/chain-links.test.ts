import { describe, expect, test } from "vitest";
import { linksOf } from "../../src/core/chain-links.ts";
import {
  certificate,
  INSPECTOR,
  reportOf,
  rootCertificate,
  rootOf,
  TLS,
  wellIn,
  type Answer,
} from "../made-up.ts";

const CA_1 = rootOf("amazon-root-ca-1");
const G2 = rootOf("starfield-services-g2");
const leaf = certificate("valid.rootca1.demo.amazontrust.com");
const intermediate = certificate("Amazon RSA 2048 M03");
const crossSign = {
  ...rootCertificate(CA_1),
  sha256: "c".repeat(64),
  issuer: G2.subject,
  issuerName: G2.name,
};

/** What is drawn of the valid host of Amazon Root CA 1, when it answers as told. */
function drawn(answer: Answer) {
  const report = reportOf("firefox", (probe) =>
    probe.kind === "valid" && probe.root?.id === CA_1.id ? answer : wellIn.firefox(probe),
  );
  const { observation } = report.roots.find(({ id }) => id === CA_1.id)!;
  return linksOf(report.observations[observation!]!, report).map(({ role, match }) => [
    role,
    match,
  ]);
}

describe("the links of a chain", () => {
  test.each<[string, Answer, (string | null)[][]]>([
    [
      "a verified chain ends at its root",
      { evidence: "anchor", tls: TLS, chain: [leaf, intermediate, rootCertificate(CA_1)] },
      [
        ["leaf", null],
        ["intermediate", null],
        ["root", CA_1.id],
      ],
    ],
    [
      "another certificate for a root's key is a cross-sign",
      { evidence: "anchor", tls: TLS, chain: [leaf, intermediate, crossSign, rootCertificate(G2)] },
      [
        ["leaf", null],
        ["intermediate", null],
        ["cross-sign", CA_1.id],
        ["root", G2.id],
      ],
    ],
    [
      "a root that nobody knows has no match",
      { evidence: "anchor", tls: TLS, chain: [leaf, INSPECTOR] },
      [
        ["leaf", null],
        ["root", null],
      ],
    ],
    ["a leaf alone ends at nothing", { evidence: "issuer", chain: [leaf] }, [["leaf", null]]],
    [
      "after an exception nothing was verified",
      {
        evidence: "anchor",
        tls: { ...TLS, exception: "untrusted-issuer" },
        chain: [leaf, INSPECTOR],
      },
      [
        ["leaf", null],
        ["intermediate", null],
      ],
    ],
    ["where nothing was shown there is nothing", { evidence: "load" }, []],
  ])("%s", (_, answer, links) => {
    expect(drawn(answer)).toEqual(links);
  });
});
