import type { Sourced } from "./catalogue.ts";
import { hosts } from "./console-hosts.json";
import { plainName } from "./host.ts";
import { isWithin, patternFor } from "./match-pattern.ts";
import { partitionById, type PartitionId } from "./partitions.ts";
import { parseUrl } from "./parse-url.ts";

export const CONSOLE_ROLES = ["console", "sign-in"] as const;
export type ConsoleRole = (typeof CONSOLE_ROLES)[number];

export interface ConsoleHost extends Sourced {
  partition: PartitionId;
  role: ConsoleRole;
  domain: string;
  /** `subdomains` includes the domain itself. */
  match: "exact" | "subdomains";
  /** Only this path and the paths below it. */
  path?: string;
  /** Why we ask no permission for it; absent if we ask. */
  withheld?: string;
  confirmed: boolean;
}

export interface ConsolePage {
  host: string;
  partition: PartitionId;
  role: ConsoleRole;
}

export const CONSOLE_HOSTS: readonly ConsoleHost[] = hosts as ConsoleHost[];

/** One row per region, the longest domain first. */
const DOMAINS: readonly ConsoleHost[] = CONSOLE_HOSTS.flatMap((row) =>
  row.domain.includes("{region}")
    ? partitionById(row.partition).regions.map(({ id }) => ({
        ...row,
        domain: row.domain.replace("{region}", id),
      }))
    : [row],
).toSorted((a, b) => b.domain.length - a.domain.length);

/** Null for other URLs. AWS uses https without port or credentials; a URL with either is a trick. */
export function consolePage(url: string): ConsolePage | null {
  const parsed = parseUrl(url);
  if (!parsed) return null;
  const { protocol, hostname, port, username, password, pathname } = parsed;
  if (protocol !== "https:" || port || username || password) return null;
  const host = plainName(hostname);
  if (host.split(".").includes("")) return null;
  const row = DOMAINS.find((each) => covers(each, host));
  if (!row || !underPath(pathname, row.path)) return null;
  return { host, partition: row.partition, role: row.role };
}

/** Sorted match patterns for the optional host permissions; none is withheld or covered by another. */
export function consoleOrigins(): string[] {
  const asked = DOMAINS.filter(({ withheld }) => withheld === undefined);
  return asked
    .filter((row) => !asked.some((other) => other !== row && covers(other, row.domain)))
    .map(({ match, domain }) => patternFor(domain, match === "subdomains"))
    .toSorted();
}

function covers({ match, domain }: ConsoleHost, host: string): boolean {
  return match === "subdomains" ? isWithin(host, domain) : host === domain;
}

function underPath(path: string, top: string | undefined): boolean {
  return top === undefined || path === top || path.startsWith(`${top}/`);
}
