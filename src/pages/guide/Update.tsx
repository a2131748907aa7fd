import { useState } from "preact/hooks";
import type { Machine } from "../../guidance/situation.ts";
import type { SourceId } from "../../guidance/source.ts";
import { trustHome } from "../../guidance/trust-lives.ts";
import { updateSteps, vendorPage } from "../../guidance/update.ts";
import {
  BROWSER_KINDS,
  SYSTEM_NAMES,
  SYSTEMS,
  type BrowserKind,
  type System,
} from "../../guidance/repair-cases.ts";
import { Choice } from "../../view/Choice.tsx";
import { useView } from "../../view/view-context.ts";
import type { TopicProps } from "./topic.ts";
import { Sources } from "../../view/Sources.tsx";
import { TrustHome } from "./TrustHome.tsx";
import { UpdateSteps } from "./UpdateSteps.tsx";
import { VersionPanel } from "./VersionPanel.tsx";

function sourcesOf(browser: BrowserKind, system: System): SourceId[] {
  const { list, added } = trustHome(browser, system);
  return [...updateSteps(browser, system), list, added].flatMap(({ sources }) => sources);
}

/** How to update the browser, what its version means, and which roots it trusts; then other browsers. */
export function Update({ catalogue, report, machine }: TopicProps) {
  const { t } = useView();
  const [browser, setBrowser] = useState(machine.browser);
  const [system, setSystem] = useState(machine.system);
  const systemName = (each: System) => (each === "other" ? t("systemOther") : SYSTEM_NAMES[each]);
  const another = browser !== machine.browser || system !== machine.system;
  const headline = (of: Pick<Machine, "browser" | "system">) =>
    t("updateHeadline", vendorPage(of.browser).name, systemName(of.system));
  return (
    <>
      <h2>{headline(machine)}</h2>
      <VersionPanel catalogue={catalogue} report={report} />
      {machine.managed && (
        <p class="panel tone-warn" data-managed>
          {t("updateManaged")}
        </p>
      )}
      <UpdateSteps browser={machine.browser} system={machine.system} />
      <TrustHome browser={machine.browser} system={machine.system} />
      <Sources ids={sourcesOf(machine.browser, machine.system)} />

      <h2>{t("updateOther")}</h2>
      <div class="choices">
        <Choice
          label={t("updateBrowser")}
          value={browser}
          options={BROWSER_KINDS.map((value) => ({
            value,
            label: value === "chromium" ? t("browserOther") : vendorPage(value).name,
          }))}
          onChange={(value) => setBrowser(value)}
        />
        <Choice
          label={t("updateSystem")}
          value={system}
          options={SYSTEMS.map((value) => ({ value, label: systemName(value) }))}
          onChange={(value) => setSystem(value)}
        />
      </div>
      {another && (
        <div class="update-part" data-another={`${browser} ${system}`}>
          <h2>{headline({ browser, system })}</h2>
          <UpdateSteps browser={browser} system={system} />
          <TrustHome browser={browser} system={system} />
          <Sources ids={sourcesOf(browser, system)} />
        </div>
      )}
    </>
  );
}
