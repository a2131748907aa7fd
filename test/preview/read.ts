/** The page that reads files and texts, which reads in place here. */
import rootCertificates from "virtual:root-certificates";
import type { ReadPorts } from "../../src/pages/read/ports.ts";
import { saveFile } from "../../src/platform/environment.ts";
import { readSources } from "../../src/reading/read.ts";
import { catalogue, settingsOf, START } from "../made-up.ts";
import { sourceOf } from "../reading/sources.ts";
import log from "../probe/log/logs/inspected-untrusted.netlog?raw";
import { LOG_STATE, READ_STATES } from "./read-states.ts";
import { shown } from "./endpoints.ts";

export const readPorts: ReadPorts = {
  catalogue,
  rootCertificates,
  settings: settingsOf({}),
  read: (inputs, options) => readSources(inputs.map(sourceOf), options),
  toolVersion: "0.1.0",
  handOver: () => {},
  shell: "sh",
  save: saveFile,
  now: () => START,
};

/** Pastes, as a person would; resolves once the page shows the result. */
export async function reachReadState(name: string): Promise<void> {
  const text = name === LOG_STATE ? log : READ_STATES[name]!;
  if (text === "") return;
  const field = await shown<HTMLTextAreaElement>("textarea");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  await shown('[data-state="done"]');
}
