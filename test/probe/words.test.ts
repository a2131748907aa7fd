import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { FAILURE_CODES, type FailureCode } from "../../src/core/vocabulary.ts";
import chromiumErrors from "../../src/probe/chromium-errors.json";
import { createChromium } from "../../src/probe/chromium.ts";
import firefoxErrors from "../../src/probe/firefox-errors.json";
import firefoxSentences from "../../src/probe/firefox-sentences.json";
import nssErrors from "../../src/probe/nss-errors.json";
import { createFirefox } from "../../src/probe/firefox.ts";
import {
  digestList,
  digestOf,
  digestsIn,
  hasDigest,
  type DigestList,
} from "../../src/probe/sentence-digest.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

vi.mock("../../src/probe/sentence-digest.ts", { spy: true });

const chromium = createChromium();
const firefox = createFirefox();
const sentences = firefoxSentences.errors;
const nssCodes: Record<string, string> = nssErrors.codes;
const digestsOf = (row: DigestList) => digestsIn(row);
const sorted = (words: string[]) => words.toSorted((a, b) => (a < b ? -1 : 1));

/** Words that every object knows of itself. */
const INHERITED = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"];

describe.each([
  ["Chromium's words", chromiumErrors],
  ["Firefox's symbols", firefoxErrors],
  ["Firefox's sentences", firefoxSentences],
])("the table of %s", (_, { source, date, seen, about }) => {
  test("says where its words were read, when, and in which browser", () => {
    expect(source).toMatch(/^https:\/\/[^\s]+$/);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Number.isNaN(Date.parse(date))).toBe(false);
    expect(seen).toMatch(/^(Chromium|Firefox) \d+/);
    expect(about.length).toBeGreaterThan(20);
  });
});

describe.each([
  ["Chromium's words", chromiumErrors.codes, /^net::ERR_[A-Z0-9_]+$/],
  ["Firefox's symbols", firefoxErrors.symbols, /^NS_[A-Z0-9_]+$/],
])("%s", (_, codes: Record<string, string>, form) => {
  const words = Object.keys(codes);

  test("all have a failure code", () => {
    const strange = Object.entries(codes).filter(
      ([, code]) => !(FAILURE_CODES as readonly string[]).includes(code),
    );
    expect(strange).toEqual([]);
  });

  test("have the browser's form, stand in order, and none stands twice", () => {
    expect(words.filter((word) => !form.test(word))).toEqual([]);
    expect(words).toEqual(sorted([...new Set(words)]));
  });
});

describe("Firefox's sentences", () => {
  test("all have a failure code", () => {
    expect(Object.keys(nssCodes)).toEqual(sentences.map(({ symbol }) => symbol));
    for (const [symbol, code] of Object.entries(nssCodes)) {
      expect.soft([symbol, FAILURE_CODES.includes(code as FailureCode)]).toEqual([symbol, true]);
    }
  });

  test("stand in the order of their symbols, and none stands twice", () => {
    const symbols = sentences.map(({ symbol }) => symbol);
    expect(symbols).toEqual(sorted([...new Set(symbols)]));
    expect(symbols.filter((symbol) => !/^[A-Z0-9_]+$/.test(symbol))).toEqual([]);
  });

  test("have digests of four or five characters of base64, in order, none twice", () => {
    for (const row of sentences) {
      const digests = digestsOf(row);
      expect.soft(digests.filter((digest) => !/^[A-Za-z0-9+/]{4,5}$/.test(digest))).toEqual([]);
      for (const length of [4, 5]) {
        const all = digests.filter((digest) => digest.length === length);
        expect.soft([row.symbol, all]).toEqual([row.symbol, sorted([...new Set(all)])]);
      }
    }
  });

  const rowsOf = new Map<string, typeof sentences>();
  for (const row of sentences) {
    for (const digest of digestsOf(row)) rowsOf.set(digest, [...(rowsOf.get(digest) ?? []), row]);
  }
  const shared = [...rowsOf].filter(([, rows]) => rows.length > 1);

  test("mean one failure code each, though some languages have one for two errors", () => {
    for (const [digest, rows] of shared) {
      expect.soft(new Set(rows.map(({ symbol }) => nssCodes[symbol])).size, digest).toBe(1);
    }
    expect(shared.length).toBeLessThan(rowsOf.size / 100);
  });

  test("name no error where two have the same sentence", async () => {
    const [digest, rows] = shared[0]!;
    vi.mocked(digestOf).mockResolvedValueOnce(digest);
    const raw = "one sentence for two errors";
    expect(await firefox.explain(raw)).toEqual({
      code: nssCodes[rows[0]!.symbol],
      raw,
      symbol: null,
    });
  });

  test("are known in about a hundred languages", () => {
    expect(firefoxSentences.languages).toBeGreaterThan(90);
    const unknownIssuer = sentences.find(({ symbol }) => symbol === "SEC_ERROR_UNKNOWN_ISSUER")!;
    expect(digestsOf(unknownIssuer).length).toBeGreaterThan(60);
  });

  test("are found by whole digests alone", () => {
    const list = digestList(["ZZZZ-", "abcd-", "abcea"], new Set(["abcea", "abceb"]));
    for (const digest of ["abcd-", "ZZZZ-", "abcea"]) expect(hasDigest(list, digest)).toBe(true);
    for (const digest of ["bcdZ-", "other", "abcec"]) expect(hasDigest(list, digest)).toBe(false);
  });

  test("are longer where two would be the same", () => {
    const all = new Set(["abcda", "abcdb", "xyzab"]);
    expect(digestsIn(digestList(["xyzab", "abcda"], all))).toEqual(["xyza", "abcda"]);
    expect(digestsIn(digestList(["xyzab"], all))).toEqual(["xyza"]);
  });

  test("come back from any list, close together or far apart", () => {
    const digest = fc.string({ unit: fc.constantFrom(..."+/09AZaz"), minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.uniqueArray(digest, { maxLength: 30 }), (digests) => {
        const list = digestList(
          digests.map((each) => `${each}a`),
          new Set(),
        );
        expect(digestsIn(list)).toEqual(sorted(digests));
      }),
    );
    expect(digestsIn(digestList(["++++a", "zzzza"], new Set()))).toEqual(["++++", "zzzz"]);
  });

  test("have a digest that blanks around them do not change", async () => {
    expect(await digestOf(" Peer’s Certificate has expired.\n")).toBe(
      await digestOf("Peer’s Certificate has expired."),
    );
  });
});

