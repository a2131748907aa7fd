/** Mounts the help desk's page, which works without a network. */
import catalogue from "virtual:catalogue";
import { reportItem } from "../../platform/stored-checks.ts";
import { systemClock, saveFile } from "../../platform/environment.ts";
import { takeHandedOver } from "../../platform/handed-over.ts";
import { settingsPorts } from "../../platform/stored-settings.ts";
import { mountPage } from "../mount.tsx";
import { Desk } from "./Desk.tsx";
import { fileText } from "./file-text.ts";
import type { DeskPorts } from "./part.ts";
import "../../view/report.css";
import "./style.css";

const ports: DeskPorts = {
  catalogue,
  readReport: async () => (await reportItem.get()) ?? null,
  readFile: async (file) => fileText(new Uint8Array(await file.arrayBuffer())),
  takeHandedOver,
  settings: settingsPorts,
  save: saveFile,
  now: systemClock.now,
};

mountPage("desk", <Desk ports={ports} />);
