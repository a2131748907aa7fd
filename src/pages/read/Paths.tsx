import type { CatalogueRoot } from "../../core/catalogue.ts";
import type { CertificatePath, ChainReading, PathFault } from "../../core/paths/path.ts";
import type { CertificateReading, Reading } from "../../reading/model.ts";
import { dayText, keyText } from "../../report-text/format.ts";
import { faultLabel, pathHeading, roleText } from "../../report-text/reading-text.ts";
import { Icon } from "../../view/Icon.tsx";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { useView } from "../../view/view-context.ts";

/** Further paths are counted only. */
const SHOWN_PATHS = 6;
const SHOWN_CHAINS = 20;

interface Props {
  chains: readonly ChainReading[];
  reading: Reading;
  roots: readonly CatalogueRoot[];
}

/** A drawing of every possible path, leaf first. */
export function Paths({ chains, reading, roots }: Props) {
  const view = useView();
  const { t } = view;
  return (
    <>
      {chains.slice(0, SHOWN_CHAINS).map(({ leaf, paths }) => (
        <div key={leaf} class="prose" data-leaf={leaf}>
          {paths.slice(0, SHOWN_PATHS).map((path, index) => (
            <PathPicture key={index} {...{ path, reading, roots }} />
          ))}
          {paths.length > SHOWN_PATHS && (
            <p class="note">{t("readMorePaths", String(paths.length - SHOWN_PATHS))}</p>
          )}
        </div>
      ))}
      {chains.length > SHOWN_CHAINS && (
        <p class="note">{t("readMoreChains", String(chains.length - SHOWN_CHAINS))}</p>
      )}
    </>
  );
}

interface PathProps {
  path: CertificatePath;
  reading: Reading;
  roots: readonly CatalogueRoot[];
}

function PathPicture({ path, reading, roots }: PathProps) {
  const view = useView();
  const { t } = view;
  const { end, faults } = path;
  const root = end.kind === "catalogued" ? roots.find(({ id }) => id === end.root) : undefined;
  return (
    <figure class="chain-picture" data-end={end.kind} data-path-root={root?.id ?? ""}>
      <figcaption>{pathHeading(path, { ...view, roots })}</figcaption>
      <ol class="links">
        {path.certificates.map((sha256, at) => (
          <LinkBox
            key={sha256}
            read={reading.certificates[sha256]}
            faults={faults.filter((fault) => fault.at === at)}
            roots={roots}
          />
        ))}
        {end.kind === "catalogued" && !end.given && (
          <li class="link is-match is-absent">
            <span class="certificate-name">{root?.name ?? end.root}</span>
            <p class="link-facts">{t("readKnownRoot")}</p>
          </li>
        )}
        {end.kind === "missing" && (
          <li class="link is-absent">
            <UntrustedText class="certificate-name" text={end.issuer} />
            <p class="mark mark-warn">{t("readMissingIssuer")}</p>
          </li>
        )}
      </ol>
    </figure>
  );
}

interface LinkProps {
  read: CertificateReading | undefined;
  faults: readonly PathFault[];
  roots: readonly CatalogueRoot[];
}

function LinkBox({ read, faults, roots }: LinkProps) {
  const view = useView();
  const { t, language } = view;
  if (!read) return null;
  const { details, role } = read;
  const isMatch = role.kind === "root" || role.kind === "cross-sign";
  return (
    <li class={isMatch ? "link is-match" : "link"} data-role={role.kind}>
      <span class="role">{roleText(role, { ...view, roots })}</span>
      <UntrustedText class="certificate-name" text={details.name} />
      <p class="link-facts">
        {keyText(details.key, t)}
        {" · "}
        {t("validUntil", dayText(details.notAfter, language))}
      </p>
      {faults.map(({ code }) => (
        <p key={code} class="mark mark-warn">
          <Icon name="alert" />
          {faultLabel(code, view)}
        </p>
      ))}
    </li>
  );
}
