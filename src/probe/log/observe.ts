/** Turns what a log shows of a host into the observation that a check would have made. */
import { bytesOfBase64, hexOf, SHA256_HEX, type Bytes } from "../../core/bytes.ts";
import { cutCertificate } from "../../core/certificate/der.ts";
import type { RawCertificate } from "../../core/certificate/read.ts";
import { layerOf, type Failure } from "../../core/failure.ts";
import type { Probe, TlsDetails } from "../../core/observation.ts";
import type { RawObservation } from "../../core/observe.ts";
import { LIMITS } from "../../core/plan.ts";
import type { FailureCode } from "../../core/vocabulary.ts";
import { explainChromium } from "../chromium-words.ts";
import { emptyObservation, failedObservation } from "../empty-observation.ts";
import { serverTimeOf } from "../server-time.ts";
import type { Connection, LoggedCall, Verification, VerificationResult } from "./gather.ts";
import { cipherSuites, keyExchanges, signatures } from "./tls-numbers.json";

export interface Seen {
  observation: RawObservation;
  /** Ms since the epoch. */
  startedAt: number;
  pathErrors: string[];
  /** Whether it loaded without a verification in the log. */
  isResumed: boolean;
}

interface Context {
  verifications: readonly Verification[];
  errorNames: ReadonlyMap<number, string>;
  /** Time of the log's last event. */
  endsAt: number;
}

const ABORTED = "ERR_ABORTED";
/** How much sooner than the limit an own request may be ended: the check itself has a limit too. */
const EARLY_MS = 500;

/** Null if the log does not show how the request ended. */
export function observe(probe: Probe, call: LoggedCall, context: Context): Seen | null {
  const durationMs = Math.max(0, (call.endedAt ?? context.endsAt) - call.startedAt);
  const verification = verificationOf(call, context);
  const around = {
    startedAt: call.startedAt,
    pathErrors: pathErrorsOf(call, context),
    isResumed: false,
  };
  if (call.head) {
    const loaded = loadedObservation(probe, durationMs, call, verification);
    const isResumed = !verification && loaded.evidence !== "anchor";
    return { ...around, observation: loaded, isResumed };
  }
  const failure = failureOf(call, durationMs, context);
  if (!failure) return null;
  const isRefused = layerOf(failure.code) === "certificate";
  const chain = isRefused ? certificatesIn(sentBy(call, context)) : [];
  // Chromium has one word for both.
  const code =
    failure.code === "untrusted-issuer" && isSelfSigned(chain) ? "self-signed" : failure.code;
  const observation = {
    ...failedObservation(probe, durationMs, { ...failure, code }),
    ip: call.connection?.ip ?? null,
    chain,
  };
  return { ...around, observation };
}

function failureOf(call: LoggedCall, durationMs: number, { errorNames }: Context): Failure | null {
  if (call.proxyWantsPassword) return { code: "proxy-auth", raw: "HTTP 407", symbol: null };
  const name = errorNames.get(call.netError);
  const isAborted = name === ABORTED || call.netError === 0;
  if (isAborted) {
    const isOverdue = durationMs >= LIMITS.probeMs - EARLY_MS;
    if (!isOverdue && !(call.byExtension && name === ABORTED)) return null;
    const raw = `no answer within ${Math.round(durationMs)} ms`;
    return { code: "timeout", raw, symbol: null };
  }
  return explainChromium(name === undefined ? `net error ${call.netError}` : `net::${name}`);
}

function loadedObservation(
  probe: Probe,
  durationMs: number,
  call: LoggedCall,
  verification: VerificationResult | null,
): RawObservation {
  const loaded: RawObservation = {
    ...emptyObservation(probe, durationMs),
    outcome: "loaded",
    status: statusIn(call.head!),
    ip: call.connection?.ip ?? null,
    serverTime: serverTimeIn(call),
    evidence: "load",
  };
  const { connection } = call;
  if (verification && verification.netError !== 0) {
    return { ...loaded, tls: tlsOf(connection, EXCEPTIONS[verification.netError] ?? null) };
  }
  const tls = tlsOf(connection, null);
  const chain = verification ? verifiedChain(verification) : [];
  if (chain.length) return { ...loaded, tls, evidence: "anchor", chain };
  const leaf = certificatesIn(connection?.sent.slice(0, 1) ?? []);
  return { ...loaded, tls, evidence: leaf.length ? "issuer" : "load", chain: leaf };
}

/** Errors that a person can click through, by net error (net/base/net_error_list.h: these numbers never change). */
const EXCEPTIONS: Record<number, Extract<FailureCode, NonNullable<TlsDetails["exception"]>>> = {
  [-200]: "name-mismatch",
  [-201]: "date-invalid",
  [-202]: "untrusted-issuer",
};

