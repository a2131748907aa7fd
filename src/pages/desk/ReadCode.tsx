/** Reads a caller's support code: shows what the caller sees, and what to say next. */
import { useState } from "preact/hooks";
import type { Catalogue } from "../../core/catalogue.ts";
import { decodeCode } from "../../core/read-support-code.ts";
import type { CodeContent } from "../../core/support-code.ts";
import { isTrusted, type Evidence } from "../../core/vocabulary.ts";
import { snippetValues } from "../../guidance/repair.ts";
import { situationIn } from "../../guidance/situation.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { Facts } from "../../view/Facts.tsx";
import { FindingBadge } from "../../view/FindingBadge.tsx";
import { codeFacts } from "../../report-text/code-facts.ts";
import { verdictLabel } from "../../report-text/labels.ts";
import { Icon } from "../../view/Icon.tsx";
import { StepsFor } from "../../view/RepairSteps.tsx";
import type { PartProps } from "./part.ts";

export function ReadCode({ ports: { catalogue } }: PartProps) {
  const { t } = useView();
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
      {decoded.ok && <DecodedReport picture={decoded.content} catalogue={catalogue} />}
    </>
  );
}

function DecodedReport({ picture, catalogue }: { picture: CodeContent; catalogue: Catalogue }) {
  const view = useView();
  const { t } = view;
  const { roots, verdict, cause, browser, product } = picture;
  const inCatalogue = (id: string) => catalogue.roots.find((root) => root.id === id);
  // A verdict is about the deciding roots.
  const deciding = roots.filter(({ id }) => inCatalogue(id)?.decides);
  const concerned = deciding.find(({ finding }) => !isTrusted(finding));
  const root = inCatalogue((concerned ?? deciding[0])?.id ?? "");
  const url = root?.tests.find(({ kind }) => kind === "valid")?.urls[0];
  const situation = situationIn(picture, catalogue);
  return (
    <>
      <section class="panel" data-verdict={verdict} data-cause={cause}>
        <h2>{verdictLabel({ code: verdict, cause }, view)}</h2>
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
        <Facts facts={codeFacts(picture, view)} />
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

/** The weakest evidence possible: a code holds only one, that of the deciding roots. */
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
