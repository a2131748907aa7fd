/** Mounts the page that tests endpoints. It probes by itself, so closing its tab ends its tests. */
import catalogue from "virtual:catalogue";
import { render } from "preact";
import { reportItem } from "../../platform/checks.ts";
import { systemClock } from "../../platform/clock.ts";
import { extensionDoors } from "../../platform/doors.ts";
import { endpointSetsItem } from "../../platform/endpoint-sets.ts";
import { grantedOrigins, requestOrigins, watchOrigins } from "../../platform/permissions.ts";
import { saveFile } from "../../platform/save.ts";
import { readSettings, watchSettings } from "../../platform/settings.ts";
import { createEndpointPort } from "../../probe/index.ts";
import { ViewProvider } from "../../view/view-context.ts";
import { EndpointsPage } from "./EndpointsPage.tsx";
import type { EndpointsPorts } from "./ports.ts";
import "../../view/page.css";
import "./style.css";

const doors = extensionDoors();
document.title = `${doors.t("endpointsTitle")} – ${doors.t("extensionName")}`;

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

render(
  <ViewProvider value={doors}>
    <EndpointsPage ports={ports} />
  </ViewProvider>,
  document.body,
);
