import type { CatalogueRoot } from "../../core/catalogue.ts";
import {
  BUNDLES,
  isInNoStore,
  presenceIn,
  readingsOf,
  STORE_COLUMNS,
  type Presence,
} from "../../guidance/systems.ts";
import { useView } from "../../view/view-context.ts";
import { dayText, listText } from "../../report-text/format.ts";
import { Icon, type IconName } from "../../view/Icon.tsx";
import { Sources } from "../../view/Sources.tsx";

interface Props {
  roots: readonly CatalogueRoot[];
}

/** Which root is in which store. */
export function StoreMatrix({ roots }: Props) {
  const { t } = useView();
  return (
    <>
      <div class="table-wrap" role="group" aria-label={t("systemsMatrix")} tabIndex={0}>
        <table class="store-matrix">
          <thead>
            <tr>
              <th scope="col">{t("storesRoot")}</th>
              {STORE_COLUMNS.map((column) => (
                <th key={column.name} scope="col">
                  {column.name}
                  {"bundle" in column && ` ${column.bundle.version}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {roots.map((root) => (
              <tr key={root.id} data-root={root.id}>
                <th scope="row">
                  {root.name}
                  <ThroughOthers root={root} roots={roots} />
                </th>
                {STORE_COLUMNS.map((column) => (
                  <td key={column.name}>
                    <PresenceTag presence={presenceIn(column, root)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Readings roots={roots} />
      <Sources ids={BUNDLES.flatMap(({ sources }) => sources)} />
    </>
  );
}

function ThroughOthers({ root, roots }: Props & { root: CatalogueRoot }) {
  const { t, language } = useView();
  const names = roots.filter(({ id }) => root.crossSignedBy.includes(id)).map(({ name }) => name);
  if (!names.length || !isInNoStore(root)) return null;
  return <span class="note">{t("systemsThrough", listText(names, language))}</span>;
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

/** The sources of the rows of the root programmes, with dates. */
function Readings({ roots }: Props) {
  const { t, language } = useView();
  return (
    <ul class="sources">
      {STORE_COLUMNS.map((column) =>
        "programme" in column ? (
          <li key={column.programme}>
            {t("systemsReadFrom", column.name)}{" "}
            {readingsOf(column.programme, roots).map(({ source, date }, index) => (
              <span key={source}>
                {index > 0 && " · "}
                <a href={source} target="_blank" rel="noreferrer">
                  {new URL(source).hostname}
                </a>{" "}
                ({dayText(date, language)})
              </span>
            ))}
          </li>
        ) : null,
      )}
    </ul>
  );
}
