import { neededRoots } from "../../guidance/trust-stores.ts";
import type { FileReading, Reading } from "../../reading/model.ts";
import { CompanyRoot } from "../../view/CompanyRoot.tsx";
import { Fold } from "../../view/Fold.tsx";
import { useView } from "../../view/view-context.ts";
import type { CardProps } from "./FileCard.tsx";

/** The root of whoever inspects, to give to programs. */
export function ForeignRoot({ file, reading, ports }: CardProps) {
  const { t } = useView();
  const { catalogue, save, shell } = ports;
  const company = companyRoot(file, reading);
  const root = neededRoots(catalogue.roots)[0];
  if (!company || !root) return null;
  return (
    <Fold title={t("companyRootTitle")} id="company-root">
      <CompanyRoot {...company.details} {...{ root, shell, save }} />
    </Fold>
  );
}

/** The only root of a chain or file that is not Amazon's; undefined in a list of many. */
function companyRoot({ certificates }: FileReading, reading: Reading) {
  const ids = new Set(certificates.flatMap(({ sha256 }) => sha256 ?? []));
  const foreign = [...ids].flatMap((sha256) => {
    const read = reading.certificates[sha256];
    return read?.role.kind === "foreign-root" ? [read] : [];
  });
  return foreign.length === 1 ? foreign[0] : undefined;
}
