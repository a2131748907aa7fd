import { useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  CALL_START,
  callStep,
  caseOfAnswer,
  menuOnPath,
  type CallAnswer,
  type CallStep,
} from "../../guidance/call.ts";
import { extensionsPage, type ExtensionMenuId } from "../../guidance/extension-menus.ts";
import type { Case } from "../../guidance/repair-cases.ts";
import { dataKey, keyOf, type Translator } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { HandOver } from "./HandOver.tsx";
import type { PartProps } from "./part.ts";

/** Leads staff through a call, one question at a time. */
export function Call({ ports: { catalogue } }: PartProps) {
  const { t } = useView();
  const [path, setPath] = useState([CALL_START]);
  const step = callStep(path.at(-1) ?? CALL_START);
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useRef(path);
  useLayoutEffect(() => {
    if (asked.current !== path) heading.current?.focus();
    asked.current = path;
  }, [path]);
  return (
    <>
      <p>{t("callIntro")}</p>
      <section class="panel" data-step={step.id} aria-labelledby="call-step">
        <h2 id="call-step" tabIndex={-1} ref={heading}>
          {t("callStep", String(path.length))}
        </h2>
        <Body step={step} menu={menuOnPath(path)} />
        {step.team && step.case && (
          <HandOver case={step.case} team={step.team} catalogue={catalogue} />
        )}
        {step.answers.length > 0 && (
          <ul class="answers">
            {step.answers.map((answer) => (
              <li key={answer.id}>
                <button
                  type="button"
                  class="button"
                  data-answer={answer.id}
                  onClick={() => setPath([...path, answer.to])}
                >
                  <AnswerText answer={answer} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {path.length > 1 && (
        <p class="actions">
          <button type="button" class="button" data-back onClick={() => setPath(path.slice(0, -1))}>
            {t("callBack")}
          </button>
          <button type="button" class="button" data-restart onClick={() => setPath([CALL_START])}>
            {t("callRestart")}
          </button>
        </p>
      )}
    </>
  );
}

interface BodyProps {
  step: CallStep;
  /** Of the caller's browser; null if the way here does not depend on it. */
  menu: ExtensionMenuId | null;
}

/** What to say; for a case, also what the caller sees and why. */
function Body({ step, menu }: BodyProps) {
  const { t } = useView();
  if (step.team) return <p>{t(keyOf("callTeam", step.team))}</p>;
  if (!step.case) {
    return <p>{t(dataKey("callSay", step.id), ...(menu ? [extensionsPage(menu)] : []))}</p>;
  }
  return (
    <>
      <h3>{titleOf(step.case, t)}</h3>
      <p>{causeText(step.case, t)}</p>
      <p>
        <strong>{stepText(step.case, t)}</strong>
      </p>
      <p>{t("callSteps")}</p>
    </>
  );
}

function AnswerText({ answer }: { answer: CallAnswer }) {
  const { t } = useView();
  const found = caseOfAnswer(answer);
  return <>{found ? titleOf(found, t) : t(dataKey("callAnswer", answer.id))}</>;
}

/** The case whose title and detail a case shares. */
function textCase(found: Case): Exclude<Case, "tls-inspection-approved"> {
  return found === "tls-inspection-approved" ? "tls-inspection" : found;
}

/** The title that the caller sees, with “…” instead of the roots' names. */
function titleOf(found: Case, t: Translator["t"]): string {
  return t(keyOf("title", textCase(found)), "…");
}

function causeText(found: Case, t: Translator["t"]): string {
  const shown = textCase(found);
  return shown === "none" ? t("callNone") : t(keyOf("detail", shown));
}

function stepText(found: Case, t: Translator["t"]): string {
  if (found === "tls-inspection-approved") return t("inspectorApproved");
  return t(keyOf("step", found), t("callBrowser"));
}
