/** What components get by context, so that they run in the popup, on a page and in a test. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Translator } from "../report-text/translator.ts";

export interface ViewContext extends Translator {
  /** Puts text on the clipboard. Rejects if the browser refuses. */
  copy(text: string): Promise<void>;
  /** Opens a page of the extension in a new tab. `path` starts at the extension's root. */
  openPage(path: string): void;
}

const Context = createContext<ViewContext | null>(null);

/** Gives the components inside it their context. */
export const ViewProvider = Context.Provider;

/** The context of the component that calls it. Throws outside of `ViewProvider`. */
export function useView(): ViewContext {
  const view = useContext(Context);
  if (!view) throw new Error("a component must be inside ViewProvider");
  return view;
}