describe("what Chromium says", () => {
  const samples: Record<string, FailureCode> = {
    CERT_COMMON_NAME_INVALID: "name-mismatch",
    CERT_DATE_INVALID: "date-invalid",
    CERT_AUTHORITY_INVALID: "untrusted-issuer",
    CERT_CONTAINS_ERRORS: "certificate-other",
    CERT_NO_REVOCATION_MECHANISM: "revocation-unknown",
    CERT_UNABLE_TO_CHECK_REVOCATION: "revocation-unknown",
    CERT_REVOKED: "revoked",
    CERT_INVALID: "certificate-other",
    CERT_WEAK_SIGNATURE_ALGORITHM: "weak-crypto",
    CERT_NON_UNIQUE_NAME: "name-mismatch",
    CERT_WEAK_KEY: "weak-crypto",
    CERT_NAME_CONSTRAINT_VIOLATION: "constraint-violation",
    CERT_VALIDITY_TOO_LONG: "constraint-violation",
    CERTIFICATE_TRANSPARENCY_REQUIRED: "ct-required",
    CERT_KNOWN_INTERCEPTION_BLOCKED: "known-interception",
    SSL_PROTOCOL_ERROR: "handshake-failed",
    SSL_CLIENT_AUTH_CERT_NEEDED: "client-certificate",
    SSL_VERSION_OR_CIPHER_MISMATCH: "protocol-mismatch",
    SSL_PINNED_KEY_NOT_IN_CERT_CHAIN: "pin-mismatch",
    SSL_SERVER_CERT_BAD_FORMAT: "certificate-other",
    TLS13_DOWNGRADE_DETECTED: "protocol-mismatch",
    SSL_KEY_USAGE_INCOMPATIBLE: "constraint-violation",
    // Says that a root was added, which is no fault of trust; the browser then asks again over TCP.
    QUIC_CERT_ROOT_NOT_KNOWN: "certificate-other",
    CERT_SELF_SIGNED_LOCAL_NETWORK: "self-signed",
    // TLS had been set up: these are faults of what came over it.
    HTTP2_PROTOCOL_ERROR: "reset",
    INVALID_HTTP_RESPONSE: "reset",
    HTTP2_PING_FAILED: "timeout",
    SSL_OBSOLETE_CIPHER: "protocol-mismatch",
    // A certificate was shown and refused.
    ECH_FALLBACK_CERTIFICATE_INVALID: "certificate-other",
    ECH_NOT_NEGOTIATED: "handshake-failed",
    // What happens when somebody adds a root while a check runs.
    CERT_DATABASE_CHANGED: "network-changed",
    CERT_VERIFIER_CHANGED: "network-changed",
    DNS_SERVER_FAILURE: "dns",
    // The word of Chromium 120 for the same.
    DNS_SERVER_FAILED: "dns",
    MISSING_AUTH_CREDENTIALS: "proxy-auth",
    PAC_SCRIPT_TERMINATED: "proxy-config",
    ACCESS_DENIED: "blocked-by-policy",
    CONNECTION_CLOSED: "reset",
    CONNECTION_RESET: "reset",
    CONNECTION_REFUSED: "refused",
    CONNECTION_ABORTED: "reset",
    CONNECTION_FAILED: "unreachable",
    NAME_NOT_RESOLVED: "dns",
    INTERNET_DISCONNECTED: "offline",
    ADDRESS_UNREACHABLE: "unreachable",
    CONNECTION_TIMED_OUT: "timeout",
    TIMED_OUT: "timeout",
    NETWORK_CHANGED: "network-changed",
    NAME_RESOLUTION_FAILED: "dns",
    NETWORK_ACCESS_DENIED: "blocked-by-policy",
    TUNNEL_CONNECTION_FAILED: "proxy-unreachable",
    PROXY_AUTH_UNSUPPORTED: "proxy-auth",
    PROXY_AUTH_REQUESTED: "proxy-auth",
    SOCKS_CONNECTION_FAILED: "proxy-unreachable",
    SOCKS_CONNECTION_HOST_UNREACHABLE: "proxy-unreachable",
    PROXY_CONNECTION_FAILED: "proxy-unreachable",
    MANDATORY_PROXY_CONFIGURATION_FAILED: "proxy-config",
    PROXY_CERTIFICATE_INVALID: "proxy-certificate",
    PAC_SCRIPT_FAILED: "proxy-config",
    NO_SUPPORTED_PROXIES: "proxy-config",
    BLOCKED_BY_CLIENT: "blocked-by-extension",
    BLOCKED_BY_ADMINISTRATOR: "blocked-by-policy",
  };

  test.each(Object.entries(samples))("ERR_%s is %s", async (word, code) => {
    const raw = `net::ERR_${word}`;
    expect(await chromium.explain(raw)).toEqual({ code, raw, symbol: raw });
  });

  test("for our own hanging up is unknown, and so is a failure without a name", async () => {
    for (const raw of ["net::ERR_ABORTED", "net::ERR_FAILED"]) {
      expect((await chromium.explain(raw)).code).toBe("unknown");
    }
  });

  test.each(["net::ERR_SOMETHING_NEW", "net::err_timed_out", "", ...INHERITED])(
    "and we do not know is unknown, and kept: %j",
    async (raw) => {
      expect(await chromium.explain(raw)).toMatchObject({ code: "unknown", raw });
    },
  );

  test("is always explained, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (raw) => {
        expect(await chromium.explain(raw)).toMatchObject({ code: "unknown", raw });
      }),
      { seed: 5 },
    );
  });
});

