import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { WebRequest } from "webextension-polyfill";
import { createFirefox } from "../../src/probe/firefox.ts";
import type { RequestFilter, ResponseHead, Security } from "../../src/probe/adapter.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const FILTER: RequestFilter = { urls: ["https://*.amazontrust.com/*"], tabId: -1 };

let delivered: [string, Security][];
let heads: [ResponseHead, Promise<void>][];
const firefox = createFirefox();

beforeEach(() => {
  resetBrowser();
  delivered = [];
  heads = [];
  firefox.listenForSecurity(
    FILTER,
    (...each) => void delivered.push(each),
    (...each) => void heads.push(each),
  );
});

const digest = createHash("sha256").update("a key").digest();

function shownCertificate(change: object = {}): WebRequest.CertificateInfo {
  return {
    subject: "CN=leaf",
    issuer: "CN=Amazon RSA 2048 M01",
    validity: { start: 0, end: 1 },
    fingerprint: { sha1: "", sha256: "" },
    serialNumber: "01",
    isBuiltInRoot: false,
    subjectPublicKeyInfoDigest: { sha256: digest.toString("base64") },
    rawDER: [0x30, 3, 2, 1, 5],
    ...change,
  };
}

function info(change: object = {}): WebRequest.SecurityInfo {
  return {
    state: "secure",
    protocolVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    keaGroupName: "mlkem768x25519",
    signatureSchemeName: "RSA-PSS-SHA256",
    certificateTransparencyStatus: "policy_compliant",
    certificates: [shownCertificate(), shownCertificate({ isBuiltInRoot: true })],
    ...change,
  } as WebRequest.SecurityInfo;
}

/** What is delivered when Firefox says this of a request's connection. */
async function shown(said: object): Promise<Security | undefined> {
  fakeBrowser.webRequest.getSecurityInfo.mockResolvedValue(said as WebRequest.SecurityInfo);
  fakeBrowser.webRequest.onHeadersReceived.fire({ requestId: "7" });
  await heads[0]![1];
  return delivered[0]?.[1];
}

