import { useEffect, useState } from "preact/hooks";
import type { BrowserInfo } from "../core/report.ts";
import { extensionMenuOf } from "../guidance/extension-menus.ts";
import { machineOf } from "../guidance/situation.ts";
import { keyOf } from "../report-text/translator.ts";
import type { Followed } from "./use-followed.ts";
import { useView } from "./view-context.ts";

/** Followed: whether the notice is to be shown. */
export interface FirstRunPorts extends Followed<boolean> {
  /** Stores that the notice was dismissed, for good. */
  dismiss(): Promise<void>;
  /** Whether the icon is on the toolbar; null if the browser does not report it. */
  isOnToolbar(): Promise<boolean | null>;
}

interface Props {
  ports: FirstRunPorts;
  /** Null until the check has a result. */
  browser: BrowserInfo | null;
}

/** Says after the installation what Trust Ready does, and how to keep its icon in sight if it is not. */
export function FirstRun({ ports, browser }: Props) {
  const { t } = useView();
  const [isOnToolbar, setIsOnToolbar] = useState<boolean | null>(null);
  const [isDismissed, setIsDismissed] = useState(false);
  useEffect(() => {
    ports.isOnToolbar().then(setIsOnToolbar, () => undefined);
  }, [ports]);
  const dismiss = () => {
    setIsDismissed(true);
    // If it cannot be stored, the next popup shows the notice again.
    ports.dismiss().catch(() => undefined);
  };
  if (isDismissed) return null;
  const menu =
    isOnToolbar === false && browser ? extensionMenuOf(machineOf(browser).browser) : null;
  return (
    <section class="first-run">
      <p>{t("firstRun")}</p>
      {menu && <p data-keep-icon={menu.id}>{t(keyOf("keepIcon", menu.id))}</p>}
      <button type="button" class="button" data-dismiss onClick={dismiss}>
        {t("firstRunDismiss")}
      </button>
    </section>
  );
}
