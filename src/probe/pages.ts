/**
 * Main-frame loads of pages, as `webRequest` tells them: that they loaded, with which chain where the browser shows it, or why
 * not. Nothing is asked, blocked or changed; of a page nothing is read but its address.
 */
import type { WebRequest } from "webextension-polyfill";
import { browser } from "../platform/browser.ts";
import type { Clock } from "../platform/environment.ts";
import { failed, unseen } from "./observed.ts";
import type { RawObservation } from "./port.ts";
import type { PageFilter, Security, Vendor } from "./request.ts";

export interface RawPage {
  tabId: number;
  /** Address of the page; of the observation, the origin alone. */
  url: string;
  observation: RawObservation;
  /** Major version of HTTP that the page came over; null where it failed or the browser does not tell. */
  httpVersion: number | null;
}

/** What a browser says of a load that its person ended or left: nothing happened. */
const ABANDONED = new Set(["net::ERR_ABORTED", "NS_BINDING_ABORTED", "NS_ERROR_ABORT"]);

/** The little that is kept of a load until it ends, by request id. */
interface Load {
  startedTicks: number;
  security: Security | null;
  /** Resolves when what the browser shows of the connection has been read. */
  read: Promise<void>;
}

/** How many loads are remembered at most: one that never ends must not stay for ever. */
const LOADS = 200;

/** Adds its listeners at once: call it synchronously at start-up. Loads without permission are never told. */
export function watchPages(
  vendor: Vendor,
  urls: string[],
  clock: Clock,
  seen: (page: RawPage) => void,
): void {
  const loads = new Map<string, Load>();
  const filter: PageFilter = { urls, types: ["main_frame"] };
  const { webRequest } = browser;
  const newLoad = (): Load => ({
    startedTicks: clock.ticks(),
    security: null,
    read: Promise.resolve(),
  });
  const begin = ({ requestId }: { requestId: string }): undefined => {
    // Each hop of a redirect begins anew: only the page that stays counts.
    loads.delete(requestId);
    loads.set(requestId, newLoad());
    const [oldest] = loads.keys();
    if (loads.size > LOADS && oldest !== undefined) loads.delete(oldest);
  };
  /** Where the worker woke up in mid-load, its beginning is not known. */
  const loadOf = (requestId: string): Load => {
    const load = loads.get(requestId) ?? newLoad();
    loads.set(requestId, load);
    return load;
  };
  const end = (requestId: string): Load => {
    const load = loadOf(requestId);
    loads.delete(requestId);
    return load;
  };

  webRequest.onBeforeRequest.addListener(begin, filter);
  vendor.listenForSecurity(
    filter,
    (requestId, security) => {
      loadOf(requestId).security = security;
    },
    ({ requestId }, read) => {
      loadOf(requestId).read = read;
    },
  );
  webRequest.onResponseStarted.addListener((details) => {
    const { requestId, url, statusCode, ip } = details;
    // What the browser had kept says nothing of this network.
    if (details.fromCache) return void loads.delete(requestId);
    const load = loadOf(requestId);
    const durationMs = clock.ticks() - load.startedTicks;
    const tell = async () => {
      await load.read;
      loads.delete(requestId);
      const { security } = load;
      seen({
        ...named(details),
        httpVersion: vendor.httpVersion(details.statusLine),
        observation: {
          ...unseen(probeOf(url), durationMs),
          outcome: "loaded",
          status: statusCode,
          ip: ip ?? null,
          evidence: security?.chain.length ? security.evidence : "load",
          tls: security?.tls ?? null,
          chain: security?.chain ?? [],
        },
      });
    };
    void tell();
  }, filter);
  webRequest.onErrorOccurred.addListener((details) => {
    const { startedTicks } = end(details.requestId);
    if (ABANDONED.has(details.error)) return;
    const durationMs = clock.ticks() - startedTicks;
    const tell = async () => {
      const failure = await vendor.explain(details.error);
      const observation = failed(probeOf(details.url), durationMs, failure);
      seen({
        ...named(details),
        httpVersion: null,
        observation: { ...observation, ip: details.ip ?? null },
      });
    };
    void tell();
  }, filter);
}

function named({
  tabId,
  url,
}: WebRequest.OnErrorOccurredDetailsType | WebRequest.OnResponseStartedDetailsType) {
  return { tabId, url };
}

function probeOf(url: string) {
  return { kind: "endpoint", root: null, url: `${new URL(url).origin}/` } as const;
}
