/** Claims no more about a root than the evidence. */
import { chainOf, type Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { failureText } from "./labels.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

type Texts = Pick<Translator, "t">;

/** Undefined if the root was not tested. */
export function testOf({ observation }: RootResult, report: Report): Observation | undefined {
  return observation === null ? undefined : report.observations[observation];
}

export function explainFinding(root: RootResult, report: Report, texts: Texts): string {
  const { t } = texts;
  const { finding, evidence, anchor } = root;
  const test = testOf(root, report);
  switch (finding) {
    case "trusted":
      if (evidence === "control") return t(controlMeaning(root, report));
      if (evidence === "none") return t("meaning_unclear");
      return evidence !== "anchor" && !root.expected.carried
        ? t("meaning_trusted_not_carried")
        : t(keyOf("meaning_trusted", evidence));
    case "trusted-by-cross-sign": {
      const name = report.roots.find(({ id }) => id === anchor)?.name;
      return name ? t("meaning_trusted_by_cross_sign", name) : t("meaning_private_cross_sign");
    }
    case "inspected":
      return test?.failure && test.chain.length === 0
        ? failureText(test.failure, texts)
        : explainInspection(report, test, texts);
    case "exception":
      return t("meaning_exception");
    case "not-applicable":
      return test
        ? t("meaning_not_applicable")
        : `${t("meaning_untested")} ${t("meaning_not_applicable")}`;
    default:
      if (!test) return t("meaning_untested");
      return test.failure ? failureText(test.failure, texts) : t("meaning_unclear");
  }
}

/** Which control of a root without response shows that the browser trusts it. */
function controlMeaning({ id }: RootResult, { controls }: Report): MessageKey {
  const resultOf = (kind: "expired" | "revoked") =>
    controls.find((control) => control.root === id && control.kind === kind)?.result;
  if (resultOf("expired") === "refused") return "meaning_trusted_control";
  return resultOf("revoked") === "refused"
    ? "meaning_trusted_control_revoked"
    : "meaning_trusted_control_loaded";
}

function explainInspection(report: Report, test: Observation | undefined, { t }: Texts): string {
  const chain = test ? chainOf(test, report.certificates) : [];
  const [leaf] = chain;
  const last = chain.at(-1);
  if (test?.evidence === "anchor" && last) {
    const name = last.readable ? isolated(last.name) : t("unreadableCertificate");
    return t("meaning_inspected_anchor", name);
  }
  if (!leaf?.readable) return t("meaning_inspected");
  const key = test?.failure ? "meaning_inspected_refused" : "meaning_inspected_issuer";
  return t(key, isolated(leaf.issuerName));
}
