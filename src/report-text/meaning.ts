/** The finding for one root in a sentence that claims no more than the evidence. */
import { chainOf, type Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** `seen`: what the root's test page showed; undefined where none was asked. */
export function explainFinding(
  root: RootResult,
  report: Report,
  seen: Observation | undefined,
  t: Translator["t"],
): string {
  const { finding, evidence, anchor } = root;
  switch (finding) {
    case "trusted":
      if (evidence === "control") return t(controlMeaning(root, report));
      return (evidence === "load" || evidence === "issuer") && !root.expected.carried
        ? t("meaning_trusted_not_carried")
        : t(keyOf("meaning_trusted", evidence));
    case "trusted-by-cross-sign": {
      const name = report.roots.find(({ id }) => id === anchor)?.name;
      return name ? t("meaning_trusted_by_cross_sign", name) : t("meaning_private_cross_sign");
    }
    case "inspected":
      return seen?.failure ? t(keyOf("failure", seen.failure.code)) : foreign(report, seen, t);
    case "exception":
      return t("meaning_exception");
    case "not-applicable":
      return seen
        ? t("meaning_not_applicable")
        : `${t("meaning_untested")} ${t("meaning_not_applicable")}`;
    default:
      if (!seen) return t("meaning_untested");
      return seen.failure ? t(keyOf("failure", seen.failure.code)) : t("meaning_unclear");
  }
}

/** Which control of a silent root shows that the browser trusts it. */
function controlMeaning({ id }: RootResult, { controls }: Report): MessageKey {
  const resultOf = (kind: "expired" | "revoked") =>
    controls.find((control) => control.root === id && control.kind === kind)?.result;
  if (resultOf("expired") === "refused") return "meaning_trusted_control";
  return resultOf("revoked") === "refused"
    ? "meaning_trusted_control_revoked"
    : "meaning_trusted_control_loaded";
}

/** What showed that a chain is not Amazon's. */
function foreign(report: Report, seen: Observation | undefined, t: Translator["t"]): string {
  const chain = seen ? chainOf(seen, report.certificates) : [];
  const [leaf] = chain;
  const last = chain.at(-1);
  if (seen?.evidence === "anchor" && last) {
    const name = last.readable ? isolated(last.name) : t("unreadableCertificate");
    return t("meaning_inspected_anchor", name);
  }
  return leaf?.readable
    ? t("meaning_inspected_issuer", isolated(leaf.issuerName))
    : t("meaning_inspected");
}
