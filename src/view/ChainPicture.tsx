/** A drawing of the chain that the browser showed, from the test page up to the root. */
import { linksOf, type Link } from "../core/chain-links.ts";
import type { Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { UntrustedText } from "./UntrustedText.tsx";
import { chainHeading } from "../report-text/chain-text.ts";
import { dayText, keyText } from "../report-text/format.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  observation: Observation;
  report: Report;
}

export function ChainPicture({ observation, report }: Props) {
  const view = useView();
  return (
    <figure class="chain-picture" data-chain="observed">
      <figcaption>{chainHeading(observation, view)}</figcaption>
      <ol class="links">
        {linksOf(observation, report).map((link, index) => (
          <LinkBox key={index} link={link} roots={report.roots} />
        ))}
      </ol>
    </figure>
  );
}

function LinkBox({ link, roots }: { link: Link; roots: readonly RootResult[] }) {
  const { t, language } = useView();
  const { certificate, role, match } = link;
  const name = roots.find(({ id }) => id === match)?.name;
  const { readable } = certificate;
  return (
    <li class={match ? "link is-match" : "link"} data-role={role} data-match={match ?? ""}>
      <span class="role">{t(keyOf("linkRole", role))}</span>
      <UntrustedText
        class="certificate-name"
        text={readable ? certificate.name : t("unreadableCertificate")}
      />
      {readable && (
        <p class="link-facts">
          {keyText(certificate.key, t)}
          {" · "}
          {t("validUntil", dayText(certificate.notAfter, language))}
        </p>
      )}
      {role === "cross-sign" && readable && (
        <p class="link-facts">
          {t("signedBy")} <UntrustedText text={certificate.issuerName} />
        </p>
      )}
      {name && (
        <p class="mark mark-good">
          <Icon name="key" />
          {t("matchesRoot", name)}
        </p>
      )}
      {role === "root" && !match && <p class="mark mark-warn">{t("noMatch")}</p>}
      {role === "root" && certificate.builtIn !== null && (
        <p class="mark">{t(certificate.builtIn ? "builtInRoot" : "addedRoot")}</p>
      )}
    </li>
  );
}
