/** A certificate chain, root first: the one that the browser showed, or the one that the catalogue expects. */
import type { ComponentChildren } from "preact";
import { spkiOf } from "../core/certificate.ts";
import {
  isVerified,
  linksOf,
  type KnownRoot,
  type Link,
  type LinkRole,
} from "../core/chain-links.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import type { RootResult } from "../core/report.ts";
import { CopyButton } from "./CopyButton.tsx";
import { keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { Facts } from "./Facts.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { chainHeading } from "../report-text/chain-text.ts";
import { certificateFacts, expectedRootFacts } from "../report-text/certificate-facts.ts";
import { listText, pemText } from "../report-text/format.ts";
import { Icon } from "./Icon.tsx";
import { visible } from "../report-text/untrusted-text.ts";

interface ObservedProps {
  observation: Observation;
  certificates: CertificateTable;
  /** The roots whose keys the chain is compared with. */
  roots: readonly KnownRoot[];
}

/** The chain as the browser showed it. */
export function ObservedChain({ observation, certificates, roots }: ObservedProps) {
  const view = useView();
  const links = linksOf(observation, { certificates, roots }).toReversed();
  return (
    <section class="chain">
      <h4>{chainHeading(observation, view)}</h4>
      <ol class="certificates">
        {links.map((link, index) => (
          <CertificateItem
            key={index}
            link={link}
            isAnchor={isVerified(observation) && index === 0}
            roots={roots}
          />
        ))}
      </ol>
    </section>
  );
}

interface ItemProps {
  link: Link;
  /** The verified chain ends here. */
  isAnchor: boolean;
  roots: readonly KnownRoot[];
}

function CertificateItem({ link, isAnchor, roots }: ItemProps) {
  const view = useView();
  const { t } = view;
  const { certificate, role } = link;
  const spki = spkiOf(certificate);
  const match = roots.find(({ id }) => id === link.match);
  const disagrees = certificate.readable && spki === null;
  return (
    <li class={match ? "certificate is-match" : "certificate"} data-spki={spki ?? ""}>
      <Head role={role} name={certificate.readable ? certificate.name : t("unreadableCertificate")}>
        <CopyButton text={() => pemText(certificate.der)} label={t("copyThing", t("fieldPem"))} />
      </Head>
      <p class="marks">
        {match && (
          <span class="mark mark-good" data-match={match.id}>
            <Icon name="key" />
            {t("matchesRoot", match.name)}
          </span>
        )}
        {isAnchor && !match && <span class="mark mark-warn">{t("noMatch")}</span>}
        {isAnchor && certificate.builtIn !== null && (
          <span class="mark">{t(certificate.builtIn ? "builtInRoot" : "addedRoot")}</span>
        )}
      </p>
      {disagrees && (
        <p class="warning">{t("spkiDisagrees", visible(certificate.reportedSpkiSha256 ?? ""))}</p>
      )}
      <Facts facts={certificateFacts(certificate, view)} />
    </li>
  );
}

interface ExpectedProps {
  root: RootResult;
  roots: readonly RootResult[];
  /** The host that the leaf is for; null if the root has no test page. */
  host: string | null;
  /** Its heading is around it already. */
  headed?: boolean;
}

/** The chain that the catalogue expects, for browsers that show none. */
export function ExpectedChain({ root, roots, host, headed = false }: ExpectedProps) {
  const view = useView();
  const { t, language } = view;
  const { expected } = root;
  const cross = roots.filter(({ id }) => expected.crossSignedBy.includes(id));
  const crossNames = listText(
    cross.map(({ name }) => name),
    language,
  );
  return (
    <section class="chain chain-expected">
      {!headed && <h4>{t("expectedChain")}</h4>}
      <ol class="certificates">
        <li class="certificate">
          <Head role="root" name={root.name} />
          {cross.length > 0 && <p class="marks">{t("expectedCross", crossNames)}</p>}
          <Facts facts={expectedRootFacts(root, view)} />
        </li>
        {host !== null && (
          <>
            <li class="certificate">
              <Head role="intermediate" name={t("expectedIntermediate")} />
            </li>
            <li class="certificate">
              <Head role="leaf" name={t("expectedLeaf", host)} />
            </li>
          </>
        )}
      </ol>
    </section>
  );
}

interface HeadProps {
  role: LinkRole;
  name: string;
  children?: ComponentChildren;
}

function Head({ role, name, children }: HeadProps) {
  const { t } = useView();
  return (
    <div class="certificate-head">
      <span class="role">{t(keyOf("linkRole", role))}</span>
      <UntrustedText class="certificate-name" text={name} />
      {children}
    </div>
  );
}
