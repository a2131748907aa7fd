import { useView } from "./view-context.ts";

interface Props {
  /** The watch is switched on, but the browser's permission is missing. */
  wanted: boolean;
  /** Asks the person for the permission; called in the click handler. */
  onAllow(): void;
}

/** Offers to watch console pages, with one click. */
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
