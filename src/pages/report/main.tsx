/** Mounts the report page. It shows the last report, however old; if there is none, it starts a check. */
import catalogue from "virtual:catalogue";
import { call } from "../../platform/calls.ts";
import { checkPorts } from "../../platform/check-ports.ts";
import { historyItem, reportItem, ownCheckItem } from "../../platform/stored-checks.ts";
import { saveFile } from "../../platform/environment.ts";
import { settingsPorts } from "../../platform/stored-settings.ts";
import { mountPage } from "../mount.tsx";
import { ReportPage } from "./ReportPage.tsx";
import type { ReportPorts } from "./ports.ts";
import { unfoldInPrint } from "./unfold-print.ts";
import "../../view/report.css";

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
  ...(__FAMILY__ === "chromium"
    ? {
        log: {
          checkForLog: () => call("checkForLog"),
          // Loaded only when it is needed.
          readLog: async (file, progress) =>
            (await import("./read-log.ts")).readChosenLog(file, progress),
        },
      }
    : {}),
};

if (!CSS.supports("selector(::details-content)")) unfoldInPrint();
mountPage("report", <ReportPage ports={ports} />);
