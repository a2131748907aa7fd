import type { FileReading } from "../../reading/model.ts";
import { addedRoots, logFacts, refusals } from "../../report-text/log-facts.ts";
import { Facts } from "../../view/Facts.tsx";
import { Fold } from "../../view/Fold.tsx";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { useView } from "../../view/view-context.ts";

/** What the log says of the browser that wrote it. */
export function AboutLog({ log }: { log: NonNullable<FileReading["log"]> }) {
  const view = useView();
  const { t } = view;
  const added = addedRoots(log);
  const refused = refusals(log);
  return (
    <Fold title={t("logAbout")} id="about-log">
      <Facts facts={logFacts(log, view)} />
      {added.length > 0 && (
        <>
          <h3>{t("logAdded")}</h3>
          <ul class="bullets" data-added={added.length}>
            {added.map(({ hash, trust }) => (
              <li key={hash + trust}>
                <code dir="ltr">{hash}</code> <UntrustedText text={trust} />
              </li>
            ))}
          </ul>
        </>
      )}
      {refused.length > 0 && (
        <>
          <h3>{t("logRefusals")}</h3>
          <ul class="bullets" data-refusals={refused.length}>
            {refused.map(({ host, errors }) => (
              <li key={host}>
                <UntrustedText text={host} />: <UntrustedText text={errors.join("; ")} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Fold>
  );
}
