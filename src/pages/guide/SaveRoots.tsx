/** Buttons that save the packaged root certificates as files. */
import type { ComponentChildren } from "preact";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import {
  BUNDLE_FILE,
  BUNDLE_FINGERPRINTS,
  bundleOf,
  derOf,
  ROOT_FILE_TYPE,
} from "../../guidance/root-files.ts";
import { storeValues } from "../../guidance/trust-stores.ts";
import { Command } from "../../view/Command.tsx";
import { useView } from "../../view/view-context.ts";
import { Sources } from "../../view/Sources.tsx";
import type { PackagedRoots } from "./topic.ts";

interface Props {
  /** Roots that the package has. */
  roots: readonly CatalogueRoot[];
  packaged: PackagedRoots;
}

export function SaveRoots({ roots, packaged }: Props) {
  const { t } = useView();
  return (
    <details class="panel fold" data-save-roots>
      <summary>
        <h2>{t("storesFiles")}</h2>
      </summary>
      <p>{t("storesFilesWhat")}</p>
      <p>{t("storesFilesDecision")}</p>
      <ul class="root-files">
        {roots.map((root) => {
          const { fingerprint = "", pemFile = "", file = "" } = storeValues(root);
          return (
            <li key={root.id}>
              <h3>{root.name}</h3>
              <p class="save-buttons">
                <SaveRoot root={root} form="pem" packaged={packaged}>
                  {t("storesSaveFile", pemFile)}
                </SaveRoot>
                <SaveRoot root={root} form="der" packaged={packaged}>
                  {t("storesSaveFile", file)}
                </SaveRoot>
              </p>
              <Command text={fingerprint} label={t("fieldCertificate")} />
            </li>
          );
        })}
      </ul>
      <h3>{t("storesBundle")}</h3>
      <p>{t("storesBundleWhat")}</p>
      <p class="save-buttons">
        <button
          type="button"
          class="button"
          data-save={BUNDLE_FILE}
          onClick={() =>
            packaged.save(BUNDLE_FILE, ROOT_FILE_TYPE, bundleOf(roots, packaged.files))
          }
        >
          {t("storesSaveFile", BUNDLE_FILE)}
        </button>
      </p>
      <p>{t("storesBundleVerify")}</p>
      <Command text={BUNDLE_FINGERPRINTS} />
      <Sources ids={["ats-repository", "node-tls"]} />
    </details>
  );
}

interface SaveRootProps {
  root: CatalogueRoot;
  form: "pem" | "der";
  packaged: PackagedRoots;
  children: ComponentChildren;
}

/** A button that saves one root's certificate under the name that the commands use. */
export function SaveRoot({ root, form, packaged, children }: SaveRootProps) {
  const { pemFile = "", file = "" } = storeValues(root);
  const name = form === "pem" ? pemFile : file;
  const pem = packaged.files[root.id] ?? "";
  return (
    <button
      type="button"
      class="button"
      data-save={name}
      onClick={() => packaged.save(name, ROOT_FILE_TYPE, form === "pem" ? pem : derOf(pem))}
    >
      {children}
    </button>
  );
}
