import type { ParsedPlaces } from "../../core/endpoint-input.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { listText, integerText } from "../../report-text/format.ts";
import { countText, type PluralName } from "../../report-text/plural.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

interface Props {
  text: string;
  /** The parsed text. */
  read: ParsedPlaces;
  onChange(text: string): void;
}

/** Most faults that are shown one by one; the others are counted. */
const TOLD = 20;

/** A field for the hosts to test, one a line. Shows which are invalid and which may mislead. */
export function PlacesField({ text, read, onChange }: Props) {
  const { t, language } = useView();
  const { values, faults, duplicates } = read;
  const number = (value: number) => integerText(value, language);
  const count = (name: PluralName, value: number) => countText({ t, language }, name, value);
  const punycode = values.filter((each) => each.punycode);
  const mixed = values.filter(({ mixedScripts }) => mixedScripts);
  const names = (places: typeof values, name: (place: (typeof values)[number]) => string) =>
    listText(
      places.slice(0, TOLD).map((place) => isolated(name(place))),
      language,
    );
  return (
    <>
      <label class="choice">
        <span>{t("endpointsPlaces")}</span>
        <textarea
          rows={10}
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
        <p role="status" data-said="count">
          {count("endpointsCount", values.length)}
          {duplicates > 0 && ` ${count("endpointsDuplicates", duplicates)}`}
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
                {t(
                  "endpointsFault",
                  number(line),
                  isolated(typed),
                  t(keyOf("endpointFault", fault)),
                )}
              </li>
            ))}
            {faults.length > TOLD && <li>{count("endpointsMore", faults.length - TOLD)}</li>}
          </ul>
        )}
      </div>
    </>
  );
}
