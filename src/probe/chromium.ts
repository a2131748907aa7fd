import { browser } from "../platform/browser.ts";
import { storedItem } from "../platform/storage.ts";
import { firstFormat } from "../platform/stored-format.ts";
import { explainChromium } from "./chromium-words.ts";
import type { BrowserAdapter, PageFilter, RequestFilter, Security } from "./adapter.ts";
import type { BrowserIdentity } from "./port.ts";

/** developer.chrome.com/docs/extensions/reference/api/webRequest#type-SecurityInfo */
interface SecurityInfo {
  state: string;
  certificates: { rawDER?: ArrayBuffer }[];
}

export function createChromium(): Required<BrowserAdapter> {
  // Chromium 144 and later show certificates if the feature `WebRequestSecurityInfo` is on. If not, a listener that
  // asks for them never fires, and the browser logs an error: so ask only once a session, unless one was delivered.
  const showsCertificates = storedItem(firstFormat<boolean>("session", "showsCertificates"));
  let listen = () => {};
  let stopListening = () => {};
  let listening: Promise<unknown> | null = null;
  let delivered = false;
  return {
    explain: async (word) => explainChromium(word),

    isAbandoned: (word) => word === "net::ERR_ABORTED",

    listenForSecurity(filter, deliver) {
      const listener = (details: object): undefined => {
        const { requestId, securityInfo } = details as {
          requestId: string;
          securityInfo?: SecurityInfo;
        };
        const security = securityInfo && readSecurity(securityInfo);
        if (!security) return;
        if (!delivered) void showsCertificates.set(true).catch(() => undefined);
        delivered = true;
        deliver(requestId, security);
      };
      const { onHeadersReceived } = browser.webRequest as unknown as {
        onHeadersReceived: SecurityEvent;
      };
      listen = () => {
        if (listening) return;
        onHeadersReceived.addListener(listener, filter, ["securityInfoRawDer"]);
        // The browser answers calls in order: a request sent before this answer may overtake the listener, and would be
        // taken for one without certificates.
        listening = showsCertificates.get().catch(() => undefined);
      };
      stopListening = () => onHeadersReceived.removeListener(listener);
    },

    reportsEveryResponse: false,
    // Chromium writes `HTTP/1.1` for every version.
    httpVersion: () => null,

    async prepare() {
      try {
        if ((await showsCertificates.get()) !== false) listen();
        await listening;
      } catch {
        // Before 144 the unknown option throws. The check goes on with less evidence.
      }
    },

    /** Only if an earlier check of this session was shown certificates. */
    async prepareForPages() {
      try {
        if (await showsCertificates.get()) listen();
      } catch {
        // As above.
      }
    },

    loadedWithoutSecurity() {
      if (delivered) return;
      stopListening();
      // Another check may be on its way, and have read what was stored before.
      listen = () => {};
      void showsCertificates.set(false).catch(() => undefined);
    },

    describe: describeChromium,
  };
}

interface SecurityEvent {
  addListener(listener: object, filter: RequestFilter | PageFilter, options: string[]): void;
  removeListener(listener: object): void;
}

/** Chromium shows only the leaf. */
function readSecurity(info: SecurityInfo): Security | null {
  const der = info.certificates?.[0]?.rawDER;
  if (!der) return null;
  return {
    evidence: "issuer",
    chain: [{ der: new Uint8Array(der), reportedSpkiSha256: null, builtIn: null }],
    tls: {
      state: info.state,
      protocol: null,
      cipherSuite: null,
      keyExchange: null,
      signatureScheme: null,
      certificateTransparency: null,
      exception: null,
    },
  };
}

interface Brand {
  brand: string;
  version: string;
}

interface UserAgentData {
  brands: Brand[];
  getHighEntropyValues(hints: string[]): Promise<{ fullVersionList?: Brand[] }>;
}

// Edge uses Microsoft's roots (learn.microsoft.com/deployedge/microsoft-edge-security-cert-verification).
async function describeChromium(): Promise<BrowserIdentity> {
  const data = (navigator as unknown as { userAgentData?: UserAgentData }).userAgentData;
  const values = await data?.getHighEntropyValues(["fullVersionList"]).catch(() => null);
  const brands = values?.fullVersionList ?? data?.brands ?? [];
  const real = brands.filter(({ brand }) => !/^not[^a-z]|[^a-z]not[^a-z]/i.test(brand));
  const own = real.find(({ brand }) => brand !== "Chromium") ?? real[0];
  return {
    family: "chromium",
    programme: own?.brand === "Microsoft Edge" ? "microsoft" : "chrome",
    name: own?.brand.replace(/^Google /, "") ?? "Chromium",
    version: real.find(({ brand }) => brand === "Chromium")?.version ?? own?.version ?? "",
  };
}
