import type { CatalogueRoot } from "../../core/catalogue.ts";
import {
  BUNDLES,
  isInNoStore,
  presenceIn,
  readingsOf,
  STORE_COLUMNS,
  type Presence,
  type StoreColumn,
} from "../../guidance/systems.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { rootNames, signerNames } from "../../report-text/root-names.ts";
import { Icon, type IconName } from "../../view/Icon.tsx";
import { SourceLink, SourceFold } from "../../view/Sources.tsx";

interface Props {
  roots: readonly CatalogueRoot[];
}

/** Roots that share a column: those that decide, those of the European cloud; any other has its own. */
function columnsOf(roots: readonly CatalogueRoot[]): CatalogueRoot[][] {
  const deciding = roots.filter(({ decides }) => decides);
  const eu = roots.filter(({ role, decides }) => role === "eu" && !decides);
  const others = roots.filter((root) => !deciding.includes(root) && !eu.includes(root));
  return [deciding, ...others.map((root) => [root]), eu].filter((column) => column.length > 0);
}

/** Which store has which roots: a row for each store. */
export function StoreMatrix({ roots }: Props) {
  const view = useView();
  const { t } = view;
  const columns = columnsOf(roots).map((column) => ({
    roots: column,
    id: column.map(({ id }) => id).join(" "),
    name: column.every(({ role }) => role === "eu") ? t("systemsEuRoots") : rootNames(column, view),
  }));
  return (
    <>
      <div class="table-wrap">
        <table class="store-matrix stacked">
          <thead>
            <tr>
              <th scope="col">{t("systemsStore")}</th>
              {columns.map(({ id, name, roots: column }) => (
                <th key={id} scope="col" data-column={id}>
                  {name}
                  <ThroughOthers column={column} roots={roots} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {STORE_COLUMNS.map((store) => (
              <tr key={store.name} data-store={store.name}>
                <th scope="row">
                  {store.name}
                  {"bundle" in store && <span class="note">{store.bundle.version}</span>}
                </th>
                {columns.map(({ id, name, roots: column }) => (
                  <td key={id} data-column={id}>
                    {/* Only in narrow windows, where there is no head. */}
                    <span class="column-name">{name}</span>
                    <Presences store={store} column={column} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Readings roots={roots} />
    </>
  );
}

/** One tag if the store treats all roots of the column alike, else one for each. */
function Presences({ store, column }: { store: StoreColumn; column: readonly CatalogueRoot[] }) {
  const found = column.map((root) => ({ root, presence: presenceIn(store, root) }));
  const first = found[0]?.presence ?? null;
  const isAlike = found.every(
    ({ presence }) => presence?.status === first?.status && presence?.until === first?.until,
  );
  if (isAlike) return <PresenceTag presence={first} />;
  return (
    <ul class="presences">
      {found.map(({ root, presence }) => (
        <li key={root.id}>
          {root.name} <PresenceTag presence={presence} />
        </li>
      ))}
    </ul>
  );
}

function ThroughOthers({ column, roots }: Props & { column: readonly CatalogueRoot[] }) {
  const view = useView();
  const signers = signerNames(column, roots, view);
  if (!signers || !column.every(isInNoStore)) return null;
  return <span class="note">{view.t("systemsThrough", signers)}</span>;
}

function PresenceTag({ presence }: { presence: Presence | null }) {
  const { t, language } = useView();
  const until = presence?.until && dayText(presence.until, language);
  const [icon, tone, text] = ((): [IconName, string, string] => {
    switch (presence?.status) {
      case "included":
        if (until) return ["check", "warn", t("systemsUntil", until)];
        return ["check", "good", t("systemsIncluded")];
      case "removed":
        return ["cross", "calm", until ? t("systemsRemovedOn", until) : t("systemsRemoved")];
      case "not-included":
        return ["dash", "calm", t("systemsNotIncluded")];
      case undefined:
        return ["question", "calm", t("systemsUnknown")];
    }
  })();
  return (
    <span class={`tag tone-${tone}`} data-status={presence?.status ?? "unknown"}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

/** The sources of the stores' rows, with dates. */
function Readings({ roots }: Props) {
  const { t, language } = useView();
  const programmes = STORE_COLUMNS.flatMap((store) =>
    "programme" in store ? [{ ...store, readings: readingsOf(store.programme, roots) }] : [],
  );
  const bundles = BUNDLES.flatMap(({ sources }) => sources);
  const count = programmes.flatMap(({ readings }) => readings).length + bundles.length;
  return (
    <SourceFold count={count}>
      {programmes.map(({ programme, name, readings }) => (
        <li key={programme}>
          {t("systemsReadFrom", name)}{" "}
          {readings.map(({ source, date }, index) => (
            <span key={source}>
              {index > 0 && " · "}
              <a href={source} target="_blank" rel="noreferrer">
                {new URL(source).hostname}
              </a>{" "}
              ({dayText(date, language)})
            </span>
          ))}
        </li>
      ))}
      {bundles.map((id) => (
        <li key={id}>
          <SourceLink id={id} />
        </li>
      ))}
    </SourceFold>
  );
}
