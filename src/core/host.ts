/** Names of hosts, as somebody wrote them. */

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Spaces and what cannot be seen: a URL parser would silently drop some of them. */
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u;

/** A host name, in lower case and in the form that goes over the wire; null where there is none. No address. */
export function hostName(text: string): string | null {
  if (text.length > 253 || /[/\\@:?#%[\]]/.test(text) || UNSEEN.test(text)) return null;
  if (!URL.canParse(`https://${text}/`)) return null;
  const host = new URL(`https://${text}/`).hostname.replace(/\.$/, "");
  const labels = host.split(".");
  const sound = labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
  return sound && host.length <= 253 ? host : null;
}