describe("Firefox's adapter", () => {
  test("holds no request while its connection is read, and tells of its answer at once", async () => {
    fakeBrowser.webRequest.getSecurityInfo.mockResolvedValue(info());
    const answer = { requestId: "8", statusCode: 302, ip: "18.66.0.1" };
    expect(fakeBrowser.webRequest.onHeadersReceived.fire(answer)).toEqual([{}]);
    expect(heads.map(([told]) => told)).toEqual([answer]);
    expect(delivered).toEqual([]);
    await heads[0]![1];
    expect(delivered.map(([id]) => id)).toEqual(["8"]);
  });

  test.each([
    ["HTTP/1.1 200 OK", 1],
    ["HTTP/1.0 200 OK", 1],
    ["HTTP/2.0 200 ", 2],
    ["HTTP/3.0 200 OK", 3],
    ["HTTP/3 200", 3],
    ["", null],
    ["ICY 200 OK", null],
    ["HTTP/33 200", null],
  ])("reads the version of HTTP in %j: %s", (line, version) => {
    expect(firefox.httpVersion(line)).toBe(version);
  });

  test("tells of every answer, whatever its connection was", async () => {
    expect(firefox.reportsEveryResponse).toBe(true);
    fakeBrowser.webRequest.getSecurityInfo.mockRejectedValue(new Error("no such request"));
    fakeBrowser.webRequest.onHeadersReceived.fire({ requestId: "8", statusCode: 200 });
    expect(heads).toHaveLength(1);
    await heads[0]![1];
    expect(delivered).toEqual([]);
  });

  test("listens as a blocker, for it is told nothing otherwise", () => {
    expect(fakeBrowser.webRequest.onHeadersReceived.added).toEqual([
      { listener: expect.any(Function), filter: FILTER, options: ["blocking"] },
    ]);
  });

  test("asks for the whole chain and its bytes, of the request at hand", async () => {
    await shown(info());
    expect(fakeBrowser.webRequest.getSecurityInfo).toHaveBeenCalledExactlyOnceWith("7", {
      certificateChain: true,
      rawDER: true,
    });
    expect(delivered[0]![0]).toBe("7");
  });

  test("changes nothing of the request, whatever is told of it", async () => {
    const { onHeadersReceived, getSecurityInfo } = fakeBrowser.webRequest;
    const answers = [Promise.resolve(info()), Promise.resolve(info({ state: "insecure" }))];
    for (const answer of answers) {
      getSecurityInfo.mockReturnValueOnce(answer);
      expect(await Promise.all(onHeadersReceived.fire({ requestId: "7" }))).toEqual([{}]);
    }
  });

  test("lets a request go on that Firefox knows nothing of any more", async () => {
    const { onHeadersReceived, getSecurityInfo } = fakeBrowser.webRequest;
    getSecurityInfo.mockRejectedValue(new Error("no such request"));
    expect(await Promise.all(onHeadersReceived.fire({ requestId: "7" }))).toEqual([{}]);
    expect(delivered).toEqual([]);
  });

  test("hands over the verified chain, its hashes in hex, and the connection", async () => {
    const der = new Uint8Array([0x30, 3, 2, 1, 5]);
    const reportedSpkiSha256 = digest.toString("hex");
    expect(await shown(info())).toEqual({
      evidence: "anchor",
      chain: [
        { der, reportedSpkiSha256, builtIn: false },
        { der, reportedSpkiSha256, builtIn: true },
      ],
      tls: {
        state: "secure",
        protocol: "TLSv1.3",
        cipherSuite: "TLS_AES_128_GCM_SHA256",
        keyExchange: "mlkem768x25519",
        signatureScheme: "RSA-PSS-SHA256",
        certificateTransparency: "policy_compliant",
        exception: null,
      },
    });
  });

  test("leaves open what Firefox does not tell", async () => {
    expect((await shown({ state: "weak", certificates: [] }))?.tls).toEqual({
      state: "weak",
      protocol: null,
      cipherSuite: null,
      keyExchange: null,
      signatureScheme: null,
      certificateTransparency: null,
      exception: null,
    });
  });

  test("hands over nothing of a connection that is not secured", async () => {
    expect(await shown({ state: "insecure", certificates: [] })).toBeUndefined();
  });

  test.each([
    ["with the chain of the handshake", { certificates: [shownCertificate()] }],
    ["without a chain", {}],
  ])("takes no chain of a broken connection for a verified one: %s", async (_, more) => {
    const security = await shown({ state: "broken", errorMessage: "expired", ...more });
    expect(security).toMatchObject({ chain: [], tls: { state: "broken" } });
  });

  test.each(["", "not base64!", Buffer.from("too short").toString("base64")])(
    "takes %j for no hash of a key",
    async (sha256) => {
      const certificate = shownCertificate({ subjectPublicKeyInfoDigest: { sha256 } });
      const security = await shown(info({ certificates: [certificate] }));
      expect(security?.chain[0]?.reportedSpkiSha256).toBeNull();
    },
  );

  test("leaves out a certificate without its bytes", async () => {
    const certificates = [shownCertificate(), shownCertificate({ rawDER: undefined })];
    expect((await shown(info({ certificates })))?.chain).toHaveLength(1);
  });

  test.each([
    ["isUntrusted", "untrusted-issuer"],
    ["isDomainMismatch", "name-mismatch"],
    ["isNotValidAtThisTime", "date-invalid"],
  ])("sees that a person clicked through: %s", async (flag, exception) => {
    expect((await shown(info({ [flag]: true })))?.tls?.exception).toBe(exception);
    expect((await shown(info({ [flag]: false, state: "weak" })))?.tls).toBeDefined();
  });

  // The values of web_request.json in Firefox 153.
  test.each([
    ["trust_error", "untrusted-issuer"],
    ["domain_mismatch", "name-mismatch"],
    ["expired_or_not_yet_valid", "date-invalid"],
    ["something_new", null],
    [undefined, null],
  ])("sees it by the newer word alone: %s", async (overridableErrorCategory, exception) => {
    expect((await shown(info({ overridableErrorCategory })))?.tls?.exception).toBe(exception);
  });

  test("has nothing to prepare, and nothing to miss", () => {
    expect(firefox.prepare ?? firefox.prepareForPages).toBeUndefined();
    expect(firefox.loadedWithoutSecurity).toBeUndefined();
    expect(fakeBrowser.webRequest.onHeadersReceived.added).toHaveLength(1);
    expect(fakeBrowser.storage.session.set).not.toHaveBeenCalled();
  });
});

test("Firefox's name is its own word", async () => {
  const expected = { family: "firefox", programme: "mozilla", name: "Firefox", version: "153.7.0" };
  expect(await firefox.describe()).toEqual(expected);
});

test.each([
  ["SSL_ERROR_RX_CERTIFICATE_REQUIRED_ALERT", "client-certificate"],
  ["SSL_ERROR_OF_THE_FUTURE", "handshake-failed"],
  ["SEC_ERROR_OF_THE_FUTURE", "certificate-other"],
])("an error without a sentence is known by its name: %s", async (symbol, code) => {
  const raw = `NS_ERROR_GENERATE_FAILURE(NS_ERROR_MODULE_SECURITY, ${symbol})`;
  expect(await firefox.explain(raw)).toEqual({ code, raw, symbol });
});
