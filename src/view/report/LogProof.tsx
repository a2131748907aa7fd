/** Leads a person through the browser's own log, which alone names the root of each page in Chromium. */
import { useState } from "preact/hooks";
import type { BrowserInfo } from "../../core/report.ts";
import { schemeOf } from "../../guidance/repair.ts";
import { machineOf } from "../../guidance/situation.ts";
import { countText } from "../../report-text/plural.ts";
import { keyOf } from "../../report-text/translator.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { CopyButton } from "../CopyButton.tsx";
import { Fold } from "../Fold.tsx";
import { useView } from "../view-context.ts";

export type LogOutcome = { ok: true; proven: number } | { ok: false; refusal: LogRefusal };
type LogRefusal = "not-a-log" | "no-host" | "resumed" | "other-browser" | "too-old" | "unreadable";

export interface LogPorts {
  /** False if this browser session has verified all names already. */
  checkForLog(): Promise<boolean>;
  /** Reads the log in memory and stores the report that it proves. `progress`: bytes. */
  readLog(file: File, progress: (bytes: number) => void): Promise<LogOutcome>;
}

interface Props {
  browser: BrowserInfo;
  ports: LogPorts;
  /** Whether a check runs. */
  busy: boolean;
}

export function LogProof({ browser, ports, busy }: Props) {
  const { t } = useView();
  const kind = machineOf(browser).browser;
  if (kind === "firefox") return null;
  const scheme = schemeOf(kind);
  const name = isolated(browser.name);
  return (
    <Fold id="log" title={t("logHeading")} screenOnly>
      <p>{t("logIntro", name)}</p>
      <ol class="log-steps">
        <li>
          {t("logStep_open")} <Address text={`${scheme}://net-export`} />
        </li>
        <li>{t("logStep_start")}</li>
        <li>
          {t("logStep_check")} <CheckForLog ports={ports} busy={busy} />
        </li>
        <li>{t("logStep_stop")}</li>
        <li>
          {t("logStep_file")} <LogFile ports={ports} />
        </li>
      </ol>
      <p class="note">{t("logPrivacy")}</p>
      <h3>{t("logFlagHeading")}</h3>
      <p>
        {t("logFlagText")} <Address text={`${scheme}://flags/#web-request-security-info`} />
      </p>
      <p class="note">{t("logFlagUndo")}</p>
    </Fold>
  );
}

/** Extensions may not link to the browser's own pages. */
function Address({ text }: { text: string }) {
  const { t } = useView();
  return (
    <span class="log-address">
      <code translate={false}>{text}</code>{" "}
      <CopyButton text={() => text} label={t("copyAddress")} />
    </span>
  );
}

function CheckForLog({ ports, busy }: Pick<Props, "ports" | "busy">) {
  const { t } = useView();
  const [isLeft, setIsLeft] = useState(true);
  const check = async () => setIsLeft(await ports.checkForLog());
  return (
    <>
      <button
        type="button"
        class="button"
        data-check-for-log
        aria-disabled={busy}
        onClick={busy ? undefined : () => void check()}
      >
        {t("logCheck")}
      </button>
      <span role="status">{!isLeft && <p data-no-names>{t("logNoNames")}</p>}</span>
    </>
  );
}

type FileState =
  | { state: "idle" }
  | { state: "reading"; bytes: number }
  | { state: "read"; outcome: LogOutcome };

const MEGABYTE = 1_000_000;

function LogFile({ ports }: Pick<Props, "ports">) {
  const { t, language } = useView();
  const [shown, setShown] = useState<FileState>({ state: "idle" });
  const take = async (file: File | undefined) => {
    if (!file || shown.state === "reading") return;
    setShown({ state: "reading", bytes: 0 });
    const outcome = await ports.readLog(file, (bytes) => setShown({ state: "reading", bytes }));
    setShown({ state: "read", outcome });
  };
  const outcome = shown.state === "read" ? shown.outcome : null;
  return (
    <div
      class="log-file"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <label class="file-choice">
        <span>{t("logFile")}</span>
        <input
          type="file"
          accept=".json,application/json"
          data-log-file
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </label>
      <div role="status" data-log={outcome ? (outcome.ok ? "read" : outcome.refusal) : undefined}>
        {shown.state === "reading" && (
          <p>{t("logReading", String(Math.round(shown.bytes / MEGABYTE)))}</p>
        )}
        {outcome && (
          <p>
            {outcome.ok
              ? countText({ t, language }, "logRead", outcome.proven)
              : t(keyOf("logRefused", outcome.refusal))}
          </p>
        )}
      </div>
    </div>
  );
}
