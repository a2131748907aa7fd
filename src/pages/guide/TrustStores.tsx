import type { CatalogueRoot } from "../../core/catalogue.ts";
import { ROOT_ADVICE } from "../../core/vocabulary.ts";
import { ALL_ROOTS, storeAddress, storeChoiceIn } from "../../guidance/store-choice.ts";
import {
  addableRoots,
  groupOfPlace,
  neededRoots,
  PLACES,
  storeSources,
  type Place,
} from "../../guidance/trust-stores.ts";
import { Choice } from "../../view/Choice.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { PageLink } from "../../view/page-links.tsx";
import { useView } from "../../view/view-context.ts";
import { rewriteAddress } from "../../view/use-address.ts";
import { rootNames, signerNames } from "../../report-text/root-names.ts";
import { Sources } from "../../view/Sources.tsx";
import { SaveRoots } from "./SaveRoots.tsx";
import { StoreSteps } from "./StoreSteps.tsx";
import type { TopicProps } from "./topic.ts";

/** How to add roots to a trust store. The address chooses the place and the roots. */
export function TrustStores({ catalogue, machine, detail, query = "", packaged }: TopicProps) {
  const view = useView();
  const { t } = view;
  const roots = addableRoots(catalogue.roots);
  const choice = storeChoiceIn({ detail, query }, roots, machine);
  const { place, root } = choice;
  const chosen = root ? [root] : neededRoots(roots);
  const saved = roots.filter(({ id }) => packaged && id in packaged.files);
  const isSaved = chosen.every((each) => saved.includes(each));
  return (
    <>
      <p>
        {t("storesIntro")} {t("storesFilesRead")} <PageLink page="read">{t("readTitle")}</PageLink>
      </p>
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
            onChange={(id) => rewriteAddress(storeAddress({ ...choice, place: id }))}
          />
          <Choice
            label={t("storesRoot")}
            value={root?.id ?? ALL_ROOTS}
            options={[
              { value: ALL_ROOTS, label: t("storesAll", rootNames(neededRoots(roots), view)) },
              ...roots.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(id) => {
              const other = roots.find((each) => each.id === id) ?? null;
              rewriteAddress(storeAddress({ ...choice, root: other }));
            }}
          />
        </div>
        <StoreSteps
          place={place}
          chosen={chosen}
          roots={roots}
          system={machine.system}
          packaged={isSaved ? packaged : undefined}
        />
        <Sources ids={storeSources(place)} />
      </section>
      <details class="panel fold" data-fold="which-roots">
        <summary>
          <h2>{t("storesWhich")}</h2>
        </summary>
        <WhichRoots roots={roots} />
        <Sources ids={["ats-repository", "acm-starfield-2024"]} />
      </details>
      {saved.length > 0 && packaged && <SaveRoots roots={saved} packaged={packaged} />}
      <details class="panel fold" data-fold="download-fails">
        <summary>
          <h2>{t("storesTrap")}</h2>
        </summary>
        <DownloadFails chosen={chosen} isSaved={isSaved} />
        <Sources ids={["ats-repository", "ccadb-resources"]} />
      </details>
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
  chosen: readonly CatalogueRoot[];
  /** The page has buttons that save these roots. */
  isSaved: boolean;
}

function DownloadFails({ chosen, isSaved }: DownloadFailsProps) {
  const view = useView();
  const { t } = view;
  const [address] = chosen.flatMap(({ issuerUrl }) => issuerUrl ?? []);
  return (
    <div class="prose">
      <p>{t("storesTrapWhy")}</p>
      <ul class="bullets">
        {isSaved && <li>{t("storesTrapSave", rootNames(chosen, view))}</li>}
        <li>{t("storesTrapCarry")}</li>
        <li>{t("storesTrapPackage")}</li>
        {address && <li>{t("storesTrapHttp", address)}</li>}
      </ul>
    </div>
  );
}
