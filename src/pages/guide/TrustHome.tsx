import { trustHome } from "../../guidance/trust-lives.ts";
import { vendorPage } from "../../guidance/update.ts";
import type { BrowserKind, System } from "../../guidance/repair-cases.ts";
import { dataKey } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";

interface Props {
  browser: BrowserKind;
  system: System;
}

/** Whose list of roots a browser uses, and which added roots it trusts. */
export function TrustHome({ browser, system }: Props) {
  const { t } = useView();
  const { name } = vendorPage(browser);
  const { list, added } = trustHome(browser, system);
  return (
    <section class="update-part" data-list={list.id} data-added={added.id}>
      <h3>{t("trustLives")}</h3>
      <p>{t(dataKey("trustList", list.id), name)}</p>
      <p>{t(dataKey("trustAdded", added.id), name)}</p>
      {added.setting !== undefined && (
        <p>
          {t("trustSetting")} <code dir="ltr">{added.setting}</code>
        </p>
      )}
    </section>
  );
}
