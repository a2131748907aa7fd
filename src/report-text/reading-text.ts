/** Findings of a reading in sentences. */
import type { BundleLook } from "../core/bundle-look.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import type { StrictRuleId } from "../core/strict-rules.ts";
import type { CertificateRole } from "../core/certificate/role.ts";
import type { CertificatePath, PathFaultCode } from "../core/paths/path.ts";
import type { HostKind } from "../guidance/error-reader/host-facts.ts";
import type { ErrorSubject } from "../guidance/error-reader/read.ts";
import type { FindingCode } from "../reading/finding-codes.ts";
import type { FileReading, ReadingFinding } from "../reading/model.ts";
import { causeTexts, questionTexts } from "./error-text.ts";
import { dayText } from "./format.ts";
import { countText } from "./plural.ts";
import { rootNames } from "./root-names.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

export interface ReadingWords extends Translator {
  roots: readonly CatalogueRoot[];
}

/** What was read, and as what. `shown`: how a hostile name is made safe in the form that is written. */
export function fileHeading(
  { name, kind, certificates }: FileReading,
  words: ReadingWords,
  shown: (name: string) => string,
): string {
  const { t } = words;
  const count = certificates.length
    ? `, ${countText(words, "readCount", certificates.length)}`
    : "";
  return `${name === "" ? t("readPasted") : shown(name)}: ${t(keyOf("readKind", kind))}${count}`;
}

export function findingText(finding: ReadingFinding, words: ReadingWords): string {
  const { t, language } = words;
  const { code, values } = finding;
  const [first = "", second = "", third = ""] = values;
  const name = isolated(first);
  switch (code) {
    case "root":
      return t("reading_root", names([third], words));
    case "cross-sign":
      return t("reading_cross_sign", names([third], words), isolated(second));
    case "has-expired":
      return t("reading_has_expired", name, dayText(second, language));
    case "is-not-yet-valid":
      return t("reading_is_not_yet_valid", name, dayText(second, language));
    case "strict-openssl":
    case "strict-apple":
      return t(keyOf("reading", code), name, rulesText(values.slice(1), words));
    case "chain-accepted": {
      const roots = values.slice(1);
      const list = names(roots, words);
      return countText(words, "reading_chain_accepted", roots.length, name, list);
    }
    case "chain-dates":
      return t("reading_chain_dates", name, names(values.slice(1), words));
    case "chain-inspected":
      return t(
        third === "look-alike" ? "reading_chain_inspected_look_alike" : "reading_chain_inspected",
        name,
        isolated(second),
      );
    case "fault-expired":
    case "fault-not-yet-valid":
      return t(keyOf("reading", code), isolated(names([first], words)));
    case "bundle-enough":
    case "bundle-bridged":
    case "bundle-short":
    case "bundle-expired-root":
      return t(keyOf("reading", code), names(values, words));
    case "bundle-no-authority":
      return countText(words, "reading_bundle_no_authority", Number(first));
    case "bundle-duplicates":
      return countText(words, "reading_bundle_duplicates", Number(first));
    case "bundle-expired-others":
      return countText(words, "reading_bundle_expired_others", Number(first));
    case "bundle-resembles":
      return t("reading_bundle_resembles", t(keyOf("bundleLook", first as BundleLook)));
    case "log-resumed":
      return countText(words, "reading_log_resumed", Number(first));
    case "log-added-roots":
      return countText(words, "reading_log_added_roots", Number(first));
    case "error-line": {
      const [subject, , program = "", host = "", hostKind] = values as ErrorValues;
      const meaning = t(keyOf("errorMeaning", subject));
      const said = program === "" ? meaning : `${program}: ${meaning}`;
      return host === "" ? said : `${said} ${t(keyOf("errorHost", hostKind), isolated(host))}`;
    }
    case "tool-refused": {
      const sentence = third || second;
      // The headline of an error page says little without its code.
      const suffix = /[A-Z]/.test(second) && !sentence.includes(second) ? ` (${second})` : "";
      const said = isolated(`${sentence}${suffix}`);
      return first === ""
        ? t("reading_tool_refused", said)
        : t("reading_tool_refused_host", name, said);
    }
    case "tool-verified":
      return first === "" ? t("reading_tool_verified") : t("reading_tool_verified_host", name);
    default:
      return t(keyOf("reading", code), ...values.map(isolated));
  }
}