/** Of this very connection; else one of the host that ran within the request, as over QUIC. */
function verificationOf(call: LoggedCall, context: Context): VerificationResult | null {
  const own = call.connection?.verification;
  if (own?.result) return own.result;
  if (call.connection?.resumed) return null;
  return during(call, context).find(({ result }) => result)?.result ?? null;
}

function during(call: LoggedCall, { verifications, endsAt }: Context): Verification[] {
  const end = call.endedAt ?? endsAt;
  return verifications.filter(
    ({ host, startedAt, endedAt }) =>
      host === call.host && startedAt >= call.startedAt && (endedAt ?? Infinity) <= end,
  );
}

function pathErrorsOf(call: LoggedCall, context: Context): string[] {
  const own = call.connection?.verification;
  const all = [...(own ? [own] : []), ...during(call, context)];
  return [...new Set(all.flatMap(({ pathErrors }) => pathErrors))];
}

function sentBy(call: LoggedCall, context: Context): string[] {
  const own = call.connection;
  const chains = [own?.sent, own?.verification?.sent, ...during(call, context).map((v) => v.sent)];
  return chains.find((chain) => chain?.length) ?? [];
}

function verifiedChain({ chain, keyHashes, isKnownRoot }: VerificationResult): RawCertificate[] {
  const certificates = certificatesIn(chain);
  const hashes = keyHashes.length === certificates.length ? keyHashes : [];
  return certificates.map((certificate, index) => ({
    ...certificate,
    reportedSpkiSha256: hexOfKeyHash(hashes[index]),
    builtIn: index === certificates.length - 1 ? isKnownRoot : isKnownRoot === null ? null : false,
  }));
}

/** Empty if any is unreadable. */
function certificatesIn(pems: readonly string[]): RawCertificate[] {
  const ders = pems.map(derOf);
  if (ders.some((der) => der === null)) return [];
  return ders.map((der) => ({ der: der!, reportedSpkiSha256: null, builtIn: null }));
}

/** As Firefox means it: a single certificate that names itself as its issuer. */
function isSelfSigned(chain: readonly RawCertificate[]): boolean {
  const [leaf] = chain;
  if (!leaf || chain.length > 1) return false;
  try {
    const { issuer, subject } = cutCertificate(leaf.der);
    return hexOf(issuer) === hexOf(subject);
  } catch {
    return false;
  }
}

export function derOf(pem: string): Bytes | null {
  const body = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem);
  if (!body) return null;
  try {
    const der = bytesOfBase64(body[1]!.replaceAll(/\s/g, ""));
    return der.length ? der : null;
  } catch {
    return null;
  }
}

function hexOfKeyHash(hash: string | undefined): string | null {
  if (!hash?.startsWith("sha256/")) return null;
  try {
    const hex = hexOf(bytesOfBase64(hash.slice("sha256/".length)));
    return SHA256_HEX.test(hex) ? hex : null;
  } catch {
    return null;
  }
}

/** `HTTP/1.1 200 OK`; over HTTP/2 the line is the same without words. */
function statusIn([line = ""]: readonly string[]): number | null {
  const status = Number(/^HTTP\/[\d.]+ (\d{3})(?: |$)/.exec(line)?.[1] ?? NaN);
  return status >= 100 ? status : null;
}

function serverTimeIn({ head, endedAt }: LoggedCall): RawObservation["serverTime"] {
  const server = serverTimeOf(headerIn(head!, "date"), headerIn(head!, "age"));
  if (Number.isNaN(server) || endedAt === null) return null;
  return { server: new Date(server).toISOString(), local: new Date(endedAt).toISOString() };
}

function headerIn(head: readonly string[], name: string): string | null {
  const line = head.find((each) => each.slice(0, name.length + 1).toLowerCase() === `${name}:`);
  return line?.slice(name.length + 1).trim() ?? null;
}

function tlsOf(connection: Connection | null, exception: TlsDetails["exception"]): TlsDetails {
  return {
    state: exception ? "broken" : "secure",
    protocol: connection?.version ?? null,
    cipherSuite: nameIn(cipherSuites, connection?.cipherSuite),
    keyExchange: nameIn(keyExchanges, connection?.keyExchange),
    signatureScheme: nameIn(signatures, connection?.signature),
    certificateTransparency: null,
    exception,
  };
}

function nameIn(names: Record<string, string>, number: number | null | undefined): string | null {
  const key = String(number);
  return Object.hasOwn(names, key) ? names[key]! : null;
}
