/** Reads whatever a person holds: certificates, bundles, keystores, error pages, print-outs, logs. */
import { useView } from "../../view/view-context.ts";
import { PageFrame } from "../../view/PageFrame.tsx";
import { useSettingValues } from "../../view/use-settings.ts";
import { FileCard } from "./FileCard.tsx";
import { Intake } from "./Intake.tsx";
import type { ReadPorts } from "./ports.ts";
import { Progress } from "./Progress.tsx";
import { ShareReading } from "./ShareReading.tsx";
import { useReading, type ReadState } from "./use-reading.ts";
import { WhatCanBeRead } from "./WhatCanBeRead.tsx";

export function ReadPage({ ports }: { ports: ReadPorts }) {
  const { t } = useView();
  const settings = useSettingValues(ports.settings);
  const { state, read, cancel, options, setOptions } = useReading(ports);
  return (
    <PageFrame page="read" settings={settings}>
      <main class="content" data-state={state.kind}>
        <h1>{t("readTitle")}</h1>
        <p>{t("readIntro")}</p>
        <Intake {...{ options, setOptions }} onInputs={read} state={state} />
        <Progress state={state} onCancel={cancel} />
        {state.kind === "done" &&
          state.reading.files.map((file, index) => (
            <FileCard key={index} file={file} reading={state.reading} {...{ ports, settings }} />
          ))}
        {state.kind === "done" && <ShareReading key={state.readAt} {...state} ports={ports} />}
        {isListNeeded(state) && <WhatCanBeRead />}
      </main>
    </PageFrame>
  );
}

/** While nothing was read, or nothing recognised. */
function isListNeeded(state: ReadState): boolean {
  if (state.kind === "done") return state.reading.files.some(({ kind }) => kind === "nothing");
  return state.kind === "idle";
}
