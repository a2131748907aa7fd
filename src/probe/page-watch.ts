/** Reports page loads of tabs. Requests and changes nothing; reads only the page's address. */
import type { WebRequest } from "webextension-polyfill";
import { browser } from "../platform/browser.ts";
import type { RawObservation } from "../core/observe.ts";
import type { Clock } from "../platform/environment.ts";
import { emptyObservation, failedObservation } from "./empty-observation.ts";
import type { BrowserAdapter, PageFilter, Security } from "./adapter.ts";

export interface RawPage {
  tabId: number;
  /** The whole address; the observation has the origin only. */
  url: string;
  observation: RawObservation;
  /** Major version; null if the page failed or the browser does not report it. */
  httpVersion: number | null;
}

interface Load {
  startedTicks: number;
  security: Security | null;
  read: Promise<void>;
}

const LOADS_LIMIT = 200;

/** Call it synchronously at start-up. Without permission the browser reports no load. */
export function watchPages(
  adapter: BrowserAdapter,
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
  const beginLoad = ({ requestId }: { requestId: string }): undefined => {
    // Each hop of a redirect starts anew: only the last page is judged.
    loads.delete(requestId);
    loads.set(requestId, newLoad());
    const [oldest] = loads.keys();
    if (loads.size > LOADS_LIMIT && oldest !== undefined) loads.delete(oldest);
  };
  /** A new load if the worker woke up in the middle of it. */
  const loadOf = (requestId: string): Load => {
    const load = loads.get(requestId) ?? newLoad();
    loads.set(requestId, load);
    return load;
  };
  const endLoad = (requestId: string): Load => {
    const load = loadOf(requestId);
    loads.delete(requestId);
    return load;
  };

  webRequest.onBeforeRequest.addListener(beginLoad, filter);
  adapter.listenForSecurity(
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
    // A cached page says nothing about this network.
    if (details.fromCache) return void loads.delete(requestId);
    const load = loadOf(requestId);
    const durationMs = clock.ticks() - load.startedTicks;
    const report = async () => {
      await load.read;
      loads.delete(requestId);
      const { security } = load;
      seen({
        ...idsOf(details),
        httpVersion: adapter.httpVersion(details.statusLine),
        observation: {
          ...emptyObservation(probeOf(url), durationMs),
          outcome: "loaded",
          status: statusCode,
          ip: ip ?? null,
          evidence: security?.chain.length ? security.evidence : "load",
          tls: security?.tls ?? null,
          chain: security?.chain ?? [],
        },
      });
    };
    void report();
  }, filter);
  webRequest.onErrorOccurred.addListener((details) => {
    const { startedTicks } = endLoad(details.requestId);
    if (adapter.isAbandoned(details.error)) return;
    const durationMs = clock.ticks() - startedTicks;
    const report = async () => {
      const failure = await adapter.explain(details.error);
      const observation = failedObservation(probeOf(details.url), durationMs, failure);
      seen({
        ...idsOf(details),
        httpVersion: null,
        observation: { ...observation, ip: details.ip ?? null },
      });
    };
    void report();
  }, filter);
}

function idsOf({
  tabId,
  url,
}: WebRequest.OnErrorOccurredDetailsType | WebRequest.OnResponseStartedDetailsType) {
  return { tabId, url };
}

function probeOf(url: string) {
  return { kind: "endpoint", root: null, url: `${new URL(url).origin}/` } as const;
}
