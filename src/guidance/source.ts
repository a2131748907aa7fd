/** Where advice comes from. Every item of the guidance names its sources by id. */
import sources from "./sources.json";

export interface Source {
  title: string;
  publisher: string;
  url: string;
  /** Date of publication or last change, if it has one (`YYYY-MM-DD`). */
  published?: string;
  /** When it was read (`YYYY-MM-DD`). */
  read: string;
}

export type SourceId = keyof typeof sources;

export function sourceOf(id: SourceId): Source {
  return sources[id];
}
