/** Mounts the options page. */
import { render } from "preact";
import { consolePorts, releaseConsole } from "../../platform/console.ts";
import { extensionDoors } from "../../platform/doors.ts";
import {
  forgetFaults,
  readSettings,
  resetSetting,
  saveSettings,
  watchSettings,
} from "../../platform/settings.ts";
import { ViewProvider } from "../../view/view-context.ts";
import { OptionsPage } from "./OptionsPage.tsx";
import "../../view/page.css";
import "./style.css";

const doors = extensionDoors();
document.title = `${doors.t("optionsTitle")} – ${doors.t("extensionName")}`;

render(
  <ViewProvider value={doors}>
    <OptionsPage
      ports={{
        read: readSettings,
        watch: watchSettings,
        console: {
          ...consolePorts,
          want: () => saveSettings({ watchConsole: true }),
          forbidden: async () => false,
        },
        release: releaseConsole,
        save: saveSettings,
        reset: resetSetting,
        forgetFaults,
      }}
    />
  </ViewProvider>,
  document.body,
);
