/** Access to hosts: what a person has given, and the question for more. */
import { browser } from "./browser.ts";

/** The match patterns that permission was given for, the manifest's own among them. */
export async function grantedOrigins(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/**
 * Asks the person for access to these hosts; resolves to whether it was given, to all of them. To be called within a
 * press, before anything is waited for: a browser asks only then.
 */
export function requestOrigins(origins: string[]): Promise<boolean> {
  return browser.permissions.request({ origins });
}

/** Calls back whenever what is given changes; returns how to stop. */
export function watchOrigins(changed: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(changed);
  onRemoved.addListener(changed);
  return () => {
    onAdded.removeListener(changed);
    onRemoved.removeListener(changed);
  };
}
