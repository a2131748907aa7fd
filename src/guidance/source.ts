/** Every item of the guidance names its sources by id. */
import sources from "./sources.json";

export interface Source {
  title: string;
  publisher: string;
  url: string;
  /** Publication or last change (`YYYY-MM-DD`), if there is a date. */
  published?: string;
  /** `YYYY-MM-DD`. */
  read: string;
}

export type SourceId = keyof typeof sources;

export function sourceOf(id: SourceId): Source {
  return sources[id];
}
