// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import type { Certificate, ReadableCertificate } from "../../src/core/certificate.ts";
import type { Report } from "../../src/core/report.ts";
import { FINDINGS, type Finding } from "../../src/core/vocabulary.ts";
import { pemText } from "../../src/report-text/format.ts";
import { RootRow } from "../../src/view/report/RootRow.tsx";
import {
  catalogue,
  certificate,
  hash,
  INSPECTOR,
  ownChain,
  reportOf,
  rootCertificate,
  rootOf,
  TLS,
  wellIn,
  WORLDS,
  type Answer,
} from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";
import { fact, show, showOpened } from "./stage.tsx";

afterEach(cleanup);

const CA_1 = "amazon-root-ca-1";
const anchors = WORLDS["ready, anchors seen"]!();
const loads = WORLDS["ready, only loads"]!();

/** A report from Firefox in which the valid host of Amazon Root CA 1 gives this answer. */
function answering(answer: Answer): Report {
  return reportOf("firefox", (probe) =>
    probe.kind === "valid" && probe.root?.id === CA_1 ? answer : wellIn.firefox(probe),
  );
}

/** The certificate of Amazon Root CA 1 in a copy of its own: the report holds each different one once. */
function copyOfCa1(change: Partial<ReadableCertificate>): Certificate {
  return { ...rootCertificate(rootOf(CA_1)), sha256: hash("copy"), ...change };
}

function certificates(within: Element): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(".certificate")];
}

function roles(within: Element): (string | null)[] {
  return [...within.querySelectorAll(".role")].map(({ textContent }) => textContent);
}

function meaning(within: Element): string | null {
  return within.querySelector(".root-body > p")!.textContent;
}

describe("a row", () => {
  test("opens and closes, and says so", async () => {
    const { container, button } = await showOpened(anchors, CA_1);
    const body = container.querySelector<HTMLElement>(".root-body")!;
    expect(button.getAttribute("aria-controls")).toBe(body.id);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(body.hidden).toBe(false);
    await act(() => void fireEvent.click(button));
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(body.hidden).toBe(true);
    expect(body.childElementCount).toBe(0);
  });

  test("is a button under a heading: Tab, Enter and Space reach it", () => {
    const root = anchors.roots[0]!;
    const { getByRole } = show(<RootRow root={root} report={anchors} />);
    const heading = getByRole("heading", { level: 3 });
    expect(heading.firstElementChild).toBe(getByRole("button"));
  });

  test("carries its words as data", async () => {
    const { container } = await showOpened(loads, CA_1);
    const { root, finding, evidence } = container.querySelector<HTMLElement>("li")!.dataset;
    expect({ root, finding, evidence }).toEqual({
      root: CA_1,
      finding: "trusted",
      evidence: "load",
    });
  });

  test("findings of one tone differ by picture, except where both are well", () => {
    const looks = FINDINGS.map((finding: Finding) => {
      const root = { ...anchors.roots[0]!, finding };
      const { container } = show(<RootRow root={root} report={anchors} />);
      const icon = container.querySelector(".finding .icon")!.getAttribute("class");
      const tone = container.querySelector(".finding")!.className;
      cleanup();
      return `${icon} ${tone}`;
    });
    expect(new Set(looks).size).toBe(FINDINGS.length - 1);
  });
});

describe("the facts of the test page", () => {
  test("stand in an opened row", async () => {
    const { container } = await showOpened(anchors, CA_1);
    expect(fact(container, t("fieldTestPage"))).toBe("https://valid.rootca1.demo.amazontrust.com/");
    expect(fact(container, t("fieldStatus"))).toBe("200");
    expect(fact(container, t("fieldProtocol"))).toBe("TLSv1.3");
    expect(fact(container, t("fieldAddress"))).toBe("18.66.0.1");
    expect(fact(container, t("fieldFailureCode"))).toBeNull();
  });

  test("include code, name and the browser's own word of a failure, made inert", async () => {
    const report = answering({ fails: "untrusted-issuer", raw: "not \u202Eknown <b>" });
    const seen = report.observations.find(({ root, kind }) => root === CA_1 && kind === "valid")!;
    seen.failure!.symbol = "SEC_ERROR_UNKNOWN_ISSUER";
    const { container } = await showOpened(report, CA_1);
    expect(fact(container, t("fieldFailureCode"))).toBe("untrusted-issuer");
    expect(fact(container, t("fieldSymbol"))).toBe("SEC_ERROR_UNKNOWN_ISSUER");
    expect(fact(container, t("fieldRaw"))).toBe("not ⟨U+202E⟩known <b>");
    expect(fact(container, t("fieldStatus"))).toBeNull();
  });
});

