import { useState } from "preact/hooks";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import { ROOT_ADVICE } from "../../core/vocabulary.ts";
import {
  addableRoots,
  groupOfPlace,
  placeFor,
  PLACES,
  rootFor,
  storeSources,
  type Place,
} from "../../guidance/trust-stores.ts";
import { Choice } from "../../view/Choice.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { rootNames, signerNames } from "../../report-text/root-names.ts";
import { Sources } from "../../view/Sources.tsx";
import { SaveRoots } from "./SaveRoots.tsx";
import { StoreSteps } from "./StoreSteps.tsx";
import type { TopicProps } from "./topic.ts";

/** How to add a root to a trust store. `detail` is a root's id or a place. */
export function TrustStores(props: TopicProps) {
  // A new address replaces what was chosen before.
  return <Chosen key={props.detail} {...props} />;
}

function Chosen({ catalogue, report, machine, detail, packaged }: TopicProps) {
  const { t } = useView();
  const roots = addableRoots(catalogue.roots);
  const [place, setPlace] = useState<Place>(
    () => PLACES.find((each) => each === detail) ?? placeFor(machine),
  );
  const [root, setRoot] = useState<CatalogueRoot>(
    () => roots.find(({ id }) => id === detail) ?? rootFor(roots, report),
  );
  const saved = roots.filter(({ id }) => packaged && id in packaged.files);
  const isSaved = saved.includes(root);
  return (
    <>
      <p>{t("storesIntro")}</p>
      <section class="panel" aria-labelledby="which-roots">
        <h2 id="which-roots">{t("storesWhich")}</h2>
        <WhichRoots roots={roots} />
        <Sources ids={["ats-repository", "acm-starfield-2024"]} />
      </section>
      {saved.length > 0 && packaged && <SaveRoots roots={saved} packaged={packaged} />}
      <section class="panel" aria-labelledby="store-steps">
        <h2 id="store-steps">{t("storesHow")}</h2>
        <div class="choices">
          <Choice<Place>
            label={t("storesPlace")}
            value={place}
            options={PLACES.map((id) => ({
              value: id,
              label: t(keyOf("store", id)),
              group: t(keyOf("storeGroup", groupOfPlace(id))),
            }))}
            onChange={setPlace}
          />
          <Choice
            label={t("storesRoot")}
            value={root.id}
            options={roots.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => setRoot((now) => roots.find((each) => each.id === id) ?? now)}
          />
        </div>
        <StoreSteps
          place={place}
          root={root}
          roots={roots}
          packaged={isSaved ? packaged : undefined}
        />
        <Sources ids={storeSources(place)} />
      </section>
      <section class="panel" aria-labelledby="download-fails">
        <h2 id="download-fails">{t("storesTrap")}</h2>
        <DownloadFails root={root} isSaved={isSaved} />
        <Sources ids={["ats-repository", "ccadb-resources"]} />
      </section>
    </>
  );
}

function WhichRoots({ roots }: { roots: readonly CatalogueRoot[] }) {
  const view = useView();
  const { t } = view;
  return (
    <ul class="bullets">
      {ROOT_ADVICE.map((advice) => {
        const advised = roots.filter((root) => root.advice === advice);
        if (!advised.length) return null;
        const names = rootNames(advised, view);
        const signers = signerNames(advised, roots, view);
        return <li key={advice}>{t(keyOf("storeAdvice", advice), names, signers)}</li>;
      })}
    </ul>
  );
}

interface DownloadFailsProps {
  root: CatalogueRoot;
  /** The page has a button that saves the root. */
  isSaved: boolean;
}

function DownloadFails({ root, isSaved }: DownloadFailsProps) {
  const { t } = useView();
  const address = root.issuerUrl;
  return (
    <div class="prose">
      <p>{t("storesTrapWhy")}</p>
      <ul class="bullets">
        {isSaved && <li>{t("storesTrapSave", root.name)}</li>}
        <li>{t("storesTrapCarry")}</li>
        <li>{t("storesTrapPackage")}</li>
        {address && <li>{t("storesTrapHttp", address)}</li>}
      </ul>
    </div>
  );
}
