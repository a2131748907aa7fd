/** Mounts the page that reads files and texts. It works without a network. */
import catalogue from "virtual:catalogue";
import rootCertificates from "virtual:root-certificates";
import { browser } from "../../platform/browser.ts";
import { handOver } from "../../platform/handed-over.ts";
import { saveFile, systemClock } from "../../platform/environment.ts";
import { settingsPorts } from "../../platform/stored-settings.ts";
import { readInWorker } from "../../reading/in-worker.ts";
import { mountPage } from "../mount.tsx";
import type { ReadPorts } from "./ports.ts";
import { ReadPage } from "./ReadPage.tsx";
import "../../view/report.css";
import "./style.css";

const ports: ReadPorts = {
  catalogue,
  rootCertificates,
  settings: settingsPorts,
  read: readInWorker,
  handOver,
  toolVersion: browser.runtime.getManifest().version,
  shell: navigator.userAgent.includes("Windows") ? "powershell" : "sh",
  save: saveFile,
  now: systemClock.now,
};

mountPage("read", <ReadPage ports={ports} />);
