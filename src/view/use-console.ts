/** Whether to offer the watch on console pages, and what is known of the page in the active tab. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { SeenPage } from "../core/seen-page.ts";

export interface ConsolePorts {
  /** Whether the browser lets the extension see console pages. */
  permitted(): Promise<boolean>;
  /** Asks the person for that permission; call it in the click handler. Resolves to whether they gave it. */
  request(): Promise<boolean>;
  /** Stores that the person wants the watch. */
  want(): Promise<void>;
  /** Whether a policy forbids to watch console pages. */
  forbidden(): Promise<boolean>;
  pageInView(): Promise<SeenPage | null>;
}

interface ConsoleWatch {
  /** Whether the browser lets the extension see console pages; null until it is known. */
  permitted: boolean | null;
  /** Whether to offer the watch. `wanted`: the setting says that the person wants it. */
  offers(wanted: boolean): boolean;
  page: SeenPage | null;
  /** Asks for the permission and stores the wish; call it in the click handler. */
  allow(): void;
}

/** `tick` changes whenever the stored page state may have changed; it forces a new read. */
export function useConsole(ports: ConsolePorts, tick: unknown): ConsoleWatch {
  const [permitted, setPermitted] = useState<boolean | null>(null);
  const [forbidden, setForbidden] = useState(true);
  const [asked, setAsked] = useState(false);
  const [page, setPage] = useState<SeenPage | null>(null);
  useEffect(() => {
    ports.permitted().then(setPermitted, () => undefined);
    ports.forbidden().then(setForbidden, () => undefined);
    ports.pageInView().then(setPage, () => undefined);
  }, [ports, tick]);
  const allow = useCallback(() => {
    // At the same time, not after the answer: the prompt may close the popup.
    ports.request().then(setPermitted, () => undefined);
    ports.want().then(
      () => setAsked(true),
      () => undefined,
    );
  }, [ports]);
  const offers = (wanted: boolean) =>
    permitted !== null && !forbidden && !(permitted && (wanted || asked));
  return { permitted, offers, page, allow };
}
