import type { Report } from "../core/report.ts";
import type { Settings } from "../core/default-settings.ts";
import { filledLink, mailLink, telephoneLink } from "../core/ticket-link.ts";
import { ticketText } from "../report-text/ticket.ts";
import { useView } from "./view-context.ts";
import { UntrustedText } from "./UntrustedText.tsx";
import { Icon } from "./Icon.tsx";

interface Props {
  values: Settings;
  /** The last report, for the ticket link. */
  report: Report | null;
  /** Its support code. */
  code: string | null;
}

/** Whom to ask for help, as the administrator or the person set it; nothing if they did not. */
export function Support({ values, report, code }: Props) {
  const view = useView();
  const { t } = view;
  const { supportName: name, supportEmail, supportPhone, supportUrl } = values;
  if (!name && !supportEmail && !supportPhone && !supportUrl) return null;
  const ticket = filledLink(supportUrl, {
    code: code ?? "",
    verdict: report?.verdict.code ?? "",
    cause: report?.verdict.cause ?? "",
    report: report ? ticketText(report, code, view) : "",
  });
  return (
    <section class="support" aria-label={t("supportHeading")}>
      <strong>{name ? <UntrustedText text={name} /> : t("supportHeading")}</strong>
      {(supportEmail || supportPhone || supportUrl) && (
        <ul class="support-ways">
          {supportEmail && (
            <li>
              <a href={mailLink(supportEmail)}>
                <UntrustedText text={supportEmail} />
              </a>
            </li>
          )}
          {supportPhone && (
            <li>
              <a href={telephoneLink(supportPhone)}>
                <bdi dir="ltr">{supportPhone}</bdi>
              </a>
            </li>
          )}
          {supportUrl && (
            <li>
              <a href={ticket} target="_blank" rel="noreferrer">
                {t("supportTicket")}
                <Icon name="link" />
              </a>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
