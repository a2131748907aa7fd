/** Mounts the guide. It makes no network request. */
import catalogue from "virtual:catalogue";
import rootFiles from "virtual:root-files";
import { render } from "preact";
import { machineOf, systemOf, type Machine } from "../../guidance/situation.ts";
import { browser } from "../../platform/browser.ts";
import { reportItem } from "../../platform/checks.ts";
import { extensionDoors } from "../../platform/doors.ts";
import { saveFile } from "../../platform/save.ts";
import { settingsPorts } from "../../platform/settings.ts";
import { ViewProvider } from "../../view/view-context.ts";
import { Guide } from "./Guide.tsx";
import "../../view/page.css";
import "./style.css";

const doors = extensionDoors();
document.title = doors.t("guideTitle");

const [report, platform] = await Promise.all([
  reportItem.get().catch(() => undefined),
  browser.runtime.getPlatformInfo(),
]);

/** Before the first check, only the browser's family is known for certain. */
const unchecked: Machine = { browser: __FAMILY__, system: systemOf(platform.os), managed: false };

render(
  <ViewProvider value={doors}>
    <Guide
      catalogue={catalogue}
      report={report ?? null}
      settings={settingsPorts}
      machine={report ? machineOf(report.browser) : unchecked}
      packaged={{ files: rootFiles, save: saveFile }}
    />
  </ViewProvider>,
  document.body,
);
