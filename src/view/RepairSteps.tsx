import { useMemo } from "preact/hooks";
import type { Catalogue } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { supportCode } from "../core/support-code.ts";
import { allowList, type AllowListId } from "../guidance/allow-lists.ts";
import type { CommandValues } from "../guidance/command.ts";
import { concernedHost } from "../guidance/next-step.ts";
import { isWebAddress, snippet, snippetValues, type Snippet } from "../guidance/repair.ts";
import { situationOf, type Situation } from "../guidance/situation.ts";
import { sourceOf } from "../guidance/source.ts";
import { AUDIENCES, type Audience } from "../guidance/repair-cases.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { administratorText } from "../report-text/administrator-text.ts";
import {
  filledSteps,
  stepTexts,
  type FilledStep,
  type StepTexts,
} from "../report-text/filled-steps.ts";
import { Command } from "./Command.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Icon } from "./Icon.tsx";
import { dataKey, keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { PageLink, useIsShown } from "./page-links.tsx";
import { ShareButton } from "./Share.tsx";
import { Sources } from "./Sources.tsx";

interface Props {
  report: Report;
  catalogue: Catalogue;
}

/** The longest list of hosts that is not folded. */
const SHORT_LIST = 4;

const HEADING: Record<Audience, MessageKey> = {
  person: "repairPerson",
  administrator: "repairAdministrator",
};

/** What to do about a report, below its verdict and next step. */
export function RepairSteps({ report, catalogue }: Props) {
  const view = useView();
  const situation = situationOf(report);
  const texts = useMemo(() => stepTexts(report, view), [report, view]);
  return (
    <StepsFor
      situation={situation}
      values={snippetValues(concernedHost(report), catalogue, situation.browser)}
      texts={texts}
      root={report.verdict.roots[0]}
      report={report}
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
  /** The report whose verdict is above; absent if only its support code is known. */
  report?: Report;
}

/** The person's steps beside the administrator's, each in a section with an h2, and their sources. */
export function StepsFor({ situation, values, texts, root, report }: StepsProps) {
  const { t } = useView();
  const { steps: filled, sources } = filledSteps(situation, texts, report !== undefined);
  return (
    <>
      <div class="repair">
        {AUDIENCES.map((who) => {
          const own = filled.filter(({ step }) => step.who === who);
          return (
            <section
              key={who}
              class="panel"
              data-audience={who}
              data-case={situation.case}
              aria-labelledby={`repair-${who}`}
            >
              <h2 id={`repair-${who}`}>
                {t(who === "person" && !report ? "repairCaller" : HEADING[who])}
              </h2>
              {who === "administrator" && !situation.managed && (
                <p class="note">{t("repairOwnComputer")}</p>
              )}
              <ol class="numbers">
                {own.map((each) => (
                  <Item key={each.step.id} {...each} {...{ values, root }} canShare={!!report} />
                ))}
              </ol>
              {who === "administrator" && report && (
                <CopyForAdministrator {...{ report, values }} steps={own} />
              )}
            </section>
          );
        })}
      </div>
      <Sources ids={sources} />
    </>
  );
}

interface CopyProps {
  report: Report;
  values: CommandValues;
  steps: readonly FilledStep[];
}

function CopyForAdministrator({ report, values, steps }: CopyProps) {
  const view = useView();
  const isCodeShown = useIsShown()("support-code");
  const text = () => {
    const code = isCodeShown ? supportCode(report) : null;
    return administratorText({ report, code, steps, values }, view);
  };
  return (
    <p class="no-print" data-copy-steps>
      <CopyButton shown text={text} label={view.t("repairCopy")} />
    </p>
  );
}

interface ItemProps extends FilledStep {
  values: CommandValues;
  /** The first root that the verdict is about. */
  root: string | undefined;
  canShare: boolean;
}

function Item({ step, texts, values, root, canShare }: ItemProps) {
  const { t } = useView();
  const { id, topic, page, link, lists = [] } = step;
  const isGuideShown = useIsShown()("guide");
  const part = (kind: Snippet) => snippet(step, kind, values);
  const [command, address, hosts] = [part("command"), part("address"), part("copy")];
  const detail = topic === "trust-stores" && root ? `/${root}` : "";
  return (
    <li data-step={id}>
      <p>{t(dataKey("repair", id), ...texts)}</p>
      {/* A grid inside the item, because an item that is a grid shows no number. */}
      <div class="prose">
        {command !== null && <Command text={command} />}
        {address !== null && <Address address={address} />}
        {hosts !== null && (
          <Hosts title={t("repairHostsHeading")} label={t("repairHosts")} text={hosts} />
        )}
        {lists.map((list) => (
          <HostList key={list} id={list} />
        ))}
        {canShare && step.share && <ShareButton />}
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

/** A button for a web page; text to paste for a page that only the address bar opens. */
function Address({ address }: { address: string }) {
  const { t } = useView();
  return isWebAddress(address) ? (
    <a class="button" href={address} target="_blank" rel="noreferrer">
      {t("repairOpen", new URL(address).hostname)}
      <Icon name="link" />
    </a>
  ) : (
    <>
      <p class="note">{t("repairAddressHint")}</p>
      <Command text={address} label={t("repairAddress")} />
    </>
  );
}

function HostList({ id }: { id: AllowListId }) {
  const { t } = useView();
  const title = t(keyOf("allowList", id));
  return <Hosts title={title} label={title} text={allowList(id).hosts.join("\n")} list={id} />;
}

interface HostsProps {
  title: string;
  /** Follows “Copy” in the name of the copy button. */
  label: string;
  /** One host name a line. */
  text: string;
  list?: AllowListId;
}

/** Host names to copy as a whole; a long list is folded. */
function Hosts({ title, label, text, list }: HostsProps) {
  const count = text.split("\n").length;
  const { t } = useView();
  return (
    <details class="more" data-list={list} open={!list && count <= SHORT_LIST}>
      <summary>{t("headingCount", title, String(count))}</summary>
      <Command text={text} label={label} />
    </details>
  );
}
