import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";

const KINDS = ["certificates", "stores", "errors", "tools", "logs", "ours"] as const;

/** What the empty page shows: where each of these things comes from. */
export function WhatCanBeRead() {
  const { t } = useView();
  return (
    <section class="panel" data-what>
      <h2>{t("readWhat")}</h2>
      <dl class="what">
        {KINDS.map((kind) => (
          <div key={kind}>
            <dt>{t(keyOf("readWhat", kind))}</dt>
            <dd>{t(keyOf("readWhere", kind))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
