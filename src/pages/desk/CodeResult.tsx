import { useMemo } from "preact/hooks";
import type { Catalogue } from "../../core/catalogue.ts";
import { reportOfCode } from "../../core/code-report.ts";
import type { FoundCode } from "../../core/read-support-code.ts";
import type { RootResult } from "../../core/report.ts";
import { snippetValues } from "../../guidance/repair.ts";
import { situationIn } from "../../guidance/situation.ts";
import { codeFacts, codeSentences } from "../../report-text/code-facts.ts";
import { codeTicketText } from "../../report-text/code-ticket.ts";
import { countText } from "../../report-text/plural.ts";
import { Facts } from "../../view/Facts.tsx";
import { FindingBadge } from "../../view/FindingBadge.tsx";
import { Icon } from "../../view/Icon.tsx";
import { StepsFor } from "../../view/RepairSteps.tsx";
import { useView } from "../../view/view-context.ts";
import { CallerCard } from "./CallerCard.tsx";

/** What a support code says: what the caller sees, what to say, then what to do. */
export function CodeResult({ found, catalogue }: { found: FoundCode; catalogue: Catalogue }) {
  const view = useView();
  const { t } = view;
  const { content } = found;
  const { verdict, cause, browser, product } = content;
  const report = useMemo(() => reportOfCode(content, catalogue), [content, catalogue]);
  const deciding = report.roots.filter(({ decides }) => decides);
  const others = report.roots.filter(({ decides }) => !decides);
  const concerned = report.verdict.roots[0];
  const root = catalogue.roots.find(({ id }) => id === (concerned ?? deciding[0]?.id));
  const url = root?.tests.find(({ kind }) => kind === "valid")?.urls[0];
  const situation = { ...situationIn(content, catalogue), atDesk: true };
  return (
    <div class="code-result" data-code-of={found.code}>
      {content.training && <Warning text={t("codeTraining")} />}
      {!content.builtInCatalogue && <Warning text={t("codeCatalogue")} />}
      <CallerCard
        verdict={verdict}
        cause={cause}
        sentences={codeSentences(content, catalogue, view)}
        ticket={() => codeTicketText(found, catalogue, view)}
      />
      <section class="panel code-known">
        <Roots roots={deciding} />
        <Facts facts={codeFacts(content, view)} />
        {others.length > 0 && (
          <details class="more">
            <summary>{countText(view, "codeOtherRoots", others.length)}</summary>
            <Roots roots={others} />
          </details>
        )}
      </section>
      <h2>{t("codeNext")}</h2>
      <p>{t("codeNextIntro")}</p>
      <StepsFor
        situation={situation}
        values={snippetValues(url ? new URL(url).hostname : null, catalogue, situation.browser)}
        texts={{ browser, inspector: product, product, faults: null }}
        root={concerned}
      />
    </div>
  );
}

function Roots({ roots }: { roots: readonly RootResult[] }) {
  return (
    <ul class="code-roots">
      {roots.map(({ id, name, finding, evidence }) => (
        <li key={id} data-root={id} data-finding={finding}>
          <FindingBadge finding={finding} evidence={evidence} />
          {name}
        </li>
      ))}
    </ul>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <p class="mark mark-warn">
      <Icon name="alert" />
      {text}
    </p>
  );
}
