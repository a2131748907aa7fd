/** A chain at a glance, from the test page up to the root: observed, or (dashed) expected. */
import { linksOf, type Link, type LinkRole } from "../core/chain-links.ts";
import type { Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { keyOf, useDoors } from "./doors.ts";
import { Foreign } from "./Foreign.tsx";
import { day, keyText, list } from "./format.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  root: RootResult;
  report: Report;
  /** What the root's test page showed; undefined where none was asked. */
  seen: Observation | undefined;
}

export function ChainPicture({ root, report, seen }: Props) {
  const { t } = useDoors();
  const links = seen ? linksOf(seen, report) : [];
  const whole = links.at(-1)?.role === "root";
  return (
    <figure class="chain-picture" data-chain={links.length ? "observed" : "expected"}>
      <figcaption>{t(links.length ? captionOf(seen!, whole) : "expectedChain")}</figcaption>
      <ol class="links">
        {links.map((link, index) => (
          <ObservedLink key={index} link={link} roots={report.roots} />
        ))}
        {!whole && !seen?.tls?.exception && (
          <ExpectedLinks root={root} report={report} seen={seen} after={links.length > 0} />
        )}
      </ol>
    </figure>
  );
}

function captionOf(seen: Observation, whole: boolean) {
  if (whole) return "observedChain";
  return seen.tls?.exception ? "observedUnverified" : "observedLeaf";
}

function ObservedLink({ link, roots }: { link: Link; roots: readonly RootResult[] }) {
  const { t, language } = useDoors();
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
          {t("validUntil", day(certificate.notAfter, language))}
        </p>
      )}
      {role === "cross-sign" && readable && (
        <p class="link-facts">
          {t("signedBy")} <Foreign text={certificate.issuerName} />
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
  /** The test page's own certificate was seen already. */
  after: boolean;
}

/** What the catalogue leads one to expect, for the part that the browser did not show. */
function ExpectedLinks({ root, report, seen, after }: ExpectedProps) {
  const { t, language } = useDoors();
  const cross = report.roots.filter(({ id }) => root.expected.crossSignedBy.includes(id));
  const names = list(
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
          {t("validUntil", day(root.expected.notAfter, language))}
        </p>
        {names !== "" && <p class="link-facts">{t("expectedCross", names)}</p>}
      </li>
    </>
  );
}

function Head({ role, name }: { role: LinkRole; name: string }) {
  const { t } = useDoors();
  return (
    <>
      <span class="role">{t(keyOf("linkRole", role))}</span>
      <Foreign class="certificate-name" text={name} />
    </>
  );
}