describe("a chain that the browser verified", () => {
  test("stands root first, and nothing is called expected", async () => {
    const { container } = await showOpened(anchors, CA_1);
    expect(container.querySelector("h4")!.textContent).toBe(t("observedChain"));
    expect(roles(container)).toEqual([
      t("linkRole_root"),
      t("linkRole_intermediate"),
      t("linkRole_leaf"),
    ]);
    const [root, , leaf] = certificates(container);
    expect(root!.querySelector(".certificate-name")!.textContent).toBe("Amazon Root CA 1");
    expect(leaf!.querySelector(".certificate-name")!.textContent).toBe(`valid.${CA_1}.example`);
    expect(container.querySelector(".chain-expected")).toBeNull();
  });

  test("marks the catalogued key, by the hash of the key alone", async () => {
    const { container } = await showOpened(anchors, CA_1);
    const [root, ...others] = certificates(container);
    expect(root!.dataset["spki"]).toBe(rootOf(CA_1).spkiSha256);
    expect(root!.classList).toContain("is-match");
    expect(root!.querySelector<HTMLElement>("[data-match]")!.dataset["match"]).toBe(CA_1);
    expect(root!.textContent).toContain(t("matchesRoot", "Amazon Root CA 1"));
    for (const other of others) expect(other.querySelector("[data-match]")).toBeNull();

    cleanup();
    const cross = { ...ownChain(rootOf(CA_1)) };
    const twin = copyOfCa1({ name: "Twin", builtIn: null });
    const chain = [cross.chain![0]!, twin, rootCertificate(rootOf("starfield-services-g2"))];
    const shown = await showOpened(answering({ ...cross, chain }), CA_1);
    const marks = [...shown.container.querySelectorAll<HTMLElement>("[data-match]")];
    expect(marks.map(({ dataset }) => dataset["match"])).toEqual(["starfield-services-g2", CA_1]);
  });

  test("a namesake with another key is no match", async () => {
    const namesake = certificate("Amazon Root CA 1", {
      subject: rootOf(CA_1).subject,
      builtIn: false,
    });
    const chain = [certificate("leaf"), namesake];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    expect(container.querySelector("[data-match]")).toBeNull();
    expect(certificates(container)[0]!.textContent).toContain(t("noMatch"));
  });

  test.each([
    [true, "builtInRoot"],
    [false, "addedRoot"],
  ] as const)("says whether its root is built in: %s", async (builtIn, key) => {
    const chain = [certificate("leaf"), copyOfCa1({ builtIn })];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    const [root, leaf] = certificates(container);
    expect(root!.textContent).toContain(t(key));
    expect(leaf!.textContent).not.toContain(t(key));
    const other = builtIn ? "addedRoot" : "builtInRoot";
    expect(root!.textContent).not.toContain(t(other));
  });

  test("says neither where the browser does not tell", async () => {
    const chain = [certificate("leaf"), copyOfCa1({ builtIn: null })];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    expect(container.textContent).not.toContain(t("builtInRoot"));
    expect(container.textContent).not.toContain(t("addedRoot"));
  });

  test("of one certificate is a server's, and still an anchor", async () => {
    const chain = [{ ...INSPECTOR }];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    expect(roles(container)).toEqual([t("linkRole_leaf")]);
    expect(container.textContent).toContain(t("noMatch"));
    expect(container.textContent).toContain(t("addedRoot"));
  });

  test("may hold one certificate twice", async () => {
    const leaf = certificate("leaf");
    const chain = [leaf, leaf, INSPECTOR];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    expect(certificates(container)).toHaveLength(3);
  });
});

