import type { ComponentChildren } from "preact";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import {
  storeSteps,
  storeValues,
  withSaving,
  type Place,
  type StoreStep,
} from "../../guidance/trust-stores.ts";
import { Command } from "../../view/Command.tsx";
import { decidingNames, signerNames } from "../../report-text/root-names.ts";
import { dataKey, keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { SaveRoot } from "./SaveRoots.tsx";
import type { PackagedRoots } from "./topic.ts";

interface Props {
  /** Given if the package has this root. */
  packaged: PackagedRoots | undefined;
  place: Place;
  root: CatalogueRoot;
  roots: readonly CatalogueRoot[];
}

/** The steps that add a root to a place, and how to undo them. */
export function StoreSteps({ packaged, place, root, roots }: Props) {
  const view = useView();
  const { t } = view;
  const steps = storeSteps(place, root, roots);
  const undo = steps.filter(({ kind }) => kind === "undo");
  const { file = "", fingerprint = "" } = storeValues(root);
  const { advice } = root;
  const names = decidingNames(roots, view, "chrome");
  return (
    <>
      <h3>{t("storesAdd", root.name, t(keyOf("store", place)))}</h3>
      {advice !== "add" && (
        <p>{t(keyOf("storeAdvice", advice), root.name, signerNames([root], roots, view))}</p>
      )}
      <p>{t("storesFingerprint", root.name)}</p>
      <Command text={fingerprint} label={t("fieldCertificate")} />
      <ol class="numbers" data-place={place} data-root={root.id}>
        {(packaged ? withSaving(steps) : steps)
          .filter(({ kind }) => kind !== "undo")
          .map((step) => (
            <Step key={step.id} step={step} file={file} roots={names}>
              {step.save && packaged && (
                <p class="save-buttons">
                  <SaveRoot root={root} form="der" packaged={packaged}>
                    {t("storesSave", root.name)}
                  </SaveRoot>
                  <span class="note">{file}</span>
                </p>
              )}
            </Step>
          ))}
      </ol>
      <h3>{t(keyOf("storeKind", "undo"))}</h3>
      <ul class="bullets">
        {undo.map((step) => (
          <Step key={step.id} step={step} file={file} roots={names} />
        ))}
      </ul>
    </>
  );
}

interface StepProps {
  step: StoreStep;
  file: string;
  /** The names of the deciding roots that Chrome includes: steps that look have them in place of the file. */
  roots: string;
  children?: ComponentChildren;
}

function Step({ step, file, roots, children }: StepProps) {
  const { t } = useView();
  const { id, kind, commands = [], address } = step;
  return (
    <li class="store-step" data-step={id} data-kind={kind}>
      <p>
        {kind !== "undo" && <strong>{t("storesKind", t(keyOf("storeKind", kind)))} </strong>}
        {t(dataKey("storeStep", id), kind === "look" ? roots : file)}
      </p>
      {children}
      {address && <Command text={address} label={t("storesAddress")} />}
      {commands.map(({ on, text }) => (
        <div key={text}>
          {on && <p class="note">{on}</p>}
          <Command text={text} />
        </div>
      ))}
    </li>
  );
}
