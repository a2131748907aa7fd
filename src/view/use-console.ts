/** The watch on console pages, as a view offers it, and the page in the tab in view. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { SeenPage } from "../core/seen-page.ts";

export interface ConsolePorts {
  /** Whether the browser lets the extension see console pages. */
  permitted(): Promise<boolean>;
  /** Asks the person for that: call it in the very press. Resolves to whether it was given. */
  request(): Promise<boolean>;
  /** Keeps that the person wants it. */
  want(): Promise<void>;
  /** Whether a policy says that console pages are not to be watched. */
  forbidden(): Promise<boolean>;
  pageInView(): Promise<SeenPage | null>;
}

interface Live {
  /** Whether the browser lets the extension see console pages; null until it is known. */
  permitted: boolean | null;
  /** Whether to offer the watch to a person who may or may not want it already. */
  offers(wanted: boolean): boolean;
  page: SeenPage | null;
  /** Asks for the permission and keeps the wish; call it in the very press. */
  allow(): void;
}

/** `tick`: a value that changes whenever what is kept of the page may have. */
export function useConsole(ports: ConsolePorts, tick: unknown): Live {
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
    // The prompt may close a popup before it is answered: the wish is kept beside the question, not after it.
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
