/** Mounts the options page. */
import { consolePorts, releaseConsole } from "../../platform/console.ts";
import {
  removeInvalidSettings,
  readSettings,
  resetSetting,
  saveSettings,
  watchSettings,
} from "../../platform/stored-settings.ts";
import { mountPage } from "../mount.tsx";
import { OptionsPage } from "./OptionsPage.tsx";
import "./style.css";

mountPage(
  "options",
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
      removeInvalidSettings,
    }}
  />,
);
