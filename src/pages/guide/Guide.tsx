/** The guide: one page per topic, chosen by the address (`#trust-stores`, `#trust-stores?system=debian`). */
import type { FunctionComponent } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isCatalogueOld } from "../../core/catalogue-age.ts";
import type { Settings } from "../../core/default-settings.ts";
import { TOPICS, type Topic } from "../../guidance/repair-cases.ts";
import { dayText } from "../../report-text/format.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { Choice } from "../../view/Choice.tsx";
import { PageFrame } from "../../view/PageFrame.tsx";
import { useAddress } from "../../view/use-address.ts";
import type { Followed } from "../../view/use-followed.ts";
import { useSettingValues } from "../../view/use-settings.ts";
import { currentAddress } from "./current-address.ts";
import { ErrorLines } from "./ErrorLines.tsx";
import { goToPart } from "./part.ts";
import { Pinning } from "./Pinning.tsx";
import { Programs } from "./Programs.tsx";
import { Smtp } from "./Smtp.tsx";
import { Systems } from "./Systems.tsx";
import type { TopicProps } from "./topic.ts";
import { TrustStores } from "./TrustStores.tsx";
import { Update } from "./Update.tsx";

const PAGES: Record<Topic, FunctionComponent<TopicProps>> = {
  update: Update,
  "trust-stores": TrustStores,
  systems: Systems,
  programs: Programs,
  "error-lines": ErrorLines,
  smtp: Smtp,
  pinning: Pinning,
};

interface Props extends Omit<TopicProps, "detail" | "query"> {
  settings: Followed<Settings>;
  /** When the page was opened (ms since the epoch), by this machine's clock. */
  openedAt: number;
}

export function Guide({ settings: settingsPorts, openedAt, ...props }: Props) {
  const view = useView();
  const { t } = view;
  const { catalogue, report } = props;
  const { name: topic, detail, query } = useAddress(TOPICS, currentAddress);
  const settings = useSettingValues(settingsPorts);
  const Page = PAGES[topic];
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(topic);
  useLayoutEffect(() => {
    // Start a new topic at its heading, for sighted people and for screen readers.
    if (shown.current !== topic) heading.current?.focus();
    shown.current = topic;
    document.title = `${t(keyOf("topic", topic))} – ${t("extensionName")}`;
  }, [topic, t]);
  const part = new URLSearchParams(query).get("part");
  const isShown = settings !== null;
  useEffect(() => {
    if (isShown) goToPart(part);
  }, [topic, part, isShown]);
  return (
    <PageFrame page="guide" settings={settings}>
      <nav class="topics" aria-label={t("guideTitle")}>
        <Choice<Topic>
          label={t("guideTopic")}
          value={topic}
          options={TOPICS.map((each) => ({ value: each, label: t(keyOf("topic", each)) }))}
          onChange={(chosen) => {
            location.hash = chosen;
          }}
        />
        <ul>
          {TOPICS.map((each) => (
            <li key={each}>
              <a href={`#${each}`} aria-current={each === topic ? "page" : undefined}>
                {t(keyOf("topic", each))}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main class="content" data-topic={topic}>
        <h1 tabIndex={-1} ref={heading}>
          {t(keyOf("topic", topic))}
        </h1>
        <Page key={topic} {...props} detail={detail} query={query} />
        <p class="note" data-catalogue-age>
          {t(
            isCatalogueOld(catalogue, openedAt, report) ? "guideCatalogueOld" : "guideCatalogue",
            dayText(catalogue.date, view.language),
          )}
        </p>
      </main>
    </PageFrame>
  );
}
