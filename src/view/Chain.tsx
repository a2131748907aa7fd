/** A certificate chain, root first: what the browser showed, or (labelled so) what the catalogue expects. */
import { spkiOf, type Certificate } from "../core/certificate.ts";
import type { Observation } from "../core/observation.ts";
import { chainOf } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { CopyButton } from "./CopyButton.tsx";
import { useDoors } from "./doors.ts";
import { Facts } from "./Facts.tsx";
import { day, keyText, list, pem } from "./format.ts";
import { Icon } from "./Icon.tsx";

interface ObservedProps {
  observation: Observation;
  report: Report;
}

/** The chain as the browser showed it. */
export function ObservedChain({ observation, report }: ObservedProps) {
  const { t } = useDoors();
  const certificates = chainOf(observation, report.certificates).toReversed();
  const whole = observation.evidence === "anchor";
  return (
    <section class="chain">
      <h4>{t(whole ? "observedChain" : "observedLeaf")}</h4>
      <ol class="certificates">
        {certificates.map((certificate, index) => (
          <CertificateItem
            key={certificate.sha256}
            certificate={certificate}
            role={roleAt(index, certificates.length, whole)}
            roots={report.roots}
          />
        ))}
      </ol>
    </section>
  );
}

type Role = "roleRoot" | "roleIntermediate" | "roleLeaf";

function roleAt(index: number, length: number, whole: boolean): Role {
  if (index === length - 1) return "roleLeaf";
  return whole && index === 0 ? "roleRoot" : "roleIntermediate";
}

interface ItemProps {
  certificate: Certificate;
  role: Role;
  roots: readonly RootResult[];
}

function CertificateItem({ certificate, role, roots }: ItemProps) {
  const { t, language } = useDoors();
  const spki = spkiOf(certificate);
  const match = spki === null ? undefined : roots.find((root) => root.expected.spkiSha256 === spki);
  const disagrees = certificate.readable && spki === null;
  return (
    <li class={match ? "certificate is-match" : "certificate"} data-spki={spki ?? ""}>
      <p class="certificate-head">
        <span class="role">{t(role)}</span>
        <bdi class="certificate-name">
          {certificate.readable ? certificate.name : t("unreadableCertificate")}
        </bdi>
        <CopyButton text={() => pem(certificate.der)} label={t("copyThing", t("fieldPem"))} />
      </p>
      <p class="marks">
        {match && (
          <span class="mark mark-good" data-match={match.id}>
            <Icon name="key" />
            {t("matchesRoot", match.name)}
          </span>
        )}
        {role === "roleRoot" && !match && <span class="mark mark-warn">{t("noMatch")}</span>}
        {role === "roleRoot" && certificate.builtIn !== null && (
          <span class="mark">{t(certificate.builtIn ? "builtInRoot" : "addedRoot")}</span>
        )}
      </p>
      {disagrees && (
        <p class="warning">{t("spkiDisagrees", certificate.reportedSpkiSha256 ?? "")}</p>
      )}
      {certificate.readable ? (
        <Facts
          facts={[
            { label: t("fieldSubject"), value: certificate.subject },
            { label: t("fieldIssuer"), value: certificate.issuer },
            {
              label: t("fieldValidity"),
              value: t(
                "validRange",
                day(certificate.notBefore, language),
                day(certificate.notAfter, language),
              ),
            },
            { label: t("fieldKey"), value: keyText(certificate.key, t) },
            { label: t("fieldSpki"), value: certificate.spkiSha256, code: true },
            { label: t("fieldCertificate"), value: certificate.sha256, code: true },
          ]}
        />
      ) : (
        <Facts
          facts={[
            { label: t("fieldSpki"), value: certificate.reportedSpkiSha256, code: true },
            { label: t("fieldCertificate"), value: certificate.sha256, code: true },
          ]}
        />
      )}
    </li>
  );
}

interface ExpectedProps {
  root: RootResult;
  roots: readonly RootResult[];
  /** The host that the leaf is for; null where the root has no test page. */
  host: string | null;
}

/** The chain that the catalogue leads one to expect, for browsers that show none. */
export function ExpectedChain({ root, roots, host }: ExpectedProps) {
  const { t, language } = useDoors();
  const { expected } = root;
  const cross = roots.filter(({ id }) => expected.crossSignedBy.includes(id));
  return (
    <section class="chain chain-expected">
      <h4>{t("expectedChain")}</h4>
      <ol class="certificates">
        <li class="certificate">
          <p class="certificate-head">
            <span class="role">{t("roleRoot")}</span>
            <bdi class="certificate-name">{root.name}</bdi>
          </p>
          {cross.length > 0 && (
            <p class="note">
              {t(
                "expectedCross",
                list(
                  cross.map(({ name }) => name),
                  language,
                ),
              )}
            </p>
          )}
          <Facts
            facts={[
              { label: t("fieldSubject"), value: expected.subject },
              { label: t("fieldOwner"), value: expected.owner },
              {
                label: t("fieldValidity"),
                value: t(
                  "validRange",
                  day(expected.notBefore, language),
                  day(expected.notAfter, language),
                ),
              },
              { label: t("fieldKey"), value: keyText(expected.key, t) },
              { label: t("fieldSpki"), value: expected.spkiSha256, code: true },
              { label: t("fieldCertificate"), value: expected.certificateSha256, code: true },
            ]}
          />
        </li>
        {host !== null && (
          <>
            <li class="certificate">
              <p class="certificate-head">
                <span class="role">{t("roleIntermediate")}</span>
                <span class="certificate-name">{t("expectedIntermediate")}</span>
              </p>
            </li>
            <li class="certificate">
              <p class="certificate-head">
                <span class="role">{t("roleLeaf")}</span>
                <span class="certificate-name">{t("expectedLeaf", host)}</span>
              </p>
            </li>
          </>
        )}
      </ol>
    </section>
  );
}