describe("certificates of a page that loads by exception", () => {
  test("are not called verified, and none of them a root", async () => {
    const { container } = await showOpened(WORLDS["exception"]!(), "amazon-root-ca-3");
    expect(meaning(container)).toBe(t("meaning_exception"));
    expect(container.querySelector("h4")!.textContent).toBe(t("observedUnverified"));
    expect(roles(container)).toEqual([
      t("linkRole_intermediate"),
      t("linkRole_intermediate"),
      t("linkRole_leaf"),
    ]);
    expect(container.textContent).not.toContain(t("builtInRoot"));
    expect(container.querySelector(".chain-expected")).toBeNull();
  });
});

describe("a certificate", () => {
  const unreadable: Certificate = {
    readable: false,
    sha256: hash("broken"),
    der: "AAAA",
    reportedSpkiSha256: hash("broken key"),
    builtIn: null,
  };

  test("that could not be read is said to be so, with the hashes that there are", async () => {
    const chain = [certificate("leaf"), unreadable, rootCertificate(rootOf(CA_1))];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    const item = certificates(container)[1]!;
    expect(item.querySelector(".certificate-name")!.textContent).toBe(t("unreadableCertificate"));
    expect(fact(item, t("fieldSpki"))).toBe(hash("broken key"));
    expect(fact(item, t("fieldCertificate"))).toBe(hash("broken"));
    expect(fact(item, t("fieldSubject"))).toBeNull();
    expect(item.querySelector(".warning")).toBeNull();
  });

  test("whose key the browser reports otherwise carries a warning and no match", async () => {
    const lie = copyOfCa1({ reportedSpkiSha256: hash("another key") });
    const chain = [certificate("leaf"), lie];
    const { container } = await showOpened(answering({ ...ownChain(rootOf(CA_1)), chain }), CA_1);
    const [item] = certificates(container);
    expect(item!.querySelector(".warning")!.textContent).toBe(
      t("spkiDisagrees", hash("another key")),
    );
    expect(item!.querySelector("[data-match]")).toBeNull();
    expect(item!.dataset["spki"]).toBe("");
  });

  test("whose key the browser reports alike carries none", async () => {
    const { container } = await showOpened(anchors, CA_1);
    expect(container.querySelector(".warning")).toBeNull();
  });

  test("is copied as PEM, its hashes as they are", async () => {
    const { container, copy } = await showOpened(anchors, CA_1);
    const [item] = certificates(container);
    const labels = [t("fieldPem"), t("fieldSpki"), t("fieldCertificate"), t("fieldSerial")];
    for (const label of labels) {
      const name = t("copyThing", label);
      await act(async () => {
        item!.querySelector<HTMLElement>(`button[aria-label="${name}"]`)!.click();
      });
    }
    const root = rootCertificate(rootOf(CA_1));
    expect(copy.mock.calls.flat()).toEqual([
      pemText(root.der),
      root.spkiSha256,
      root.sha256,
      root.serialNumber,
    ]);
  });

  test("with a hostile hash is shown inert and copied unchanged", async () => {
    const reportedSpkiSha256 = "\u202Edeadbeef";
    const chain = [certificate("leaf"), { ...unreadable, reportedSpkiSha256 }];
    const { container, copy } = await showOpened(
      answering({ ...ownChain(rootOf(CA_1)), chain }),
      CA_1,
    );
    const [item] = certificates(container);
    expect(fact(item!, t("fieldSpki"))).toBe("⟨U+202E⟩deadbeef");
    const name = t("copyThing", t("fieldSpki"));
    await act(async () => {
      item!.querySelector<HTMLElement>(`button[aria-label="${name}"]`)!.click();
    });
    expect(copy.mock.calls).toEqual([[reportedSpkiSha256]]);
  });
});

