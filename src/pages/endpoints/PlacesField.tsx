import type { ParsedPlaces } from "../../core/endpoint-input.ts";
import { keyOf, useDoors } from "../../view/doors.ts";
import { list, whole } from "../../view/format.ts";
import { quoted } from "../../view/visible.ts";

interface Props {
  text: string;
  /** What the text says. */
  read: ParsedPlaces;
  onChange(text: string): void;
}

/** Faults that are told, at most; the rest is counted. */
const TOLD = 20;

/** The places to test, as text: one a line. Says what does not count, and what may mislead. */
export function PlacesField({ text, read, onChange }: Props) {
  const { t, language } = useDoors();
  const { values, faults, duplicates } = read;
  const number = (count: number) => whole(count, language);
  const punycode = values.filter((each) => each.punycode);
  const mixed = values.filter(({ mixedScripts }) => mixedScripts);
  const names = (places: typeof values, name: (place: (typeof values)[number]) => string) =>
    list(
      places.slice(0, TOLD).map((place) => quoted(name(place))),
      language,
    );
  return (
    <>
      <label class="choice">
        <span>{t("endpointsPlaces")}</span>
        <textarea
          rows={6}
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={text}
          data-places
          aria-describedby="places-help places-said"
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </label>
      <p class="note" id="places-help">
        {t("endpointsPlacesHelp")}
      </p>
      <div id="places-said" class="prose" data-count={values.length}>
        <p class="note">
          {t("endpointsCount", number(values.length))}
          {duplicates > 0 && ` ${t("endpointsDuplicates", number(duplicates))}`}
        </p>
        {punycode.length > 0 && (
          <p class="endpoint-warning tone-warn" data-warning="punycode">
            {t(
              "endpointsPunycode",
              names(punycode, ({ display, host }) =>
                display === host ? host : `${display} = ${host}`,
              ),
            )}
          </p>
        )}
        {mixed.length > 0 && (
          <p class="endpoint-warning tone-warn" data-warning="mixed-scripts">
            {t(
              "endpointsMixed",
              names(mixed, ({ display }) => display),
            )}
          </p>
        )}
        {faults.length > 0 && (
          <ul class="endpoint-warning tone-bad" data-faults={faults.length}>
            {faults.slice(0, TOLD).map(({ line, fault, text: typed }) => (
              <li key={`${line} ${typed}`} data-fault={fault}>
                {t("endpointsFault", number(line), quoted(typed), t(keyOf("endpointFault", fault)))}
              </li>
            ))}
            {faults.length > TOLD && <li>{t("endpointsMore", number(faults.length - TOLD))}</li>}
          </ul>
        )}
      </div>
    </>
  );
}
