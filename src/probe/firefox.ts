import type { WebRequest } from "webextension-polyfill";
import { browser } from "../platform/browser.ts";
import { bytesOfBase64, hexOf, SHA256_HEX } from "../core/bytes.ts";
import type { RawCertificate } from "../core/certificate/read.ts";
import type { TlsDetails } from "../core/observation.ts";
import type { FailureCode } from "../core/vocabulary.ts";
import { symbols } from "./firefox-errors.json";
import type { BrowserAdapter, ResponseHead, Security } from "./adapter.ts";
import { digestOf, hasDigest, type DigestList } from "./sentence-digest.ts";

/** Used only inside the adapter, so that a build for another family drops the table. */
const CODES: Record<string, string> = symbols;

/** Inside `NS_ERROR_GENERATE_FAILURE(…)`: an NSS error for which Firefox has no sentence. */
const NSS_NAME = /\b(?:SSL|SEC|MOZILLA_PKIX)_ERROR_[A-Z0-9_]+/;

type SentenceRow = DigestList & { symbol: string };

export const createFirefox = (): BrowserAdapter => ({
  /** Network errors are symbols (`NS_ERROR_…`); TLS errors are sentences in the browser's language. */
  async explain(word) {
    const [named] = NSS_NAME.exec(word) ?? [];
    if (word.startsWith("NS_") && !named) {
      const code = codeOf(word) ?? "unknown";
      return { code, raw: word, symbol: word };
    }
    const [{ errors }, { codes }, digest] = await Promise.all([
      import("./firefox-sentences.json"),
      import("./nss-errors.json"),
      digestOf(word),
    ]);
    const codeNamed = (symbol: string | undefined) =>
      (codes as Record<string, string>)[symbol ?? ""] as FailureCode | undefined;
    if (named) {
      const other = named.startsWith("SSL_") ? "handshake-failed" : "certificate-other";
      return { code: codeNamed(named) ?? other, raw: word, symbol: named };
    }
    const rows = (errors as SentenceRow[]).filter((row) => hasDigest(row, digest));
    const code = codeNamed(rows[0]?.symbol) ?? "certificate-other";
    // Some languages have one sentence for two errors; then both have the same code.
    return { code, raw: word, symbol: rows.length === 1 ? rows[0]!.symbol : null };
  },

  isAbandoned: (word) => word === "NS_BINDING_ABORTED" || word === "NS_ERROR_ABORT",

  /** Firefox shows the verified chain, but only to a blocking listener. */
  listenForSecurity(filter, deliver, onHeaders) {
    const read = async (requestId: string) => {
      try {
        const info = await browser.webRequest.getSecurityInfo(requestId, {
          certificateChain: true,
          rawDER: true,
        });
        const security = readSecurity(info);
        if (security) deliver(requestId, security);
      } catch {
        // The request is gone; that it loaded is still known.
      }
    };
    browser.webRequest.onHeadersReceived.addListener(
      (details) => {
        // Called before the request continues: Firefox answers while the request exists.
        onHeaders(details as ResponseHead, read(details.requestId));
        return {};
      },
      filter,
      ["blocking"],
    );
  },

  reportsEveryResponse: true,
  // `HTTP/3.0 200 OK`: the connection's version (ChannelWrapper::GetStatusLine in Firefox's source).
  httpVersion: (statusLine) => Number(/^HTTP\/(\d)\b/.exec(statusLine)?.[1] ?? NaN) || null,

  async describe() {
    const { name, version } = await browser.runtime.getBrowserInfo();
    return { family: "firefox", programme: "mozilla", name, version };
  },
});

function codeOf(symbol: string): FailureCode | undefined {
  return Object.hasOwn(CODES, symbol) ? (CODES[symbol] as FailureCode) : undefined;
}

/** Fields that the type definitions lack (Firefox 110 and later). */
type SecurityInfo = WebRequest.SecurityInfo & {
  overridableErrorCategory?: string;
  isUntrusted?: boolean;
  isDomainMismatch?: boolean;
  isNotValidAtThisTime?: boolean;
};

const OVERRIDES: Record<string, TlsDetails["exception"]> = {
  trust_error: "untrusted-issuer",
  domain_mismatch: "name-mismatch",
  expired_or_not_yet_valid: "date-invalid",
};

function readSecurity(info: SecurityInfo): Security | null {
  if (info.state === "insecure") return null;
  return {
    evidence: "anchor",
    // Of a broken connection, Firefox shows the handshake's chain, which nobody verified.
    chain: info.state === "broken" ? [] : info.certificates.flatMap(readRaw),
    tls: {
      state: info.state,
      protocol: info.protocolVersion ?? null,
      cipherSuite: info.cipherSuite ?? null,
      keyExchange: info.keaGroupName ?? null,
      signatureScheme: info.signatureSchemeName ?? null,
      certificateTransparency: info.certificateTransparencyStatus ?? null,
      exception: exceptionOf(info),
    },
  };
}

function exceptionOf(info: SecurityInfo): TlsDetails["exception"] {
  if (info.isUntrusted) return "untrusted-issuer";
  if (info.isDomainMismatch) return "name-mismatch";
  if (info.isNotValidAtThisTime) return "date-invalid";
  return OVERRIDES[info.overridableErrorCategory ?? ""] ?? null;
}

function readRaw(certificate: WebRequest.CertificateInfo): RawCertificate[] {
  const { rawDER, subjectPublicKeyInfoDigest, isBuiltInRoot } = certificate;
  if (!rawDER) return [];
  return [
    {
      der: Uint8Array.from(rawDER),
      reportedSpkiSha256: base64ToHex(subjectPublicKeyInfoDigest.sha256),
      builtIn: isBuiltInRoot,
    },
  ];
}

function base64ToHex(text: string): string | null {
  try {
    const hex = hexOf(bytesOfBase64(text));
    return SHA256_HEX.test(hex) ? hex : null;
  } catch {
    return null;
  }
}
