import type { Certificate } from "../core/certificate.ts";
import type { RootResult } from "../core/report.ts";
import { factMaker, type Fact } from "./fact.ts";
import { dayText, keyText } from "./format.ts";
import type { Translator } from "./translator.ts";

export function certificateFacts(certificate: Certificate, translator: Translator): Fact[] {
  const { own, untrusted, code } = factMaker(translator);
  const { readable, sha256, reportedSpkiSha256 } = certificate;
  const hashes = [
    code("spki", readable ? certificate.spkiSha256 : reportedSpkiSha256),
    code("certificate", sha256),
  ];
  if (!readable) return hashes;
  const { subject, issuer, key, serialNumber } = certificate;
  return [
    untrusted("subject", subject),
    untrusted("issuer", issuer),
    own("validity", validityText(certificate, translator)),
    untrusted("key", keyText(key, translator.t)),
    code("serial", serialNumber),
    ...hashes,
  ];
}

export function expectedRootFacts({ expected }: RootResult, translator: Translator): Fact[] {
  const { own, untrusted, code } = factMaker(translator);
  return [
    untrusted("subject", expected.subject),
    untrusted("owner", expected.owner),
    own("validity", validityText(expected, translator)),
    untrusted("key", keyText(expected.key, translator.t)),
    code("spki", expected.spkiSha256),
    code("certificate", expected.certificateSha256),
  ];
}

function validityText(
  { notBefore, notAfter }: { notBefore: string; notAfter: string },
  { t, language }: Translator,
): string {
  return t("validRange", dayText(notBefore, language), dayText(notAfter, language));
}
