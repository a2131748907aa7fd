/** Where advice comes from. Every item of the guidance names its sources by id. */
import type { BrowserKind, System } from "./repair-cases.ts";
import type { Machine } from "./situation.ts";
import sources from "./sources.json";

export interface Source {
  title: string;
  publisher: string;
  url: string;
  /** Publication or last change (`YYYY-MM-DD`), if there is a date. */
  published?: string;
  /** `YYYY-MM-DD`. */
  read: string;
  /** The browsers and systems that it is about; absent means every one. */
  browsers?: BrowserKind[];
  systems?: System[];
}

export type SourceId = keyof typeof sources;

export function sourceOf(id: SourceId): Source {
  return (sources as Record<SourceId, Source>)[id];
}

/** Whether a source is about this browser and system. */
export function concerns(id: SourceId, { browser, system }: Omit<Machine, "managed">): boolean {
  const { browsers, systems } = sourceOf(id);
  return (browsers?.includes(browser) ?? true) && (systems?.includes(system) ?? true);
}