/** Subject, row in the guide, program, host, and what is known of the host. */
type ErrorValues = [ErrorSubject, string, string, string, HostKind];

/** Of ids; an id that the catalogue lacks stands for itself. */
function names(ids: readonly string[], words: ReadingWords): string {
  const named = ids.map((id) => words.roots.find((root) => root.id === id) ?? { name: id });
  return rootNames(named, words);
}

function rulesText(rules: readonly string[], { t }: Translator): string {
  return rules.map((rule) => t(keyOf("strictFault", rule as StrictRuleId))).join(" ");
}

const MOST_QUESTIONS = 2;

/** What tells the causes of a file's errors apart, the likeliest first, and what to ask about them. */
export function errorHelp(
  findings: readonly ReadingFinding[],
  { t }: Pick<Translator, "t">,
): { causes: string[]; questions: string[] } {
  const errors = findings.filter(({ code }) => code === "error-line");
  const all = (of: (found: ReadingFinding) => string[]) => [...new Set(errors.flatMap(of))];
  return {
    causes: causeTexts(
      all(({ causes }) => causes),
      { t },
    ).map(({ name, tell }) => `${name}: ${tell}`),
    questions: questionTexts(
      all(({ questions }) => questions),
      { t },
    ).slice(0, MOST_QUESTIONS),
  };
}

/** What a certificate is, in a few words. */
export function roleText(role: CertificateRole, words: ReadingWords): string {
  const { t } = words;
  switch (role.kind) {
    case "cross-sign":
      return t("certificateRole_cross_sign", names([role.root], words));
    case "amazon-intermediate":
    case "amazon-leaf":
      return t(role.proven ? keyOf("certificateRole", role.kind) : "certificateRole_unproven");
    default:
      return t(keyOf("certificateRole", role.kind));
  }
}

export function faultLabel(code: PathFaultCode, { t }: Pick<Translator, "t">): string {
  return t(keyOf("pathFault", code));
}

/** Where a path ends, and whether it may be used. */
export function pathHeading({ end, faults }: CertificatePath, words: ReadingWords): string {
  const { t } = words;
  const where =
    end.kind === "catalogued"
      ? t("pathEnd_catalogued", names([end.root], words))
      : t(keyOf("pathEnd", end.kind));
  return faults.length ? `${where} ${t("pathFaulty")}` : where;
}

/** Of the worst findings first. */
const STEPS = [
  "look-alike",
  "chain-inspected",
  "wrong-host",
  "bundle-empty",
  "bundle-no-authority",
  "bundle-company-only",
  "bundle-short",
  "bundle-expired-root",
  "bundle-bridged",
  "chain-incomplete",
  "chain-dates",
  "has-expired",
  "list-refuses",
  "wrong-password",
  "encrypted",
  "old-encryption",
  "broken-pem",
  "truncated",
  "log-no-hosts",
  "log-resumed",
  "strict-openssl",
  "strict-apple",
  "wrong-code",
  "nothing-recognised",
  "claims-amazon",
  "foreign-root",
  "self-signed",
  "tool-refused",
  "nothing-to-judge",
] as const satisfies readonly FindingCode[];

/** What to do about the most important finding; null if there is nothing to do. */
export function nextStepText(
  findings: readonly ReadingFinding[],
  { t }: Pick<Translator, "t">,
): string | null {
  const code = STEPS.find((each) => findings.some((found) => found.code === each));
  if (code !== undefined) return t(keyOf("readingNext", code));
  const error = findings.find((found) => found.code === "error-line");
  return error ? t(keyOf("errorDo", error.values[0] as ErrorSubject)) : null;
}
