/** Everything about one certificate, in words. */
import type { AlternativeName, CertificateDetails } from "../core/certificate/details.ts";
import { certificateFacts } from "./certificate-facts.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { factMakerFor, type Fact } from "./fact.ts";
import { integerText } from "./format.ts";
import type { Translator } from "./translator.ts";

/** Labels that no other form needs. */
const LABELS = {
  "spki-base64": "fieldSpkiBase64",
  sha1: "fieldSha1",
  "signed-with": "fieldSignedWith",
  usages: "fieldUsages",
  purposes: "fieldPurposes",
  names: "fieldNames",
  constraints: "fieldConstraints",
  authority: "fieldAuthority",
  "own-key-identifier": "fieldOwnKeyIdentifier",
  "issuer-key-identifier": "fieldIssuerKeyIdentifier",
} as const satisfies Record<string, MessageKey>;

/** More names are counted, not listed. */
const LISTED_NAMES = 40;

export function detailFacts(details: CertificateDetails, translator: Translator): Fact<string>[] {
  const { own, untrusted, code } = factMakerFor(LABELS, translator);
  const { basicConstraints, keyUsage, extKeyUsage, names, nameConstraints } = details;
  const limits = nameConstraints && [
    ...nameConstraints.permitted.map((name) => `+ ${nameText(name)}`),
    ...nameConstraints.excluded.map((name) => `− ${nameText(name)}`),
  ];
  return [
    ...certificateFacts(details, translator),
    code("spki-base64", details.spkiSha256Base64),
    code("sha1", details.sha1),
    own("signed-with", details.signatureAlgorithm),
    own("authority", basicConstraints && authorityText(basicConstraints, translator)),
    untrusted("usages", keyUsage?.join(", ")),
    untrusted("purposes", extKeyUsage?.join(", ")),
    untrusted("names", namesText(names, translator)),
    untrusted("constraints", limits?.slice(0, LISTED_NAMES).join(", ")),
    code("own-key-identifier", details.subjectKeyIdentifier),
    code("issuer-key-identifier", details.authorityKeyIdentifier),
  ];
}

function authorityText(
  { isAuthority, pathLength }: NonNullable<CertificateDetails["basicConstraints"]>,
  { t, language }: Translator,
): string {
  if (!isAuthority) return t("authorityNo");
  return pathLength === null
    ? t("authorityYes")
    : t("authorityLimited", integerText(pathLength, language));
}

function namesText(names: readonly AlternativeName[], { t, language }: Translator): string {
  const listed = names.slice(0, LISTED_NAMES).map(nameText).join(", ");
  const more = names.length - LISTED_NAMES;
  return more > 0 ? `${listed} ${t("andMore", integerText(more, language))}` : listed;
}

function nameText({ kind, value }: AlternativeName): string {
  return kind === "dns" ? value : `${kind}: ${value}`;
}
