import { updateSteps, vendorPage } from "../../guidance/update.ts";
import type { BrowserKind, System } from "../../guidance/repair-cases.ts";
import { Command } from "../../view/Command.tsx";
import { dataKey } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";

interface Props {
  browser: BrowserKind;
  system: System;
}

/** The steps that update a browser on a system, and the vendor's own page. */
export function UpdateSteps({ browser, system }: Props) {
  const { t, language } = useView();
  const { name, page, date } = vendorPage(browser);
  return (
    <section class="update-part" data-steps={`${browser} ${system}`}>
      <h3>{t("updateSteps")}</h3>
      <ol class="numbers">
        {updateSteps(browser, system).map(({ id, address, commands }) => (
          <li key={id}>
            <p>{t(dataKey("updateStep", id), name)}</p>
            {address !== undefined && (
              <>
                <p>{t("repairAddressHint")}</p>
                <Command text={address} label={t("repairAddress")} />
              </>
            )}
            {commands.length > 0 && (
              <dl class="update-command">
                {commands.map(({ on, text }) => [
                  <dt key={on}>{on}</dt>,
                  <dd key={text}>
                    <Command text={text} />
                  </dd>,
                ])}
              </dl>
            )}
          </li>
        ))}
      </ol>
      {page === null ? (
        <p class="note">{t("updateNoPage", dayText(date, language))}</p>
      ) : (
        <p>
          <a href={page} target="_blank" rel="noreferrer">
            {t("updateGuide", name)}
          </a>{" "}
          <span class="note">{t("updatePageRead", dayText(date, language))}</span>
        </p>
      )}
    </section>
  );
}
