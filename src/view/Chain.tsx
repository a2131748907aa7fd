/** A certificate chain, root first: the one that the browser showed, or the one that the catalogue expects. */
import type { ComponentChildren } from "preact";
import { spkiOf, type Certificate } from "../core/certificate.ts";
import type { LinkRole } from "../core/links.ts";
import { chainOf, type CertificateTable, type Observation } from "../core/observation.ts";
import type { RootResult } from "../core/report.ts";
import { CopyButton } from "./CopyButton.tsx";
import { keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { Facts } from "./Facts.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { certificateFacts, expectedRootFacts } from "../report-text/certificate-facts.ts";
import { listText, pemText } from "../report-text/format.ts";
import { Icon } from "./Icon.tsx";
import { visible } from "../report-text/untrusted-text.ts";

/** A root whose key is searched for in a chain. */
export type KnownRoot = Pick<RootResult, "id" | "name"> & {
  expected: Pick<RootResult["expected"], "spkiSha256">;
};

interface ObservedProps {
  observation: Observation;
  certificates: CertificateTable;
  /** The roots whose keys the chain is compared with. */
  roots: readonly KnownRoot[];
}

/** The chain as the browser showed it. */
export function ObservedChain({ observation, certificates: table, roots }: ObservedProps) {
  const { t } = useView();
  const certificates = chainOf(observation, table).toReversed();
  const isComplete = observation.evidence === "anchor";
  // After an exception the browser shows certificates that it did not verify.
  const verified = isComplete && !observation.tls?.exception;
  const heading = verified ? "observedChain" : isComplete ? "observedUnverified" : "observedLeaf";
  return (
    <section class="chain">
      <h4>{t(heading)}</h4>
      <ol class="certificates">
        {certificates.map((certificate, index) => (
          <CertificateItem
            key={index}
            certificate={certificate}
            role={roleAt(index, certificates.length, verified)}
            anchor={verified && index === 0}
            roots={roots}
          />
        ))}
      </ol>
    </section>
  );
}

function roleAt(index: number, length: number, verified: boolean): LinkRole {
  if (index === length - 1) return "leaf";
  return verified && index === 0 ? "root" : "intermediate";
}

interface ItemProps {
  certificate: Certificate;
  role: LinkRole;
  /** The verified chain ends here. */
  anchor: boolean;
  roots: readonly KnownRoot[];
}

function CertificateItem({ certificate, role, anchor, roots }: ItemProps) {
  const view = useView();
  const { t } = view;
  const spki = spkiOf(certificate);
  const match = spki === null ? undefined : roots.find((root) => root.expected.spkiSha256 === spki);
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
        {anchor && !match && <span class="mark mark-warn">{t("noMatch")}</span>}
        {anchor && certificate.builtIn !== null && (
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
}

/** The chain that the catalogue expects, for browsers that show none. */
export function ExpectedChain({ root, roots, host }: ExpectedProps) {
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
      <h4>{t("expectedChain")}</h4>
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
