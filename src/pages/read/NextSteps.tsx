import { neededRoots } from "../../guidance/trust-stores.ts";
import { bundleOf, BUNDLE_FILE, ROOT_FILE_TYPE } from "../../guidance/root-files.ts";
import type { FileReading } from "../../reading/model.ts";
import { nextStepText } from "../../report-text/reading-text.ts";
import { Command } from "../../view/Command.tsx";
import { PageLink } from "../../view/page-links.tsx";
import { useView } from "../../view/view-context.ts";
import type { CardProps } from "./FileCard.tsx";

const CONVERT = `keytool -importkeystore -srckeystore "OLD.p12" -destkeystore "new.p12" -deststoretype PKCS12`;

/** One step for the worst finding, with the file or command that it needs. */
export function NextSteps({ file, ports }: CardProps) {
  const view = useView();
  const { t } = view;
  const { rootCertificates: files, save } = ports;
  const codes = new Set(file.findings.map(({ code }) => code));
  const step = nextStepText(file.findings, view);
  const missing = missingRoots(file, ports).filter(({ id }) => files[id] !== undefined);
  return (
    <>
      {step !== null && (
        <p class="step">
          <strong>{t("nextStep")}: </strong>
          {step}
        </p>
      )}
      {codes.has("old-encryption") && <Command text={CONVERT} />}
      {missing.length > 0 && (
        <p class="actions">
          <button
            type="button"
            class="button button-main"
            data-save={BUNDLE_FILE}
            onClick={() => save(BUNDLE_FILE, ROOT_FILE_TYPE, bundleOf(missing, files))}
          >
            {t("readSaveMissing")}
          </button>
          <PageLink page="guide" place="#trust-stores">
            {t("readHowToAdd")}
          </PageLink>
        </p>
      )}
      {file.shared !== null && (
        <p onClick={() => ports.handOver(file.shared!)}>
          <PageLink page="desk" place="#open">
            {t("readAtDesk")}
          </PageLink>
        </p>
      )}
    </>
  );
}

function missingRoots({ audit }: FileReading, { catalogue }: CardProps["ports"]) {
  const ids = audit?.roots.filter(({ presence }) => presence !== "present").map(({ id }) => id);
  return neededRoots(catalogue.roots).filter(({ id }) => ids?.includes(id));
}
