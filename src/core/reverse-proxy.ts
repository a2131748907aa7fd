/** Names under which a company's reverse proxy stands in for a host of AWS. */
import type { Sourced } from "./catalogue.ts";
import { proxies } from "./reverse-proxies.json";
import { plainName } from "./host.ts";
import { awsHost } from "./zones.ts";

interface ProxyRow extends Sourced {
  product: string;
  suffix: string;
  /** The replacement of dots within the subdomain. */
  joint?: string;
}

export interface ReverseProxied {
  /** The product; a name, not for translation. */
  product: string;
  /** The host of AWS that it stands in for. */
  host: string;
}

/** The AWS host behind a reverse proxy's name; null for every other name. */
export function reverseProxied(host: string): ReverseProxied | null {
  const name = plainName(host);
  const row = (proxies as ProxyRow[]).find(({ suffix }) => name.endsWith(`.${suffix}`));
  if (!row) return null;
  const before = name.slice(0, -row.suffix.length - 1);
  const original = row.joint === undefined ? before : before.replaceAll(row.joint, ".");
  return awsHost(original) ? { product: row.product, host: original } : null;
}
