/** Reads a Chromium browser's own log (`chrome://net-export`) while it streams by. Imports no browser API. */
import { bytesOfBase64, sha256Hex, type Bytes } from "../../core/bytes.ts";
import { parseUrl } from "../../core/parse-url.ts";
import { wantsOlderName, type PlannedProbe } from "../../core/plan.ts";
import { cutterFor } from "./elements.ts";
import { readConstants, readEvent, type LogConstants } from "./event.ts";
import { gather, type AddedTrust, type Gathered, type LoggedCall } from "./gather.ts";
import { derOf, observe, type Seen } from "./observe.ts";
import type { LogReading } from "./reading.ts";

export interface LogOptions {
  /** Addresses (`https://…/`) to report beside those of the plan. */
  endpoints?: readonly string[];
  /** Called after each chunk. */
  progress?(bytes: number): void;
  signal?: AbortSignal;
}

/** Of a log with several checks: only requests that began at `since` or later, and before `until` (ms since the epoch). */
export interface LogPart {
  since?: number;
  until?: number;
}

/** Null if it is not a log. Throws only what `chunks` throws, and the signal's reason. */
export async function readLog(
  chunks: AsyncIterable<Uint8Array>,
  plan: readonly PlannedProbe[],
  options?: LogOptions,
): Promise<LogReading | null> {
  const read = await openLog(chunks, plan, options);
  return read && read();
}

/** As `readLog`; what it returns reads the whole log or a part of it. */
export async function openLog(
  chunks: AsyncIterable<Uint8Array>,
  plan: readonly PlannedProbe[],
  options: LogOptions = {},
): Promise<((part?: LogPart) => Promise<LogReading>) | null> {
  const probes = [...plan, ...(options.endpoints ?? []).map(endpointProbe)];
  const gatherer = gather(hostsOf(probes));
  let constants: LogConstants | null = null;
  let typeNumbers = new Set<string>();
  let unreadable = 0;
  let [first, last] = [Infinity, -Infinity];
  const cutter = cutterFor(
    {
      constants(text) {
        constants ??= readConstants(text);
        if (!constants) return;
        const wanted = new Set(gatherer.types);
        const numbers = [...constants.typeNames].filter(([, name]) => wanted.has(name));
        typeNumbers = new Set(numbers.map(([number]) => String(number)));
      },
      event(text) {
        if (!constants) return;
        const event = readEvent(text, constants);
        if (!event) return void (unreadable += 1);
        first = Math.min(first, event.time);
        last = Math.max(last, event.time);
        gatherer.add(event);
      },
      skipped: () => void (unreadable += 1),
    },
    (tail) => mayMatter(tail, typeNumbers),
  );
  let bytes = 0;
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    cutter.push(chunk);
    bytes += chunk.length;
    options.progress?.(bytes);
  }
  const isWhole = cutter.end();
  const known: LogConstants | null = constants;
  if (!known) return null;
  const gathered = gatherer.gathered();
  return async (part = {}) => ({
    ...(await readingOf(probes, gathered, known, { ...part, endsAt: last })),
    startedAt: timeText(first),
    finishedAt: timeText(last),
    cutOff: !isWhole,
    unreadable,
  });
}

/** The browser writes an event's fields in the order of the alphabet, so that its type is last. */
const TYPE_AT_END = /,"type":(\d+)\}(?:\]\}?)?,?$/;

function mayMatter(tail: string, typeNumbers: ReadonlySet<string>): boolean {
  const type = TYPE_AT_END.exec(tail)?.[1];
  return type === undefined || typeNumbers.has(type);
}

function endpointProbe(url: string): PlannedProbe {
  return { kind: "endpoint", root: null, urls: [url] };
}

function hostsOf(probes: readonly PlannedProbe[]): Set<string> {
  const urls = probes.flatMap((probe) => probe.urls);
  return new Set(urls.flatMap((url) => parseUrl(url)?.hostname ?? []));
}

type Judged = Omit<LogReading, "startedAt" | "finishedAt" | "cutOff" | "unreadable">;

async function readingOf(
  probes: readonly PlannedProbe[],
  gathered: Gathered,
  constants: LogConstants,
  { since = -Infinity, until = Infinity, endsAt }: LogPart & { endsAt: number },
): Promise<Judged> {
  const calls = gathered.calls.filter((call) => call.startedAt >= since && call.startedAt < until);
  const context = {
    verifications: gathered.verifications,
    errorNames: constants.errorNames,
    endsAt: Math.min(endsAt, until),
  };
  const seen = probes.flatMap(({ urls, ...rest }) =>
    relevant(
      urls.flatMap((url) => {
        const all = callsTo(url, calls).flatMap(
          (call) => observe({ ...rest, url }, call, context) ?? [],
        );
        return best(all) ?? [];
      }),
    ),
  );
  return {
    observations: seen.map(({ observation }) => observation),
    requests: seen.map(({ observation: { url }, startedAt, pathErrors }) => {
      return { url, startedAt: timeText(startedAt), pathErrors };
    }),
    browser: constants.browser,
    captureMode: constants.captureMode,
    rootStoreVersion: gathered.rootStoreVersion,
    added: await Promise.all(gathered.added.map(readAdded)),
    resumed: seen
      .filter(({ isResumed }) => isResumed)
      .map(({ observation }) => new URL(observation.url).hostname),
    otherHosts: gathered.otherHosts,
  };
}

/** Requests of the very address if there are any, else all of its host. */
function callsTo(url: string, calls: readonly LoggedCall[]): LoggedCall[] {
  const host = parseUrl(url)?.hostname;
  const ofHost = calls.filter((call) => call.host === host);
  const exact = ofHost.filter((call) => call.url === url);
  return exact.length ? exact : ofHost;
}

/** The latest, but a resumed session never hides a verification. */
function best(seen: readonly Seen[]): Seen | undefined {
  return seen.reduce<Seen | undefined>(
    (before, next) => (before && next.isResumed && isProof(before) ? before : next),
    undefined,
  );
}

function isProof({ observation }: Seen): boolean {
  return observation.evidence === "anchor";
}

/**
 * The names of one probe as a check asks them: the next after one that does not resolve, or whose session was resumed. A
 * resumed session that another name explains is left out.
 */
function relevant(seen: readonly Seen[]): Seen[] {
  const kept: Seen[] = [];
  for (const each of seen) {
    kept.push(each);
    if (!each.isResumed && !wantsOlderName(asObservation(each))) break;
  }
  const isExplained = kept.some((each) => !each.isResumed && !wantsOlderName(asObservation(each)));
  return isExplained ? kept.filter((each) => !each.isResumed) : kept;
}

function asObservation({ observation }: Seen) {
  return { ...observation, startedMs: 0, chain: [] };
}

async function readAdded({ certificate, spki, trust }: AddedTrust) {
  const der = certificate === null ? null : derOf(certificate);
  const key = spki === null ? null : bytesOrNull(spki);
  return {
    sha256: der && (await sha256Hex(der)),
    spkiSha256: key && (await sha256Hex(key)),
    trust,
  };
}

function bytesOrNull(base64: string): Bytes | null {
  try {
    return bytesOfBase64(base64);
  } catch {
    return null;
  }
}

function timeText(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : new Date(0).toISOString();
}
