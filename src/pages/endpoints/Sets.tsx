import { useState } from "preact/hooks";
import {
  setFault,
  withoutSet,
  withSet,
  type EndpointSet,
  type SetFault,
} from "../../core/endpoint-sets.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { countText } from "../../report-text/plural.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import type { EndpointsPorts } from "./ports.ts";
import { useFollowed } from "../../view/use-followed.ts";

interface Props {
  ports: EndpointsPorts["sets"];
  settings: EffectiveSettings | null;
  /** The list to save. */
  places: readonly string[];
  onLoad(places: readonly string[]): void;
}

const NONE: EndpointSet[] = [];

/** Saved lists of hosts: the administrator's, those in the settings, and the person's own. */
export function Sets({ ports, settings, places, onLoad }: Props) {
  const { t } = useView();
  const { value, read: readAgain } = useFollowed(ports);
  const sets = value ?? NONE;
  const [name, setName] = useState("");
  const [said, setSaid] = useState<{ fault: SetFault | "not-kept" } | { text: string } | null>(
    null,
  );
  const keep = async (change: EndpointSet[], text: string) => {
    try {
      await ports.save(change);
      await readAgain();
      setSaid({ text });
      return true;
    } catch {
      setSaid({ fault: "not-kept" });
      return false;
    }
  };
  const save = async () => {
    const set = { name, places: [...places] };
    const fault = setFault(sets, set);
    if (fault) return setSaid({ fault });
    if (await keep(withSet(sets, set), t("endpointSetSaved", isolated(name.trim())))) setName("");
  };
  const given = settings?.values.endpoints ?? [];
  const source = settings?.sources.endpoints === "policy" ? "policy" : "person";
  return (
    <section class="prose" aria-labelledby="endpoint-sets" data-sets>
      <h3 id="endpoint-sets">{t("endpointSets")}</h3>
      {(given.length > 0 || sets.length > 0) && (
        <ul class="endpoint-sets">
          {given.length > 0 && (
            <li data-set-source={source}>
              <SetHead
                name={t("endpointSetGiven")}
                tag={t(keyOf("settingSource", source))}
                places={given}
                onLoad={onLoad}
              />
            </li>
          )}
          {sets.map((set) => (
            <li key={set.name} data-set={set.name}>
              <SetHead name={set.name} places={set.places} onLoad={onLoad} />
              <button
                type="button"
                class="button"
                data-delete
                onClick={() =>
                  void keep(withoutSet(sets, set.name), t("endpointSetDeleted", isolated(set.name)))
                }
              >
                {t("endpointSetDelete")}
                <span class="visually-hidden">
                  {" "}
                  <UntrustedText text={set.name} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="field-line">
        <label class="choice">
          <span>{t("endpointSetName")}</span>
          <input
            type="text"
            autocomplete="off"
            value={name}
            aria-describedby="set-said"
            onInput={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && void save()}
          />
        </label>
        <button type="button" class="button" data-save-set onClick={() => void save()}>
          {t("endpointSetSave")}
        </button>
      </div>
      <p id="set-said" class="note" role="status" data-fault={faultOf(said)}>
        {said && ("text" in said ? said.text : t(keyOf("endpointSetFault", said.fault)))}
      </p>
    </section>
  );
}

function faultOf(said: { fault: string } | { text: string } | null): string | undefined {
  return said && "fault" in said ? said.fault : undefined;
}

interface HeadProps {
  name: string;
  /** Who made the list, if not the person. */
  tag?: string;
  places: readonly string[];
  onLoad(places: readonly string[]): void;
}

function SetHead({ name, tag, places, onLoad }: HeadProps) {
  const { t, language } = useView();
  return (
    <>
      <span class="endpoint-set-name">
        <UntrustedText text={name} /> {tag && <span class="tag">{tag}</span>}{" "}
        <span class="note">{countText({ t, language }, "endpointsCount", places.length)}</span>
      </span>
      <button type="button" class="button" data-load onClick={() => onLoad(places)}>
        {t("endpointSetLoad")}
        <span class="visually-hidden">
          {" "}
          <UntrustedText text={name} />
        </span>
      </button>
    </>
  );
}
