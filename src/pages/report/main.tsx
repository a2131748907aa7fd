/** Mounts the report page. It shows the last report, however old; without one it asks for a check. */
import catalogue from "virtual:catalogue";
import { render } from "preact";
import { checkPorts } from "../../platform/check-ports.ts";
import { historyItem, reportItem } from "../../platform/checks.ts";
import { ownCheckItem } from "../../platform/console.ts";
import { extensionDoors } from "../../platform/doors.ts";
import { saveFile } from "../../platform/save.ts";
import { settingsPorts } from "../../platform/settings.ts";
import { ViewProvider } from "../../view/view-context.ts";
import { ReportPage } from "./ReportPage.tsx";
import type { ReportPorts } from "./ports.ts";
import "../../view/page.css";
import "./style.css";

const doors = extensionDoors();
document.title = `${doors.t("reportTitle")} – ${doors.t("extensionName")}`;

const ports: ReportPorts = {
  ...checkPorts,
  catalogue,
  async checkIfDue() {
    if (!(await reportItem.get())) await checkPorts.checkIfDue();
  },
  history: {
    read: async () => (await historyItem.get()) ?? [],
    watch: (changed) => historyItem.watch(changed),
  },
  clearHistory: async () => {
    await Promise.all([historyItem.remove(), ownCheckItem.remove()]);
  },
  settings: settingsPorts,
  print: () => window.print(),
  save: saveFile,
};

render(
  <ViewProvider value={doors}>
    <ReportPage ports={ports} />
  </ViewProvider>,
  document.body,
);
