/** Which pages are the AWS console or its sign-in. */
import type { Sourced } from "./catalogue.ts";
import { hosts } from "./console-hosts.json";
import { plainName } from "./host.ts";
import { isWithin, patternFor } from "./match-pattern.ts";
import { partitionById, type PartitionId } from "./partitions.ts";
import { parseUrl } from "./parse-url.ts";

export const CONSOLE_ROLES = ["console", "sign-in"] as const;
export type ConsoleRole = (typeof CONSOLE_ROLES)[number];

/** A row of the data; its domain may hold `{region}`. */
export interface ConsoleHost extends Sourced {
  partition: PartitionId;
  role: ConsoleRole;
  domain: string;
  /** `subdomains`: the domain and everything below it. */
  match: "exact" | "subdomains";
  /** Only pages at this path and below it. */
  path?: string;
  /** Why we ask no permission for it; absent if we ask. */
  withheld?: string;
  confirmed: boolean;
}

export interface ConsolePage {
  /** In lower case, without a dot at its end. */
  host: string;
  partition: PartitionId;
  role: ConsoleRole;
}

export const CONSOLE_HOSTS: readonly ConsoleHost[] = hosts as ConsoleHost[];

/** The rows with each region filled in, the most particular first. */
const DOMAINS: readonly ConsoleHost[] = CONSOLE_HOSTS.flatMap((row) =>
  row.domain.includes("{region}")
    ? partitionById(row.partition).regions.map(({ id }) => ({
        ...row,
        domain: row.domain.replace("{region}", id),
      }))
    : [row],
).toSorted((a, b) => b.domain.length - a.domain.length);

/**
 * The console page that a URL is; null for everything else. AWS serves these pages only by https at its own port; a
 * URL with another port or with credentials is a trick.
 */
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

/**
 * Match patterns for the pages that `consolePage` knows, for a manifest's optional host permissions and
 * for filters; without the withheld ones, and without those that another pattern covers. Sorted.
 */
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
