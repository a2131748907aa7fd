/** Wires the background together. Every listener is added before the first await. */
import catalogue from "virtual:catalogue";
import { browser } from "../platform/browser.ts";
import { systemClock } from "../platform/clock.ts";
import { answer } from "../platform/messages.ts";
import { readSettings } from "../platform/settings.ts";
import { createProbePort } from "../probe/index.ts";
import { createCheckup } from "./checkup.ts";
import { checkStore } from "./store.ts";

const settings = async () => (await readSettings()).values;

const checkup = createCheckup({
  catalogue,
  probe: createProbePort(),
  store: checkStore,
  clock: systemClock,
  settings,
  toolVersion: browser.runtime.getManifest().version,
  newId: () => crypto.randomUUID(),
});

answer({ ...checkup, readSettings: settings });

// The prompt for the permission closes the popup in Firefox: go on where the person left off.
browser.permissions.onAdded.addListener(() => void checkup.startCheck().catch(() => undefined));
