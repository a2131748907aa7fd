/** The popup: one screen per state, all of it derived from storage. */
import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Catalogue } from "../src/core/catalogue.ts";
import type { Report } from "../src/core/report.ts";
import { CopyButton } from "../src/view/CopyButton.tsx";
import { useDoors } from "../src/view/doors.ts";
import { ago, day, whole } from "../src/view/format.ts";
import { Icon } from "../src/view/Icon.tsx";
import { RootRow } from "../src/view/RootRow.tsx";
import { HowTested } from "./HowTested.tsx";
import { screenOf, type Kept, type Screen } from "./state.ts";
import { Card, VerdictCard } from "./VerdictCard.tsx";

/** What the popup needs of the extension. */
export interface PopupPorts {
  catalogue: Pick<Catalogue, "roots">;
  read(): Promise<Kept>;
  /** Calls back whenever what is kept changes; returns how to stop. */
  watch(changed: (change: Partial<Kept>) => void): () => void;
  checkIfDue(): Promise<void>;
  startCheck(): Promise<void>;
  /** Asks the person for the host permissions; resolves to whether they were given. */
  requestPermission(): Promise<boolean>;
  /** Milliseconds since the epoch. */
  now(): number;
}

const TICK_MS = 1_000;

export function App({ ports }: { ports: PopupPorts }) {
  const { t } = useDoors();
  const [kept, setKept] = useState<Kept | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const now = useNow(ports);

  const ask = useCallback(
    async (question: () => Promise<void>) => {
      try {
        await question();
        setTrouble(null);
        setKept(await ports.read());
      } catch (error) {
        setTrouble(error instanceof Error ? error.message : String(error));
      }
    },
    [ports],
  );
  useEffect(() => {
    const stop = ports.watch((change) =>
      setKept((before) => (before ? { ...before, ...change } : before)),
    );
    void ask(ports.checkIfDue);
    return stop;
  }, [ports, ask]);

  const screen = screenOf(kept, trouble, now);
  useRootData(screen);
  const again = () => void ask(ports.startCheck);
  const grant = () =>
    void ports.requestPermission().then((given) => (given ? ask(ports.startCheck) : undefined));

  return (
    <main class="popup" aria-busy={screen.state === "checking"}>
      <header class="masthead">
        <img src="/icons/icon-32.png" width="24" height="24" alt="" />
        <span class="product">{t("extensionName")}</span>
      </header>
      <Body screen={screen} ports={ports} onGrant={grant} />
      <Footer screen={screen} now={now} onAgain={again} />
    </main>
  );
}

/** The time, told anew each second while the popup is open, so that ages and time limits stay true. */
function useNow(ports: PopupPorts): number {
  const [now, setNow] = useState(ports.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(ports.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [ports]);
  return now;
}

/** Puts the state on the root element, where scripts and tests read it. */
function useRootData(screen: Screen): void {
  const report = screen.state === "done" ? screen.report : null;
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.state = screen.state;
    if (report) {
      dataset.verdict = report.verdict.code;
      dataset.cause = report.verdict.cause;
    } else {
      delete dataset.verdict;
      delete dataset.cause;
    }
  }, [screen.state, report]);
}

interface BodyProps {
  screen: Screen;
  ports: PopupPorts;
  onGrant(): void;
}

function Body({ screen, ports, onGrant }: BodyProps) {
  const { t } = useDoors();
  if (screen.state === "done") return <Results report={screen.report} onGrant={onGrant} />;
  if (screen.state === "interrupted") {
    return (
      <Card
        icon="question"
        tone="calm"
        title={t("interruptedTitle")}
        detail={`${t("interruptedDetail")} ${t("interruptedStep")}`}
      />
    );
  }
  if (screen.state === "trouble") {
    return (
      <Card
        icon="alert"
        tone="calm"
        title={t("trouble")}
        detail={t("troubleDetail", screen.reason)}
      />
    );
  }
  return <Progress screen={screen} roots={ports.catalogue.roots} />;
}

interface ProgressProps {
  screen: Extract<Screen, { state: "checking" }>;
  roots: Catalogue["roots"];
}

function Progress({ screen, roots }: ProgressProps) {
  const { t } = useDoors();
  const { ended, planned } = screen;
  return (
    <>
      <Card icon="refresh" tone="busy" title={t("checking")} detail="">
        <div class="progress">
          <progress max={planned || 1} value={ended} aria-label={t("checking")} />
          <span>{t("checkingDetail", String(ended), String(planned || roots.length))}</span>
        </div>
      </Card>
      <h2 class="group">{t("rootsDeciding")}</h2>
      <ul class="roots">
        {roots
          .filter(({ decides }) => decides)
          .map(({ id, name }) => (
            <li key={id} class="root root-pending" data-root={id}>
              <span class="root-head">
                <span class="root-name">{name}</span>
                <span class="finding tone-calm">{t("finding_pending")}</span>
              </span>
            </li>
          ))}
      </ul>
    </>
  );
}

function Results({ report, onGrant }: { report: Report; onGrant(): void }) {
  const { t } = useDoors();
  const rows = (decides: boolean) =>
    report.roots
      .filter((root) => root.decides === decides)
      .map((root) => <RootRow key={root.id} root={root} report={report} />);
  const { edition } = report.catalogue;
  return (
    <>
      {edition !== "built-in" && <p class="edition">{t("editionNotice", edition)}</p>}
      <VerdictCard report={report} onGrant={onGrant} />
      <h2 class="group">{t("rootsDeciding")}</h2>
      <ul class="roots">{rows(true)}</ul>
      <h2 class="group">{t("rootsOther")}</h2>
      <ul class="roots">{rows(false)}</ul>
      <HowTested report={report} />
    </>
  );
}

interface FooterProps {
  screen: Screen;
  now: number;
  onAgain(): void;
}

function Footer({ screen, now, onAgain }: FooterProps) {
  const { t, language } = useDoors();
  const report = screen.state === "done" ? screen.report : null;
  return (
    <footer class="foot">
      {report && (
        <p class="age">
          {t(
            "checkedAt",
            ago(now - Date.parse(report.finishedAt), language) ?? t("justNow"),
            whole(Date.parse(report.finishedAt) - Date.parse(report.startedAt), language),
          )}
          <br />
          {t(
            "environment",
            report.browser.name,
            report.browser.version,
            day(report.catalogue.date, language),
          )}
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          class="button button-quiet"
          disabled={screen.state === "checking"}
          onClick={onAgain}
        >
          <Icon name="refresh" />
          {t("checkAgain")}
        </button>
        {report && (
          <CopyButton
            shown
            text={() => `${JSON.stringify(report, null, 2)}\n`}
            label={t("copyReport")}
          />
        )}
      </div>
    </footer>
  );
}
