/** Whether a certificate is for a host, by its alternative names (RFC 6125). Programs ignore the common name. */
import { plainName } from "../host.ts";
import type { CertificateDetails } from "./details.ts";

/** Null for addresses, and if some of the names were left out. */
export function coversHost(
  { names, namesLeftOut }: Pick<CertificateDetails, "names" | "namesLeftOut">,
  host: string,
): boolean | null {
  const name = plainName(host);
  if (name.includes(":") || /^[\d.]+$/.test(name)) return null;
  const isNamed = names.some(({ kind, value }) => kind === "dns" && covers(plainName(value), name));
  return isNamed || namesLeftOut === 0 ? isNamed : null;
}

/** A star stands for the whole first label. */
function covers(pattern: string, host: string): boolean {
  if (pattern === host) return true;
  const dot = host.indexOf(".");
  return dot > 0 && pattern.startsWith("*.") && pattern.slice(1) === host.slice(dot);
}
