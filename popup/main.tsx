/** Mounts the popup. */
import roots from "virtual:catalogue-names";
import { render } from "preact";
import { checkPorts } from "../src/platform/check-ports.ts";
import { pageContext } from "../src/platform/page-context.ts";
import { consolePorts } from "../src/platform/console.ts";
import { firstRunPorts } from "../src/platform/first-run.ts";
import { call } from "../src/platform/calls.ts";
import { ViewProvider } from "../src/view/view-context.ts";
import { App } from "./App.tsx";
import type { PopupPorts } from "./ports.ts";
import "./style.css";

const context = pageContext();

/** A popup is not open long enough to follow changes of settings. */
const settings = { read: () => call("readSettings"), watch: () => () => {} };

const ports: PopupPorts = {
  roots,
  settings,
  console: {
    ...consolePorts,
    want: () => call("watchConsole"),
    forbidden: () => call("watchForbidden"),
  },
  firstRun: firstRunPorts,
  ...checkPorts,
  // Loaded when it is asked for: the steps and the catalogue are more than the rest of the popup.
  async wordForAdministrator(report, code) {
    const [{ reportForAdministrator }, { default: catalogue }] = await Promise.all([
      import("../src/report-text/administrator-text.ts"),
      import("virtual:catalogue"),
    ]);
    return reportForAdministrator(report, code, catalogue, context);
  },
};

render(
  <ViewProvider value={context}>
    <App ports={ports} />
  </ViewProvider>,
  document.body,
);
