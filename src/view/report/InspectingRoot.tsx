import type { Catalogue } from "../../core/catalogue.ts";
import { spkiOf, type ReadableCertificate } from "../../core/certificate.ts";
import { inspectingKeys } from "../../core/inspector.ts";
import { chainOf } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import { shellOf } from "../../guidance/shell.ts";
import { machineOf } from "../../guidance/situation.ts";
import { neededRoots } from "../../guidance/trust-stores.ts";
import { CompanyRoot } from "../CompanyRoot.tsx";
import { Fold } from "../Fold.tsx";
import type { SaveFile } from "../Share.tsx";
import { useView } from "../view-context.ts";

interface Props {
  report: Report;
  catalogue: Catalogue;
  save: SaveFile;
}

/** The inspecting root as a file, if the browser showed it. */
export function InspectingRoot({ report, catalogue, save }: Props) {
  const { t } = useView();
  const found = report.training ? null : inspectingRoot(report);
  const root = neededRoots(catalogue.roots)[0];
  if (!found || !root) return null;
  const shell = shellOf(machineOf(report.browser).system);
  return (
    <Fold title={t("companyRootTitle")} id="company-root">
      <CompanyRoot {...found} {...{ root, shell, save }} />
    </Fold>
  );
}

/** Null if the verified chain was not seen, or if its bytes were redacted. */
function inspectingRoot(report: Report) {
  const { observations, certificates } = report;
  const keys = inspectingKeys(report);
  const ends = observations
    .filter(({ evidence }) => evidence === "anchor")
    .flatMap((seen) => chainOf(seen, certificates).at(-1) ?? []);
  const found = ends.find((last) => keys.has(spkiOf(last) ?? "") && last.der !== "");
  return found?.readable ? (found satisfies ReadableCertificate) : null;
}
