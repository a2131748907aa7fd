/** Mounts the guide, which works without a network. */
import catalogue from "virtual:catalogue";
import rootFiles from "virtual:root-files";
import { machineOf, systemOf, type Machine } from "../../guidance/situation.ts";
import { browser } from "../../platform/browser.ts";
import { reportItem } from "../../platform/stored-checks.ts";
import { saveFile } from "../../platform/environment.ts";
import { settingsPorts } from "../../platform/stored-settings.ts";
import { mountPage } from "../mount.tsx";
import { Guide } from "./Guide.tsx";
import "./style.css";

const [report, platform] = await Promise.all([
  reportItem.get().catch(() => undefined),
  browser.runtime.getPlatformInfo(),
]);

/** Before the first check, only the browser's family is certain. */
const unchecked: Machine = { browser: __FAMILY__, system: systemOf(platform.os), managed: false };

mountPage(
  "guide",
  <Guide
    catalogue={catalogue}
    report={report ?? null}
    settings={settingsPorts}
    openedAt={Date.now()}
    machine={report ? machineOf(report.browser) : unchecked}
    packaged={{ files: rootFiles, save: saveFile }}
  />,
);