describe("what Firefox says", () => {
  test.each([
    ["NS_ERROR_UNKNOWN_HOST", "dns"],
    ["NS_ERROR_CONNECTION_REFUSED", "refused"],
    ["NS_ERROR_NET_TIMEOUT", "timeout"],
    ["NS_ERROR_NET_RESET", "reset"],
    ["NS_ERROR_PROXY_CONNECTION_REFUSED", "proxy-unreachable"],
    ["NS_ERROR_UNKNOWN_PROXY_HOST", "proxy-unreachable"],
    ["NS_ERROR_OFFLINE", "offline"],
    ["NS_BINDING_ABORTED", "unknown"],
    ["NS_ERROR_DEFINITIVE_UNKNOWN_HOST", "dns"],
    ["NS_ERROR_RESTRICTED_CONTENT", "blocked-by-policy"],
    ["NS_ERROR_PHISHING_URI", "blocked-by-policy"],
    ["NS_ERROR_CORRUPTED_CONTENT", "reset"],
    ["NS_ERROR_PROXY_NETWORK_AUTHENTICATION_REQUIRED", "proxy-auth"],
    ["NS_ERROR_PROXY_UNAVAILABLE_FOR_LEGAL_REASONS", "blocked-by-policy"],
    ["NS_ERROR_PROXY_FOUND", "proxy-config"],
  ] as const)("of the network: %s is %s", async (raw, code) => {
    expect(await firefox.explain(raw)).toEqual({ code, raw, symbol: raw });
  });

  test.each([
    [
      "Peer’s Certificate issuer is not recognized.",
      "untrusted-issuer",
      "SEC_ERROR_UNKNOWN_ISSUER",
    ],
    ["Peer’s Certificate has expired.", "date-invalid", "SEC_ERROR_EXPIRED_CERTIFICATE"],
    ["Peer’s Certificate has been revoked.", "revoked", "SEC_ERROR_REVOKED_CERTIFICATE"],
    [
      "Peer’s certificate issuer has been marked as not trusted by the user.",
      "untrusted-issuer",
      "SEC_ERROR_UNTRUSTED_ISSUER",
    ],
    [
      "The certificate issuer’s certificate has expired. Check your system date and time.",
      "date-invalid",
      "SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE",
    ],
    [
      "Unable to communicate securely with peer: requested domain name does not match the server’s certificate.",
      "name-mismatch",
      "SSL_ERROR_BAD_CERT_DOMAIN",
    ],
    [
      "Der Zertifikat-Aussteller der Gegenstelle wurde nicht erkannt.",
      "untrusted-issuer",
      "SEC_ERROR_UNKNOWN_ISSUER",
    ],
    [
      "Your connection is being intercepted by a TLS proxy. Uninstall it if possible or configure your device to trust its root certificate.",
      "known-interception",
      "MOZILLA_PKIX_ERROR_MITM_DETECTED",
    ],
    [
      "The OCSP server experienced an internal error.",
      "revocation-unknown",
      "SEC_ERROR_OCSP_SERVER_ERROR",
    ],
    [
      "The OCSP response contains out-of-date information.",
      "date-invalid",
      "SEC_ERROR_OCSP_OLD_RESPONSE",
    ],
    [
      "The server presented a certificate that is not yet valid.",
      "date-invalid",
      "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE",
    ],
    // One translation of Spanish says this of an empty issuer too.
    [
      "El servidor ha presentado un certificado que aún no es válido.",
      "date-invalid",
      "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE",
    ],
    // Firefox does not say what nsserrors.properties has for this error, but what pipnss.properties has.
    [
      "Can’t connect securely because the SSL protocol has been disabled.",
      "protocol-mismatch",
      "SSL_ERROR_SSL_DISABLED",
    ],
    [
      "You have received an invalid certificate.  Please contact the server administrator or email correspondent and give them the following information:\n\nYour certificate contains the same serial number as another certificate issued by the certificate authority.  Please get a new certificate containing a unique serial number.",
      "certificate-other",
      "SEC_ERROR_REUSED_ISSUER_AND_SERIAL",
    ],
  ])("of a certificate: %s", async (raw, code, symbol) => {
    expect(await firefox.explain(raw)).toEqual({ code, raw, symbol });
    expect(await firefox.explain(`${raw}\n`)).toMatchObject({ code, symbol });
  });

  test.each([
    [
      "SSL received a malformed Server Key Exchange handshake message.",
      "handshake-failed",
      "SSL_ERROR_RX_MALFORMED_SERVER_KEY_EXCH",
    ],
    [
      "The certificate provided cannot be used with the selected key exchange algorithm.",
      "constraint-violation",
      "SSL_ERROR_CERT_KEA_MISMATCH",
    ],
    [
      "Attempt to write encrypted data to underlying socket failed.",
      "reset",
      "SSL_ERROR_SOCKET_WRITE_FAILURE",
    ],
    ["security library failure.", "handshake-failed", "SEC_ERROR_LIBRARY_FAILURE"],
  ])("of a handshake: %s", async (raw, code, symbol) => {
    expect(await firefox.explain(raw)).toEqual({ code, raw, symbol });
  });

  test.each(["NS_ERROR_SOMETHING_NEW", "NS_", "NS_constructor"])(
    "of the network and we do not know is unknown, and kept: %s",
    async (raw) => {
      expect(await firefox.explain(raw)).toEqual({ code: "unknown", raw, symbol: raw });
    },
  );

  test.each(["Ein neuer Satz.", "", "peer’s certificate has expired.", ...INHERITED])(
    "else is a fault of the certificate that we do not know, and kept: %j",
    async (raw) => {
      expect(await firefox.explain(raw)).toEqual({ code: "certificate-other", raw, symbol: null });
    },
  );
});

test.each([
  ["Chromium", chromium, ["net::ERR_ABORTED"]],
  ["Firefox", firefox, ["NS_BINDING_ABORTED", "NS_ERROR_ABORT"]],
])("%s has its own words for a load that somebody stopped or left", (_, adapter, words) => {
  for (const word of words) expect(adapter.isAbandoned(word)).toBe(true);
  for (const word of ["net::ERR_FAILED", "NS_ERROR_NET_RESET", ""]) {
    expect(adapter.isAbandoned(word)).toBe(false);
  }
});
