import { useView } from "./view-context.ts";

interface Props {
  /** The watch is switched on, but the browser's permission is missing. */
  wanted: boolean;
  /** One line, without the explanation. */
  short?: boolean;
  /** Asks the person for the permission; called in the click handler. */
  onAllow(): void;
}

/** Offers to watch console pages, with one click. */
export function WatchOffer({ wanted, short = false, onAllow }: Props) {
  const { t } = useView();
  return (
    <section class="watch-offer">
      {(wanted || !short) && <p class="note">{t(wanted ? "watchWanted" : "watchOffer")}</p>}
      <p>
        <button
          type="button"
          class="button"
          data-watch
          title={short ? t("watchOffer") : undefined}
          onClick={onAllow}
        >
          {t(short ? "watchOfferShort" : "setting_watchConsole")}
        </button>
      </p>
    </section>
  );
}
