/** Host names that a person types in. */

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The host name in what a person typed: a name, or an address that holds one. Lower case, ASCII (IDNA).
 * Null where there is none: IP addresses and names of one label cannot have a public certificate here.
 */
export function hostOf(typed: string): string | null {
  const text = typed.trim();
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { hostname, username, password } = new URL(address);
  const labels = hostname.split(".");
  const sound =
    !username &&
    !password &&
    hostname.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "");
  return sound ? hostname : null;
}
