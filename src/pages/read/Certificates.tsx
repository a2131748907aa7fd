import { useState } from "preact/hooks";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import type { CertificateReading, FileReading, Reading } from "../../reading/model.ts";
import { detailFacts } from "../../report-text/certificate-details.ts";
import { pemText } from "../../report-text/format.ts";
import { roleText } from "../../report-text/reading-text.ts";
import { CopyButton } from "../../view/CopyButton.tsx";
import { Facts } from "../../view/Facts.tsx";
import { Icon } from "../../view/Icon.tsx";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { useView } from "../../view/view-context.ts";

/** This many more are shown at each press: thousands at once would freeze the page. */
const STEP = 50;

interface Props {
  file: FileReading;
  reading: Reading;
  roots: readonly CatalogueRoot[];
}

/** Every certificate of the file in a line that opens. */
export function Certificates({ file, reading, roots }: Props) {
  const { t } = useView();
  const [count, setCount] = useState(STEP);
  const { certificates } = file;
  return (
    <>
      <div class="roots">
        {certificates.slice(0, count).map(({ sha256, line, alias }, index) => (
          <Line
            key={index}
            read={sha256 === null ? undefined : reading.certificates[sha256]}
            {...{ line, alias, roots }}
          />
        ))}
      </div>
      {count < certificates.length && (
        <p>
          <button type="button" class="button" onClick={() => setCount(count + STEP)}>
            {t("readMoreCertificates", String(certificates.length - count))}
          </button>
        </p>
      )}
    </>
  );
}

interface LineProps {
  read: CertificateReading | undefined;
  line: number | null;
  alias: string | null;
  roots: readonly CatalogueRoot[];
}

function Line({ read, line, alias, roots }: LineProps) {
  const view = useView();
  const { t } = view;
  const [isOpen, setOpen] = useState(false);
  if (!read) return <p class="note">{t("unreadableCertificate")}</p>;
  const { details } = read;
  return (
    <details
      class="root"
      data-certificate={details.sha256}
      data-role={read.role.kind}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary class="root-head">
        <Icon name="chevron" />
        <h3 class="root-name">
          <UntrustedText text={details.name} />
        </h3>
        <span class="note">{roleText(read.role, { ...view, roots })}</span>
      </summary>
      {isOpen && (
        <div class="root-body">
          <p class="note">
            {line !== null && <>{t("readLine", String(line))} </>}
            {alias !== null && (
              <>
                {t("readAlias")} <UntrustedText text={alias} />
              </>
            )}
          </p>
          <Facts facts={detailFacts(details, view)} />
          <p>
            <CopyButton
              text={() => pemText(details.der)}
              label={t("copyThing", t("fieldPem"))}
              shown
            />
          </p>
        </div>
      )}
    </details>
  );
}
