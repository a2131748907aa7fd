import type { Settings } from "../../core/default-settings.ts";
import type { FileReading, Reading } from "../../reading/model.ts";
import { countText } from "../../report-text/plural.ts";
import { keyOf } from "../../report-text/translator.ts";
import { Fold } from "../../view/Fold.tsx";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { useView } from "../../view/view-context.ts";
import { AboutLog } from "./AboutLog.tsx";
import { BundleTable } from "./BundleTable.tsx";
import { Certificates } from "./Certificates.tsx";
import { ForeignRoot } from "./ForeignRoot.tsx";
import { Findings } from "./Findings.tsx";
import { LogReport } from "./LogReport.tsx";
import { NextSteps } from "./NextSteps.tsx";
import { Paths } from "./Paths.tsx";
import type { ReadPorts } from "./ports.ts";
import { Unknown } from "./Unknown.tsx";

export interface CardProps {
  file: FileReading;
  reading: Reading;
  ports: ReadPorts;
  settings: Settings | null;
}

/** What one file or text is, what that means, and what to do. */
export function FileCard(props: CardProps) {
  const view = useView();
  const { t } = view;
  const { file, reading, ports } = props;
  const { name, kind, certificates, audit } = file;
  const chains = chainsOf(file, reading);
  // The card of the log's check says its verdict.
  const verdict = file.report && `log-${file.report.verdict.code}`;
  const findings = file.findings.filter(({ code }) => code !== verdict);
  const level = file.findings[0]?.level ?? "good";
  return (
    <section class="panel file" data-kind={kind} data-level={level}>
      <h2>{name === "" ? t("readPasted") : <UntrustedText text={name} />}</h2>
      <p class="note">
        {t(keyOf("readKind", kind))}
        {certificates.length > 0 && ` · ${countText(view, "readCount", certificates.length)}`}
      </p>
      <Findings findings={findings} roots={ports.catalogue.roots} />
      <NextSteps {...props} />
      {file.unknown && <Unknown unknown={file.unknown} />}
      <div class="folds">
        <ForeignRoot {...props} />
        {audit && (
          <Fold title={t("readRoots")}>
            <BundleTable audit={audit} roots={ports.catalogue.roots} />
          </Fold>
        )}
        {chains.length > 0 && (
          <Fold title={t("readPaths")}>
            <Paths chains={chains} reading={reading} roots={ports.catalogue.roots} />
          </Fold>
        )}
        {certificates.length > 0 && (
          <Fold title={t("headingCount", t("readCertificates"), String(certificates.length))}>
            <Certificates file={file} reading={reading} roots={ports.catalogue.roots} />
          </Fold>
        )}
        <LogReport {...props} />
        {file.log && <AboutLog log={file.log} />}
      </div>
    </section>
  );
}

/** Those whose leaf stands in this file. A bundle's own roots are no chains. */
function chainsOf({ kind, certificates }: FileReading, { chains }: Reading) {
  if (kind === "bundle" || kind === "log") return [];
  const own = new Set(certificates.map(({ sha256 }) => sha256));
  return chains.filter(({ leaf }) => own.has(leaf));
}
