import type { ComponentChildren } from "preact";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import { ALL_ROOTS } from "../../guidance/store-choice.ts";
import {
  scriptSteps,
  storeSteps,
  storeValues,
  withSaving,
  type Place,
  type StoreStep,
} from "../../guidance/trust-stores.ts";
import type { System } from "../../guidance/repair-cases.ts";
import { SYSTEM_NAMES } from "../../guidance/repair-cases.ts";
import { Command } from "../../view/Command.tsx";
import { listText } from "../../report-text/format.ts";
import { decidingNames, rootNames, signerNames } from "../../report-text/root-names.ts";
import { dataKey, keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { SaveRoot } from "./SaveRoots.tsx";
import type { PackagedRoots } from "./topic.ts";

interface Props {
  /** Given if the package has these roots. */
  packaged: PackagedRoots | undefined;
  place: Place;
  /** One root, or all that AWS needs. */
  chosen: readonly CatalogueRoot[];
  roots: readonly CatalogueRoot[];
  system: System;
}

/** The steps that add roots to a place, and how to undo them. */
export function StoreSteps({ packaged, place, chosen, roots, system: systemId }: Props) {
  const view = useView();
  const { t, language } = view;
  const [only] = chosen.length === 1 ? chosen : [];
  const steps = only ? storeSteps(place, only, roots) : scriptSteps(place, chosen, roots);
  const system = systemId === "other" ? "" : SYSTEM_NAMES[systemId];
  const undo = steps.filter(({ kind }) => kind === "undo");
  const files = listText(
    chosen.map((root) => storeValues(root)["file"] ?? ""),
    language,
  );
  const carried = decidingNames(roots, view, "chrome");
  const names = rootNames(chosen, view);
  const shown = packaged ? withSaving(steps) : steps;
  return (
    <>
      <h3>{t("storesAdd", names, t(keyOf("store", place)))}</h3>
      {only ? <OneRoot root={only} roots={roots} /> : <p>{t("storesEach", names)}</p>}
      <ol class="numbers" data-place={place} data-root={only?.id ?? ALL_ROOTS}>
        {shown
          .filter(({ kind }) => kind !== "undo")
          .map((step) => (
            <Step key={step.id} step={step} file={files} roots={carried} system={system}>
              {step.save && packaged && (
                <p class="save-buttons">
                  {chosen.map((root) => (
                    <SaveRoot key={root.id} root={root} form="der" packaged={packaged}>
                      {t("storesSave", root.name)}
                    </SaveRoot>
                  ))}
                  {only && <span class="note">{files}</span>}
                </p>
              )}
            </Step>
          ))}
      </ol>
      <h3>{t(keyOf("storeKind", "undo"))}</h3>
      <ul class="bullets">
        {undo.map((step) => (
          <Step key={step.id} step={step} file={files} roots={carried} system={system} />
        ))}
      </ul>
    </>
  );
}

/** What to know about a root before adding it alone. */
function OneRoot({ root, roots }: { root: CatalogueRoot; roots: readonly CatalogueRoot[] }) {
  const view = useView();
  const { t } = view;
  const { fingerprint = "" } = storeValues(root);
  const { advice } = root;
  return (
    <>
      {advice !== "add" && (
        <p>{t(keyOf("storeAdvice", advice), root.name, signerNames([root], roots, view))}</p>
      )}
      <p>{t("storesFingerprint", root.name)}</p>
      <Command text={fingerprint} label={t("fieldCertificate")} />
    </>
  );
}

interface StepProps {
  step: StoreStep;
  file: string;
  /** The names of the deciding roots that Chrome includes: steps that look have them in place of the file. */
  roots: string;
  /** The name of this computer's system: a script for it is open. */
  system: string;
  children?: ComponentChildren;
}

function Step({ step, file, roots, system, children }: StepProps) {
  const { t } = useView();
  const { id, kind, commands = [], address, endsWith } = step;
  return (
    <li class="store-step" data-step={id} data-kind={kind}>
      <p>
        {kind !== "undo" && <strong>{t("storesKind", t(keyOf("storeKind", kind)))} </strong>}
        {t(dataKey("storeStep", id), kind === "look" ? roots : file)}
      </p>
      {endsWith !== undefined && <p>{t(dataKey("storeStep", endsWith), file)}</p>}
      {children}
      {address && <Command text={address} label={t("storesAddress")} />}
      {commands.map(({ on, text }) =>
        id === "script-fetch" && on ? (
          <details key={text} open={on === system}>
            <summary>{on}</summary>
            <Command text={text} />
          </details>
        ) : (
          <div key={text}>
            {on && <p class="note">{on}</p>}
            <Command text={text} />
          </div>
        ),
      )}
    </li>
  );
}
