/** What a view needs of the outside, handed down so that it runs in the popup, in a page and in a test. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MessageKey, Translate } from "../platform/i18n.ts";

export interface Doors {
  t: Translate;
  /** BCP 47 tag for dates and numbers. */
  language: string;
  /** Puts text on the clipboard; rejects where the browser refuses. */
  copy(text: string): Promise<void>;
  /** Opens a page of the extension in a tab; `path` from its root. */
  openPage(path: string): void;
}

/** What texts are made with. */
export type Words = Pick<Doors, "t" | "language">;

export const DoorsContext = createContext<Doors | null>(null);

/** The doors of the view that a component is in. */
export function useDoors(): Doors {
  const doors = useContext(DoorsContext);
  if (!doors) throw new Error("a view must stand inside DoorsContext");
  return doors;
}

/** The message key for one of our words: `finding` and `not-trusted` give `finding_not_trusted`. */
export function keyOf(prefix: string, ...words: string[]): MessageKey {
  return [prefix, ...words.map((word) => word.replaceAll("-", "_"))].join("_") as MessageKey;
}
