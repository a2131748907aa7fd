/** A drawing of a chain, from the test page up to the root: observed, or (dashed) expected. */
import { linksOf, type Link, type LinkRole } from "../core/chain-links.ts";
import type { Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { UntrustedText } from "./UntrustedText.tsx";
import { chainHeading } from "../report-text/chain-text.ts";
import { testOf } from "../report-text/meaning.ts";
import { dayText, keyText, listText } from "../report-text/format.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  root: RootResult;
  report: Report;
}

export function ChainPicture({ root, report }: Props) {
  const view = useView();
  const seen = testOf(root, report);
  const links = seen ? linksOf(seen, report) : [];
  const isComplete = links.at(-1)?.role === "root";
  return (
    <figure class="chain-picture" data-chain={links.length ? "observed" : "expected"}>
      <figcaption>
        {seen && links.length ? chainHeading(seen, view) : view.t("expectedChain")}
      </figcaption>
      <ol class="links">
        {links.map((link, index) => (
          <ObservedLink key={index} link={link} roots={report.roots} />
        ))}
        {!isComplete && !seen?.tls?.exception && (
          <ExpectedLinks root={root} report={report} seen={seen} after={links.length > 0} />
        )}
      </ol>
    </figure>
  );
}

function ObservedLink({ link, roots }: { link: Link; roots: readonly RootResult[] }) {
  const { t, language } = useView();
  const { certificate, role, match } = link;
  const name = roots.find(({ id }) => id === match)?.name;
  const { readable } = certificate;
  return (
    <li class={match ? "link is-match" : "link"} data-role={role} data-match={match ?? ""}>
      <Head role={role} name={readable ? certificate.name : t("unreadableCertificate")} />
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

interface ExpectedProps extends Props {
  /** The root's test; undefined if there was none. */
  seen: Observation | undefined;
  /** The certificate of the test page is drawn already. */
  after: boolean;
}

/** The part of the chain that the browser did not show, as the catalogue expects it. */
function ExpectedLinks({ root, report, seen, after }: ExpectedProps) {
  const { t, language } = useView();
  const cross = report.roots.filter(({ id }) => root.expected.crossSignedBy.includes(id));
  const names = listText(
    cross.map(({ name }) => name),
    language,
  );
  return (
    <>
      {!after && seen && (
        <li class="link link-expected">
          <Head role="leaf" name={t("expectedLeaf", new URL(seen.url).hostname)} />
        </li>
      )}
      {seen && (
        <li class="link link-expected">
          <Head role="intermediate" name={t("expectedIntermediate")} />
        </li>
      )}
      <li class="link link-expected">
        <Head role="root" name={root.name} />
        <p class="link-facts">
          {keyText(root.expected.key, t)}
          {" · "}
          {t("validUntil", dayText(root.expected.notAfter, language))}
        </p>
        {names !== "" && <p class="link-facts">{t("expectedCross", names)}</p>}
      </li>
    </>
  );
}

function Head({ role, name }: { role: LinkRole; name: string }) {
  const { t } = useView();
  return (
    <>
      <span class="role">{t(keyOf("linkRole", role))}</span>
      <UntrustedText class="certificate-name" text={name} />
    </>
  );
}
