/** The root of whoever inspects, as the file that programs want, with the commands that hand it to them. */
import { useState } from "preact/hooks";
import type { CatalogueRoot } from "../core/catalogue.ts";
import { ROOT_FILE_TYPE } from "../guidance/root-files.ts";
import {
  BUNDLE,
  COMPANY_PROGRAMS,
  COMPANY_FILE,
  settingCommands,
  programOf,
  programValues,
} from "../guidance/programs.ts";
import { commandIn, SHELL_NAMES, SHELLS, type Shell } from "../guidance/shell.ts";
import { pemText } from "../report-text/format.ts";
import { keyOf } from "../report-text/translator.ts";
import { isolated } from "../report-text/untrusted-text.ts";
import { Choice } from "./Choice.tsx";
import { Command } from "./Command.tsx";
import type { SaveFile } from "./Share.tsx";
import { Sources } from "./Sources.tsx";
import { useView } from "./view-context.ts";

interface Props {
  /** Its own name. Hostile text. */
  name: string;
  /** SHA-256 of the certificate, lower-case hex. */
  sha256: string;
  /** Base64. */
  der: string;
  /** A test page of this root is in the commands that check the result. */
  root: CatalogueRoot;
  shell: Shell;
  save: SaveFile;
}

export function CompanyRoot({ name, sha256, der, root, shell: first, save }: Props) {
  const { t } = useView();
  const [shell, setShell] = useState<Shell>(first);
  const values = programValues(root, shell);
  const sources = COMPANY_PROGRAMS.flatMap(
    ({ program, setting }) => settingOf(program, setting).sources,
  );
  return (
    <div class="prose" data-company-root={sha256}>
      <p>{t("companyRootWhat", isolated(name))}</p>
      <p class="warning">{t("companyRootAsk")}</p>
      <Command text={sha256} label={t("fieldCertificate")} />
      <p class="actions">
        <button
          type="button"
          class="button"
          data-save={COMPANY_FILE}
          onClick={() => save(COMPANY_FILE, ROOT_FILE_TYPE, pemText(der))}
        >
          {t("storesSaveFile", COMPANY_FILE)}
        </button>
      </p>
      <Choice
        label={t("programShell")}
        value={shell}
        options={SHELLS.map((value) => ({ value, label: SHELL_NAMES[value] }))}
        onChange={(chosen) => setShell(chosen)}
      />
      <p>{t("companyRootBundle")}</p>
      <Command text={commandIn(shell, BUNDLE.build, values)} />
      <ul class="prose">
        {COMPANY_PROGRAMS.map(({ program, setting: wanted }) => {
          const setting = settingOf(program, wanted);
          return (
            <li key={program} class="prose" data-setting={wanted}>
              <p>
                <strong>{programOf(program).name}</strong>{" "}
                <span class="note">{t(keyOf("programEffect", setting.effect))}</span>
              </p>
              <Command text={settingCommands(setting, shell, values).now} />
            </li>
          );
        })}
      </ul>
      <Sources ids={[...new Set([...BUNDLE.sources, ...sources])]} />
    </div>
  );
}

function settingOf(program: string, name: string) {
  const found = programOf(program).settings.find((setting) => setting.name === name);
  if (!found) throw new Error(`${program} has no setting ${name}`);
  return found;
}
