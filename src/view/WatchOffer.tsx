import type { Settings } from "../core/default-settings.ts";
import { useDoors } from "./doors.ts";

interface Props {
  settings: Settings;
  /** Null until it is known. */
  permitted: boolean | null;
  /** Asks the person for the permission, in the very press. */
  onAllow(): void;
}

/** Offers to watch console pages, in one press; nothing where they are watched already. */
export function WatchOffer({ settings, permitted, onAllow }: Props) {
  const { t } = useDoors();
  if (permitted === null || (permitted && settings.watchConsole)) return null;
  return (
    <section class="watch-offer">
      <p class="note">{t(settings.watchConsole ? "watchWanted" : "watchOffer")}</p>
      <p>
        <button type="button" class="button" data-watch onClick={onAllow}>
          {t("setting_watchConsole")}
        </button>
      </p>
    </section>
  );
}
