import { useView } from "./view-context.ts";

interface Props {
  /** It is switched on, and only the browser's permission is missing. */
  wanted: boolean;
  /** Asks the person for the permission, in the very press. */
  onAllow(): void;
}

/** Offers to watch console pages, in one press. */
export function WatchOffer({ wanted, onAllow }: Props) {
  const { t } = useView();
  return (
    <section class="watch-offer">
      <p class="note">{t(wanted ? "watchWanted" : "watchOffer")}</p>
      <p>
        <button type="button" class="button" data-watch onClick={onAllow}>
          {t("setting_watchConsole")}
        </button>
      </p>
    </section>
  );
}