describe("the expected chain", () => {
  test("stands where nothing was observed, and is called expected", async () => {
    const { container } = await showOpened(loads, CA_1);
    const expected = container.querySelector(".chain-expected")!;
    expect(expected.querySelector("h4")!.textContent).toBe(t("expectedChain"));
    expect(container.querySelectorAll(".chain")).toHaveLength(1);
    expect(roles(expected)).toEqual([
      t("linkRole_root"),
      t("linkRole_intermediate"),
      t("linkRole_leaf"),
    ]);
    expect(fact(expected, t("fieldSpki"))).toBe(rootOf(CA_1).spkiSha256);
    expect(expected.textContent).toContain(
      t("expectedCross", "Starfield Services Root Certificate Authority - G2"),
    );
    expect(expected.querySelector("[data-match]")).toBeNull();
    expect(expected.querySelector(".is-match")).toBeNull();
  });

  test("stands below a leaf that was observed alone", async () => {
    const leaf = certificate("valid.rootca1.demo.amazontrust.com");
    const report = answering({ evidence: "issuer", chain: [leaf] });
    const { container } = await showOpened(report, CA_1);
    const headings = [...container.querySelectorAll("h4")].map(({ textContent }) => textContent);
    expect(headings).toEqual([t("observedLeaf"), t("expectedChain")]);
    expect(roles(container.querySelector(".chain")!)).toEqual([t("linkRole_leaf")]);
  });

  test("of a root without a test page names no server", async () => {
    const { container } = await showOpened(anchors, "starfield-class-2");
    expect(roles(container)).toEqual([t("linkRole_root")]);
    expect(fact(container, t("fieldOwner"))).toBe("GoDaddy");
    expect(fact(container, t("fieldTestPage"))).toBeNull();
  });
});

describe("what a finding rests on", () => {
  const at = (name: string) => `\u2068${name}\u2069`;
  const g2 = "starfield-services-g2";
  const foreignLeaf = certificate("leaf", {
    issuerName: "Example \u202ECA",
    issuerOrganization: "Example Corp IT",
  });

  test.each<[string, Report, string, string]>([
    ["an anchor", anchors, CA_1, t("meaning_trusted_anchor")],
    ["a load", loads, CA_1, t("meaning_trusted_load")],
    ["a load of a root not carried", loads, g2, t("meaning_trusted_not_carried")],
    [
      "an issuer",
      answering({ evidence: "issuer", chain: [certificate("leaf")] }),
      CA_1,
      t("meaning_trusted_issuer"),
    ],
    ["a cross-sign", anchors, g2, t("meaning_trusted_by_cross_sign", "Amazon Root CA 1")],
    [
      "a private cross-sign",
      answering({
        ...ownChain(rootOf(CA_1)),
        chain: [certificate("leaf"), rootCertificate(rootOf(CA_1)), INSPECTOR],
      }),
      CA_1,
      t("meaning_private_cross_sign"),
    ],
    [
      "a foreign anchor",
      WORLDS["inspected"]!(),
      CA_1,
      t("meaning_inspected_anchor", at("Example Inspection Root CA")),
    ],
    [
      "a foreign issuer",
      answering({ evidence: "issuer", chain: [foreignLeaf] }),
      CA_1,
      t("meaning_inspected_issuer", at("Example ⟨U+202E⟩CA")),
    ],
    [
      "a certificate that the browser knows to intercept",
      answering({ fails: "known-interception" }),
      CA_1,
      t("failure_known_interception"),
    ],
    ["a failure", WORLDS["dns"]!(), CA_1, t("failure_dns")],
    ["a refusal", WORLDS["one root missing"]!(), "amazon-root-ca-2", t("failure_untrusted_issuer")],
    [
      "a chain that tells nothing",
      answering({ evidence: "anchor", tls: TLS, chain: [] }),
      CA_1,
      t("meaning_unclear"),
    ],
    [
      "no test page",
      anchors,
      "starfield-class-2",
      `${t("meaning_untested")} ${t("meaning_not_applicable")}`,
    ],
    [
      "a refusal that was to be expected",
      WORLDS["all roots missing"]!(),
      g2,
      t("meaning_not_applicable"),
    ],
  ])("%s", async (_, report, id, text) => {
    const { container } = await showOpened(report, id);
    expect(meaning(container)).toBe(text);
  });

  test("a check that ended before the test page was asked", async () => {
    const report = structuredClone(loads);
    const root = report.roots.find(({ id }) => id === CA_1)!;
    Object.assign(root, { finding: "inconclusive", evidence: "none", observation: null });
    const { container, button } = await showOpened(report, CA_1);
    expect(meaning(container)).toBe(t("meaning_untested"));
    expect(button.textContent).toBe(`${root.name}, ${t("finding_inconclusive")}`);
  });
});

test("every root of every world can be opened", async () => {
  for (const world of Object.values(WORLDS)) {
    const report = world();
    for (const { id } of catalogue.roots) {
      const { container } = await showOpened(report, id);
      expect(meaning(container)).not.toBe("");
      cleanup();
    }
  }
});
