import type { BundleAudit, RootPresence } from "../../core/bundle-audit.ts";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import { rootNames } from "../../report-text/root-names.ts";
import { keyOf } from "../../report-text/translator.ts";
import { Icon, type IconName } from "../../view/Icon.tsx";
import { useView } from "../../view/view-context.ts";

const LOOK: Record<RootPresence, { icon: IconName; tone: string }> = {
  present: { icon: "check", tone: "good" },
  expired: { icon: "cross", tone: "bad" },
  "cross-sign": { icon: "alert", tone: "warn" },
  absent: { icon: "cross", tone: "bad" },
};

interface Props {
  audit: BundleAudit;
  roots: readonly CatalogueRoot[];
}

/** Which of the catalogued roots the bundle holds. */
export function BundleTable({ audit, roots }: Props) {
  const view = useView();
  const { t } = view;
  const named = (id: string) => roots.find((root) => root.id === id);
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={t("readRoots")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("columnRoot")}</th>
            <th scope="col">{t("readPresence")}</th>
          </tr>
        </thead>
        <tbody>
          {audit.roots.map(({ id, presence, bridgedBy }) => {
            const root = named(id);
            const needed = root?.decides === true;
            const { icon, tone } = LOOK[presence];
            const bridges = bridgedBy.flatMap((each) => named(each) ?? []);
            return (
              <tr key={id} data-root={id} data-presence={presence}>
                <th scope="row">
                  {root?.name ?? id}
                  {!needed && <span class="note"> {t("readNotNeeded")}</span>}
                </th>
                <td>
                  <span class={`finding tone-${needed || presence === "present" ? tone : "calm"}`}>
                    <Icon name={needed || presence === "present" ? icon : "dash"} />
                    {t(keyOf("readPresence", presence))}
                  </span>
                  {presence !== "present" && bridges.length > 0 && (
                    <span class="note"> {t("readBridged", rootNames(bridges, view))}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
