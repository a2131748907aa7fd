/** Access to hosts: what the person has granted, and how to ask for more. */
import { browser } from "./browser.ts";

/** Returns the match patterns that are granted, including the manifest's own. */
export async function grantedOrigins(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/**
 * Asks the person for access to these hosts; resolves to whether all were granted. Call it directly in the event of a
 * press, before any await: otherwise a browser does not ask.
 */
export function requestOrigins(origins: string[]): Promise<boolean> {
  return browser.permissions.request({ origins });
}

/** Calls back whenever the granted hosts change; returns how to stop. */
export function watchOrigins(changed: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}
