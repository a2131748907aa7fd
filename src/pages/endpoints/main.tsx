/** Mounts the endpoint page. It probes from its own tab: closing the tab ends the tests. */
import catalogue from "virtual:catalogue";
import { reportItem } from "../../platform/stored-checks.ts";
import { systemClock, saveFile } from "../../platform/environment.ts";
import { endpointSetsItem, readSettings, watchSettings } from "../../platform/stored-settings.ts";
import { grantedOrigins, requestOrigins, watchOrigins } from "../../platform/permissions.ts";
import { createEndpointPort } from "../../probe/index.ts";
import { mountPage } from "../mount.tsx";
import { EndpointsPage } from "./EndpointsPage.tsx";
import type { EndpointsPorts } from "./ports.ts";
import "../../view/report.css";
import "./style.css";

const ports: EndpointsPorts = {
  catalogue,
  probe: await createEndpointPort(),
  settings: { read: readSettings, watch: watchSettings },
  report: {
    read: async () => (await reportItem.get()) ?? null,
    watch: (changed) => reportItem.watch(changed),
  },
  sets: {
    read: async () => (await endpointSetsItem.get()) ?? [],
    watch: (changed) => endpointSetsItem.watch(changed),
    save: (sets) => endpointSetsItem.set(sets),
  },
  granted: { read: grantedOrigins, watch: watchOrigins },
  request: requestOrigins,
  save: saveFile,
  clock: systemClock,
};

mountPage("endpoints", <EndpointsPage ports={ports} />);
