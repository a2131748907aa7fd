/** Mounts the help desk's page. It makes no network request. */
import catalogue from "virtual:catalogue";
import { render } from "preact";
import { reportItem } from "../../platform/checks.ts";
import { systemClock } from "../../platform/clock.ts";
import { extensionDoors } from "../../platform/doors.ts";
import { saveFile } from "../../platform/save.ts";
import { settingsPorts } from "../../platform/settings.ts";
import { ViewProvider } from "../../view/view-context.ts";
import { Desk } from "./Desk.tsx";
import type { DeskPorts } from "./part.ts";
import "../../view/page.css";
import "./style.css";

const doors = extensionDoors();
document.title = doors.t("deskTitle");

const ports: DeskPorts = {
  catalogue,
  readReport: async () => (await reportItem.get()) ?? null,
  readFile: (file) => file.text(),
  settings: settingsPorts,
  save: saveFile,
  now: systemClock.now,
};

render(
  <ViewProvider value={doors}>
    <Desk ports={ports} />
  </ViewProvider>,
  document.body,
);
