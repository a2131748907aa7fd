/** The administrator's steps as a plain text to send, headed by the ticket's lines. */
import type { Catalogue } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { allowList } from "../guidance/allow-lists.ts";
import type { CommandValues } from "../guidance/command.ts";
import { concernedHost } from "../guidance/next-step.ts";
import { snippet, snippetValues, SNIPPETS } from "../guidance/repair.ts";
import { situationOf } from "../guidance/situation.ts";
import { sourceOf } from "../guidance/source.ts";
import { verdictSentences } from "./sentences.ts";
import { filledSteps, stepTexts, type FilledStep } from "./filled-steps.ts";
import { ticketText } from "./ticket.ts";
import { dataKey, keyOf, type Translator } from "./translator.ts";
import { withoutNeedlessIsolates } from "./untrusted-text.ts";

interface Content {
  report: Report;
  /** Its support code; null if none is shown. */
  code: string | null;
  steps: readonly FilledStep[];
  values: CommandValues;
}

/** `code`: the report's support code; null if none is shown. */
export function reportForAdministrator(
  report: Report,
  code: string | null,
  catalogue: Catalogue,
  translator: Translator,
): string {
  const situation = situationOf(report);
  const { steps } = filledSteps(situation, stepTexts(report, translator), true);
  const values = snippetValues(concernedHost(report), catalogue, situation.browser);
  const own = steps.filter(({ step }) => step.who === "administrator");
  return administratorText({ report, code, steps: own, values }, translator);
}

export function administratorText(
  { report, code, steps, values }: Content,
  translator: Translator,
): string {
  const { title } = verdictSentences(report, translator);
  const listed = steps.map((filled, at) => {
    const [sentence = "", ...below] = stepLines(filled, values, translator);
    return [`${at + 1}. ${sentence}`, ...below.map((line) => `   ${line}`)].join("\n");
  });
  const parts = [withoutNeedlessIsolates(title), ticketText(report, code, translator), ...listed];
  return parts.join("\n\n");
}

/** The sentence, then everything that the step has people run, open or allow. */
function stepLines(
  { step, texts }: FilledStep,
  values: CommandValues,
  { t }: Translator,
): string[] {
  const snippets = SNIPPETS.flatMap((kind) => snippet(step, kind, values) ?? []);
  const hosts = (step.lists ?? []).flatMap((id) => [
    `${t(keyOf("allowList", id))}:`,
    ...allowList(id).hosts,
  ]);
  const link = step.link ? [sourceOf(step.link).url] : [];
  return [
    withoutNeedlessIsolates(t(dataKey("repair", step.id), ...texts)),
    ...[...snippets, ...hosts, ...link].flatMap((each) => each.split("\n")),
  ];
}
