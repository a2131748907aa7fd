/** A company's reverse proxy answers for AWS hosts under names of its own. */
import type { Sourced } from "./catalogue.ts";
import { proxies } from "./reverse-proxies.json";
import { plainName } from "./host.ts";
import { awsHost } from "./zones.ts";

interface ProxyRow extends Sourced {
  product: string;
  suffix: string;
  /** Replaces dots inside the subdomain. */
  joint?: string;
}

export interface ReverseProxied {
  product: string;
  host: string;
}

export function reverseProxied(host: string): ReverseProxied | null {
  const name = plainName(host);
  const row = (proxies as ProxyRow[]).find(({ suffix }) => name.endsWith(`.${suffix}`));
  if (!row) return null;
  const before = name.slice(0, -row.suffix.length - 1);
  const original = row.joint === undefined ? before : before.replaceAll(row.joint, ".");
  return awsHost(original) ? { product: row.product, host: original } : null;
}
