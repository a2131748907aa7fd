import { useState } from "preact/hooks";
import type { Catalogue, CatalogueRoot } from "../../core/catalogue.ts";
import { rootValues } from "../../guidance/command.ts";
import { hostFromTyped } from "../../core/host.ts";
import { pinText } from "../../guidance/pin-text.ts";
import {
  PIN_FORMS,
  PIN_ROLE_SOURCES,
  pinFormRow,
  pinnedRoots,
  suggestedExpiry,
  type PinForm,
} from "../../guidance/pins.ts";
import { Choice } from "../../view/Choice.tsx";
import { Command } from "../../view/Command.tsx";
import { rootNames, signerNames } from "../../report-text/root-names.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { FoldedSources } from "./FoldedSources.tsx";

const EXAMPLE_HOST = "example.com";

/** The roots to pin, and their pins in a form of the person's choice. */
export function PinForms({ catalogue }: { catalogue: Catalogue }) {
  const view = useView();
  const { t, language } = view;
  const [form, setForm] = useState<PinForm>(PIN_FORMS[0]);
  const [withEu, setWithEu] = useState(true);
  const [typed, setTyped] = useState(EXAMPLE_HOST);
  const [chosenDay, setChosenDay] = useState("");
  const roots = pinnedRoots(catalogue, withEu);
  const eu = catalogue.roots.filter(({ role }) => role === "eu");
  const row = pinFormRow(form);
  const host = hostFromTyped(typed);
  const wrong = row.host && host === null;
  const set = {
    roots,
    host: host ?? EXAMPLE_HOST,
    expires: chosenDay || suggestedExpiry(catalogue),
  };
  return (
    <>
      <h2>{t("pinRoots")}</h2>
      <RootTable catalogue={catalogue} pinned={roots} />
      <label class="check-line">
        <input
          type="checkbox"
          checked={withEu}
          onChange={(event) => setWithEu(event.currentTarget.checked)}
        />
        {t("pinEu")}
      </label>
      <p class="note">{t("pinEuNote", signerNames(eu, catalogue.roots, view))}</p>
      <FoldedSources ids={PIN_ROLE_SOURCES} />

      <h2>{t("pinText")}</h2>
      <div class="choices">
        <Choice
          label={t("pinForm")}
          value={form}
          options={PIN_FORMS.map((value) => ({ value, label: t(keyOf("pinForm", value)) }))}
          onChange={(value) => setForm(value)}
        />
        {row.host && (
          <label class="choice">
            <span>{t("pinHost")}</span>
            <input
              type="text"
              dir="ltr"
              inputMode="url"
              spellcheck={false}
              autocomplete="off"
              autocapitalize="off"
              value={typed}
              aria-invalid={wrong}
              aria-describedby={wrong ? "pin-host-wrong" : undefined}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
        )}
        {row.expires && (
          <label class="choice">
            <span>{t("pinExpires")}</span>
            <input
              type="date"
              value={set.expires}
              onChange={(event) => setChosenDay(event.currentTarget.value)}
            />
          </label>
        )}
      </div>
      <div role="alert">
        {wrong && (
          <p id="pin-host-wrong" class="pin-wrong tone-bad">
            {t("pinHostWrong", EXAMPLE_HOST)}
          </p>
        )}
      </div>
      <div class="panel" data-pin-form={form}>
        <p>{t(keyOf("pinNote", form))}</p>
        {row.file !== null && (
          <p>
            {t("pinFile")} <code dir="ltr">{row.file}</code>
          </p>
        )}
        {!wrong && <Command text={pinText(form, set)} label={t(keyOf("pinForm", form))} />}
        <p class="note">{t("pinAge", dayText(catalogue.date, language))}</p>
        <FoldedSources ids={row.sources} />
      </div>
      <h2>{t("pinProve")}</h2>
      <p>{t("pinProveText")}</p>
      <Command text={proof(roots)} />
    </>
  );
}

function RootTable({ catalogue, pinned }: { catalogue: Catalogue; pinned: CatalogueRoot[] }) {
  const view = useView();
  const { t } = view;
  const signedBy = ({ id }: CatalogueRoot) =>
    rootNames(
      catalogue.roots.filter(({ crossSignedBy }) => crossSignedBy.includes(id)),
      view,
    );
  return (
    <div class="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("pinColumnRoot")}</th>
            <th scope="col">{t("pinColumnRole")}</th>
            <th scope="col">{t("pinColumnPinned")}</th>
          </tr>
        </thead>
        <tbody>
          {catalogue.roots.map((root) => (
            <tr key={root.id} data-root={root.id}>
              <th scope="row">{root.name}</th>
              <td>
                {t(
                  keyOf("pinRole", root.role),
                  root.role === "older" ? signedBy(root) : root.owner,
                )}
              </td>
              <td>
                {pinned.includes(root) ? (
                  <span class="tag tone-good">{t("pinIn")}</span>
                ) : (
                  <span class="tag tone-calm">{t("pinOut")}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The command that computes the base64 pin of the first root out of its certificate. */
function proof([root]: readonly CatalogueRoot[]): string {
  const file = (root && rootValues(root)["pemFile"]) ?? "root.pem";
  return [
    `openssl x509 -in ${file} -noout -pubkey |`,
    "  openssl pkey -pubin -outform DER |",
    "  openssl dgst -sha256 -binary | openssl base64",
  ].join("\n");
}
