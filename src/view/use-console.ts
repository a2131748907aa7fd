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
  pageInView(): Promise<SeenPage | null>;
}

interface Live {
  /** Null until it is known. */
  permitted: boolean | null;
  page: SeenPage | null;
  /** Asks for the permission and keeps the wish; call it in the very press. */
  allow(): void;
}

/** `tick`: a value that changes whenever what is kept of the page may have. */
export function useConsole(ports: ConsolePorts, tick: unknown): Live {
  const [permitted, setPermitted] = useState<boolean | null>(null);
  const [page, setPage] = useState<SeenPage | null>(null);
  useEffect(() => {
    ports.permitted().then(setPermitted, () => undefined);
    ports.pageInView().then(setPage, () => undefined);
  }, [ports, tick]);
  const allow = useCallback(() => {
    // The prompt may close a popup before it is answered: the wish is kept beside the question, not after it.
    ports.request().then(setPermitted, () => undefined);
    ports.want().catch(() => undefined);
  }, [ports]);
  return { permitted, page, allow };
}
