/** Where advice comes from. Every item of the guidance names its sources by id. */
import sources from "./sources.json";

export interface Source {
  title: string;
  publisher: string;
  url: string;
  /** When it was published or last changed, where it says so (`YYYY-MM-DD`). */
  published?: string;
  /** When it was read (`YYYY-MM-DD`). */
  read: string;
}

export type SourceId = keyof typeof sources;

/** The source behind an id. */
export function sourceOf(id: SourceId): Source {
  return sources[id];
}
