/** The steps of a case with the texts that their sentences mention. */
import type { Report } from "../core/report.ts";
import { inspectionFaults } from "../core/strict-rules.ts";
import { inspectorSettings } from "../guidance/inspector-settings.ts";
import { repairFor, type Step, type StepValue } from "../guidance/repair.ts";
import type { Situation } from "../guidance/situation.ts";
import type { SourceId } from "../guidance/source.ts";
import { strictFaultsText } from "./strict-text.ts";
import type { Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

export interface StepTexts {
  browser: string | null;
  inspector: string | null;
  faults: string | null;
  /** A product in `core/inspectors.json`, or any text in a report from elsewhere. */
  product: string | null;
}

export interface FilledStep {
  step: Step;
  texts: string[];
}

export function stepTexts(report: Report, translator: Translator): StepTexts {
  const { browser, inspector } = report;
  return {
    browser: isolated(browser.name),
    inspector: inspector && isolated(inspector.name),
    product: inspector?.product ?? null,
    faults: strictFaultsText(inspectionFaults(report), translator),
  };
}

/** Leaves out steps that need a text that is null. `hasReport`: not only a support code is known. */
export function filledSteps(
  situation: Situation,
  texts: StepTexts,
  hasReport: boolean,
): { steps: FilledStep[]; sources: SourceId[] } {
  const { steps, sources } = repairFor(situation);
  const settings = inspectorSettings(texts.product);
  const given: Record<StepValue, string | null> = {
    ...texts,
    product: settings?.product ?? null,
    menu: settings?.menu ?? null,
  };
  const filled = steps.flatMap((step): FilledStep[] => {
    const named = (step.values ?? []).map((name) => given[name]);
    if (!named.every((text) => text !== null)) return [];
    // A next step is shown above the report; whoever has a code is the one to hand over to.
    if (hasReport ? step.isNextStep : step.share && step.who === "person") return [];
    return [
      {
        step: step.makerPage && settings ? { ...step, link: settings.source } : step,
        texts: named,
      },
    ];
  });
  return { steps: filled, sources };
}
