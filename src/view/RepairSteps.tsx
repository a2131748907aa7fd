import { useMemo } from "preact/hooks";
import type { Catalogue } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { inspectionFaults } from "../core/strict-rules.ts";
import { allowList, type AllowListId } from "../guidance/allow-lists.ts";
import type { CommandValues } from "../guidance/command.ts";
import { inspectorSettings } from "../guidance/inspector-settings.ts";
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
import { AUDIENCES, type Audience } from "../guidance/repair-cases.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { Command } from "./Command.tsx";
import { dataKey, keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { PageLink, useIsShown } from "./page-links.tsx";
import { Sources } from "./Sources.tsx";
import { strictFaultsText } from "../report-text/strict-text.ts";
import { isolated } from "../report-text/untrusted-text.ts";

interface Props {
  report: Report;
  catalogue: Catalogue;
}

/** Texts that steps mention. */
interface StepTexts {
  browser: string | null;
  inspector: string | null;
  faults: string | null;
  /** A product in `core/inspectors.json`, or any text in a report from elsewhere. */
  product: string | null;
}

const HEADING: Record<Audience, MessageKey> = {
  person: "repairPerson",
  administrator: "repairAdministrator",
};

/** What to do about a report. */
export function RepairSteps({ report, catalogue }: Props) {
  const view = useView();
  const situation = situationOf(report);
  const faults = useMemo(() => inspectionFaults(report), [report]);
  return (
    <StepsFor
      situation={situation}
      values={snippetValues(concernedHost(report), catalogue, situation.browser)}
      texts={{
        browser: isolated(report.browser.name),
        inspector: report.inspector && isolated(report.inspector.name),
        product: report.inspector?.product ?? null,
        faults: strictFaultsText(faults, view),
      }}
      root={report.verdict.roots[0]}
    />
  );
}

interface StepsProps {
  situation: Situation;
  values: CommandValues;
  /** Leaves out steps that need a text that is null. */
  texts: StepTexts;
  /** The first root that the verdict is about. */
  root: string | undefined;
}

/** The person's steps, then the administrator's, each in a section with an h2. */
export function StepsFor({ situation, values, texts, root }: StepsProps) {
  const { t } = useView();
  const { steps, sources } = repairFor(situation);
  const settings = inspectorSettings(texts.product);
  const given: Record<StepValue, string | null> = {
    ...texts,
    product: settings?.product ?? null,
    menu: settings?.menu ?? null,
  };
  const known = steps.filter((step) => (step.values ?? []).every((name) => given[name] !== null));
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
                <Item
                  key={step.id}
                  step={step.makerPage && settings ? { ...step, link: settings.source } : step}
                  texts={given}
                  {...{ values, root }}
                />
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
  texts: Record<StepValue, string | null>;
  values: CommandValues;
  /** The first root that the verdict is about. */
  root: string | undefined;
}

function Item({ step, texts, values, root }: ItemProps) {
  const { t } = useView();
  const { id, topic, page, link, lists = [] } = step;
  const isGuideShown = useIsShown()("guide");
  const named = (step.values ?? []).map((name) => texts[name] ?? "");
  const part = (kind: Snippet) => snippet(step, kind, values);
  const [command, address, hosts] = [part("command"), part("address"), part("copy")];
  const detail = topic === "trust-stores" && root ? `/${root}` : "";
  return (
    <li data-step={id}>
      <p>{t(dataKey("repair", id), ...named)}</p>
      {/* A grid inside the item, because an item that is a grid shows no number. */}
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
        {lists.map((list, at) => (
          <HostList key={list} id={list} open={at === 0} />
        ))}
        {topic && isGuideShown && (
          <p>
            <PageLink page="guide" place={`#${topic}${detail}`}>
              {t("repairMore", t(keyOf("topic", topic)))}
            </PageLink>
          </p>
        )}
        {page && (
          <p>
            <PageLink page={page} />
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

/** A titled list of host names to copy as a whole. */
function HostList({ id, open }: { id: AllowListId; open: boolean }) {
  const { t } = useView();
  const title = t(keyOf("allowList", id));
  return (
    <details data-list={id} open={open}>
      <summary>{title}</summary>
      <Command text={allowList(id).hosts.join("\n")} label={title} />
    </details>
  );
}
