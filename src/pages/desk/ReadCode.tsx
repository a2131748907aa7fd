/** A caller's support code turned back into what the caller sees, with what to say next. */
import { useState } from "preact/hooks";
import type { Catalogue } from "../../core/catalogue.ts";
import { decodeCode, type CodeContent } from "../../core/support-code.ts";
import { isTrusted, type Evidence } from "../../core/words.ts";
import { snippetValues } from "../../guidance/repair.ts";
import { situationIn } from "../../guidance/situation.ts";
import { keyOf, useDoors } from "../../view/doors.ts";
import { Facts } from "../../view/Facts.tsx";
import { FindingBadge } from "../../view/FindingBadge.tsx";
import { moment } from "../../view/format.ts";
import { Icon } from "../../view/Icon.tsx";
import { StepsFor } from "../../view/RepairSteps.tsx";
import type { PartProps } from "./part.ts";

export function ReadCode({ ports: { catalogue } }: PartProps) {
  const { t } = useDoors();
  const [typed, setTyped] = useState("");
  const decoded = decodeCode(typed);
  return (
    <>
      <p>{t("codeIntro")}</p>
      <label class="choice code-field">
        <span>{t("supportCode")}</span>
        <input
          type="text"
          value={typed}
          maxLength={100}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <p role="status" class="note" data-code={decoded.ok ? "read" : decoded.reason}>
        {decoded.ok ? t("codeRead") : t(keyOf("codeFault", decoded.reason))}
      </p>
      {decoded.ok && <Picture picture={decoded.content} catalogue={catalogue} />}
    </>
  );
}

function Picture({ picture, catalogue }: { picture: CodeContent; catalogue: Catalogue }) {
  const { t } = useDoors();
  const { roots, verdict, cause, browser, product } = picture;
  const inCatalogue = (id: string) => catalogue.roots.find((root) => root.id === id);
  // A verdict is about the roots that decide.
  const deciding = roots.filter(({ id }) => inCatalogue(id)?.decides);
  const concerned = deciding.find(({ finding }) => !isTrusted(finding));
  const root = inCatalogue((concerned ?? deciding[0])?.id ?? "");
  const url = root?.tests.find(({ kind }) => kind === "valid")?.urls[0];
  const situation = situationIn(picture, catalogue);
  return (
    <>
      <section class="panel" data-verdict={verdict} data-cause={cause}>
        <h2>
          {t(keyOf("verdict", verdict))}
          {cause !== "none" && ` (${t(keyOf("cause", cause))})`}
        </h2>
        {picture.training && <Warning text={t("codeTraining")} />}
        {!picture.builtInCatalogue && <Warning text={t("codeCatalogue")} />}
        <ul class="code-roots">
          {roots.map(({ id, finding }) => (
            <li key={id} data-root={id} data-finding={finding}>
              <FindingBadge finding={finding} evidence={evidenceOf(id, picture, catalogue)} />
              {inCatalogue(id)?.name ?? id}
            </li>
          ))}
        </ul>
        <PictureFacts picture={picture} />
      </section>
      <h2>{t("codeNext")}</h2>
      <p>{t("codeNextIntro")}</p>
      <StepsFor
        situation={situation}
        values={snippetValues(url ? new URL(url).hostname : null, catalogue, situation.browser)}
        texts={{ browser, inspector: product, product, faults: null }}
        root={concerned?.id}
      />
    </>
  );
}

/** The least that the finding can rest on: a code holds one evidence, that of the roots that decide. */
function evidenceOf(root: string, { evidence }: CodeContent, { roots }: Catalogue): Evidence {
  return roots.find(({ id }) => id === root)?.decides ? evidence : "none";
}

function Warning({ text }: { text: string }) {
  return (
    <p class="mark mark-warn">
      <Icon name="alert" />
      {text}
    </p>
  );
}

function PictureFacts({ picture }: { picture: CodeContent }) {
  const { t, language } = useDoors();
  const { controls, inspection, product, browser, major, majorOrLater } = picture;
  const inspected = t(keyOf("codeInspection", inspection));
  return (
    <Facts
      facts={[
        { label: t("fieldChecked"), value: moment(picture.madeAt, language) },
        { label: t("fieldBrowser"), value: `${browser} ${major}${majorOrLater ? "+" : ""}` },
        { label: t("fieldSystem"), value: picture.os },
        { label: t("fieldClock"), value: t(keyOf("codeClock", picture.clock)) },
        { label: t("aboutBaseline"), value: t(picture.baselineLoaded ? "loaded" : "notLoaded") },
        { label: t("codeExpired"), value: t(keyOf("controlExpired", controls.expired)) },
        { label: t("codeRevoked"), value: t(keyOf("controlRevoked", controls.revoked)) },
        {
          label: t("codeInspected"),
          value: product === null ? inspected : t("codeProduct", inspected, product),
        },
      ]}
    />
  );
}
