import { useMemo } from "preact/hooks";
import type { Catalogue } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { inspectionFaults } from "../core/strict-rules.ts";
import type { CommandValues } from "../guidance/command.ts";
import { concernedHost } from "../guidance/next-step.ts";
import {
  repairFor,
  snippet,
  snippetValues,
  type Snippet,
  type Step,
  type StepValue,
} from "../guidance/repair.ts";
import { situationOf, type Situation } from "../guidance/situation.ts";
import { sourceOf } from "../guidance/source.ts";
import { AUDIENCES, type Audience } from "../guidance/words.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { Command } from "./Command.tsx";
import { keyOf, useDoors } from "./doors.ts";
import { PageLink, useIsShown } from "./page-links.tsx";
import { Sources } from "./Sources.tsx";
import { strictFaultsText } from "./strict-text.ts";
import { quoted } from "./visible.ts";

interface Props {
  report: Report;
  catalogue: Catalogue;
}

type Texts = Record<StepValue, string | null>;

const HEADING: Record<Audience, MessageKey> = {
  person: "repairPerson",
  administrator: "repairAdministrator",
};

/** What to do about a report. */
export function RepairSteps({ report, catalogue }: Props) {
  const doors = useDoors();
  const situation = situationOf(report);
  const faults = useMemo(() => inspectionFaults(report), [report]);
  return (
    <StepsFor
      situation={situation}
      values={snippetValues(concernedHost(report), catalogue, situation.browser)}
      texts={{
        browser: quoted(report.browser.name),
        inspector: report.inspector && quoted(report.inspector.name),
        faults: strictFaultsText(faults, doors),
      }}
      root={report.verdict.roots[0]}
    />
  );
}

interface StepsProps {
  situation: Situation;
  values: CommandValues;
  /** Steps that need a text which is null are left out. */
  texts: Texts;
  /** The first root that the verdict is about. */
  root: string | undefined;
}

/** The person's steps, then the administrator's, each in a section with an h2. */
export function StepsFor({ situation, values, texts, root }: StepsProps) {
  const { t } = useDoors();
  const { steps, sources } = repairFor(situation);
  const known = steps.filter((step) => (step.values ?? []).every((name) => texts[name] !== null));
  return (
    <>
      {AUDIENCES.map((who) => (
        <section
          key={who}
          class="panel"
          data-audience={who}
          data-case={situation.case}
          aria-labelledby={`repair-${who}`}
        >
          <h2 id={`repair-${who}`}>{t(HEADING[who])}</h2>
          {who === "administrator" && !situation.managed && (
            <p class="note">{t("repairOwnComputer")}</p>
          )}
          <ol class="numbers">
            {known
              .filter((step) => step.who === who)
              .map((step) => (
                <Item key={step.id} {...{ step, texts, values, root }} />
              ))}
          </ol>
        </section>
      ))}
      <Sources ids={sources} />
    </>
  );
}

interface ItemProps {
  step: Step;
  texts: Texts;
  values: CommandValues;
  /** The first root that the verdict is about. */
  root: string | undefined;
}

function Item({ step, texts, values, root }: ItemProps) {
  const { t } = useDoors();
  const { id, topic, link } = step;
  const isGuideShown = useIsShown()("guide");
  const named = (step.values ?? []).map((name) => texts[name] ?? "");
  const part = (kind: Snippet) => snippet(step, kind, values);
  const [command, address, hosts] = [part("command"), part("address"), part("copy")];
  const detail = topic === "trust-stores" && root ? `/${root}` : "";
  return (
    <li data-step={id}>
      <p>{t(keyOf("repair", id), ...named)}</p>
      {/* Not the item itself: a grid has no number. */}
      <div class="prose">
        {command !== null && <Command text={command} />}
        {address !== null && (
          <>
            <p class="note">{t("repairAddressHint")}</p>
            <Command text={address} label={t("repairAddress")} />
          </>
        )}
        {hosts !== null && (
          <>
            <p class="note">{t("repairHostsHint")}</p>
            <Command text={hosts} label={t("repairHosts")} />
          </>
        )}
        {topic && isGuideShown && (
          <p>
            <PageLink page="guide" place={`#${topic}${detail}`}>
              {t("repairMore", t(keyOf("topic", topic)))}
            </PageLink>
          </p>
        )}
        {link && (
          <p>
            <a href={sourceOf(link).url} target="_blank" rel="noreferrer">
              {sourceOf(link).title}
            </a>
          </p>
        )}
      </div>
    </li>
  );
}
