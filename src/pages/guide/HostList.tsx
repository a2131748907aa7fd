/** The hosts of one tool that an inspection has to leave alone: to copy, and to test. */
import { PARTITIONS } from "../../core/partitions.ts";
import { pageAddress } from "../../core/pages.ts";
import { certifiedElsewhere } from "../../core/zones.ts";
import { allowList } from "../../guidance/allow-lists.ts";
import {
  HOST_LISTS,
  hostSources,
  listedHosts,
  type HostListId,
} from "../../guidance/program-hosts.ts";
import { countText } from "../../report-text/plural.ts";
import { keyOf } from "../../report-text/translator.ts";
import { Choice } from "../../view/Choice.tsx";
import { Command } from "../../view/Command.tsx";
import { Sources } from "../../view/Sources.tsx";
import { useView } from "../../view/view-context.ts";

export interface HostChoices {
  region: string;
  hosts: HostListId;
  /** Whether the hosts for revocation are in the list. */
  revocation: boolean;
}

interface Props extends HostChoices {
  onChange(choices: Partial<HostChoices>): void;
}

export function HostList({ region, hosts: id, revocation, onChange }: Props) {
  const view = useView();
  const { t } = view;
  const hosts = listedHosts(id, region);
  const more = revocation ? allowList("revocation").hosts : [];
  const tested = hosts.filter(({ isTestable }) => isTestable).length;
  return (
    <section class="panel" data-part="hosts">
      <h2 id="hosts">{t("hostListTitle")}</h2>
      <p>{t("hostListWhy")}</p>
      <div class="choices">
        <Choice
          label={t("hostListFor")}
          value={id}
          options={HOST_LISTS.map((each) => ({ value: each, label: t(keyOf("hostList", each)) }))}
          onChange={(chosen) => onChange({ hosts: chosen })}
        />
        <Choice
          label={t("endpointsRegion")}
          value={region}
          options={PARTITIONS.flatMap(({ name: group, regions }) =>
            regions.map(({ id: value, name }) => ({ value, label: `${value} (${name})`, group })),
          )}
          onChange={(chosen) => onChange({ region: chosen })}
        />
      </div>
      <label class="check-line">
        <input
          type="checkbox"
          checked={revocation}
          onChange={(event) => onChange({ revocation: event.currentTarget.checked })}
        />
        <span>{t("hostListRevocation")}</span>
      </label>
      {hosts.length === 0 ? (
        <p>{t("hostListNone")}</p>
      ) : (
        <Command
          text={[...hosts.map(({ text }) => text), ...more].join("\n")}
          label={t("hostListCopy")}
        />
      )}
      {tested > 0 && (
        <p class="actions">
          <a class="button" href={pageAddress("endpoints", `#hosts/${id}?region=${region}`)}>
            {countText(view, "hostListTest", tested)}
          </a>
        </p>
      )}
      {tested < hosts.length + more.length && <p class="note">{t("hostListUntested")}</p>}
      {hosts.map(
        ({ text, authority }) =>
          authority && (
            <p key={text} class="note" data-authority={authority}>
              {t("hostListAuthority", text, authorityOf(text))}
            </p>
          ),
      )}
      <Sources ids={hostSources(id, region)} />
    </section>
  );
}

function authorityOf(pattern: string): string {
  return certifiedElsewhere(pattern.replace("*", "name"))?.authority ?? "";
}
