/** What a support code says beside its verdict and findings. */
import type { CodeContent } from "../core/support-code.ts";
import { systemName } from "../guidance/situation.ts";
import { factMaker, type Fact } from "./fact.ts";
import { momentText } from "./format.ts";
import { keyOf, type Translator } from "./translator.ts";

export function codeFacts(code: CodeContent, translator: Translator): Fact[] {
  const { own, untrusted } = factMaker(translator);
  const { t, language, timeZone } = translator;
  const { controls, inspection, product, browser, major, majorOrLater } = code;
  const inspected = t(keyOf("codeInspection", inspection));
  return [
    own("checked", momentText(code.madeAt, language, timeZone)),
    untrusted("browser", `${browser} ${major}${majorOrLater ? "+" : ""}`),
    untrusted("system", systemName(code.os) ?? code.os),
    own("clock", t(keyOf("codeClock", code.clock))),
    own("baseline", t(code.baselineLoaded ? "loaded" : "notLoaded")),
    own("expired", t(keyOf("controlExpired", controls.expired))),
    own("revoked", t(keyOf("controlRevoked", controls.revoked))),
    own("inspection", product === null ? inspected : t("codeProduct", inspected, product)),
  ];
}
