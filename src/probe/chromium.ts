/** What Chromium, Chrome, Edge and their kin tell of a request. */
import { browser } from "../platform/browser.ts";
import { storedItem } from "../platform/storage.ts";
import { firstFormat } from "../platform/stored-format.ts";
import type { FailureCode } from "../core/words.ts";
import { codes } from "./chromium-errors.json";
import type { Self } from "./port.ts";
import type { PageFilter, RequestFilter, Security, Vendor } from "./request.ts";

/** `details.securityInfo` (developer.chrome.com/docs/extensions/reference/api/webRequest#type-SecurityInfo). */
interface SecurityInfo {
  state: string;
  certificates: { rawDER?: ArrayBuffer }[];
}

const CODES = new Map(Object.entries(codes) as [string, FailureCode][]);

/**
 * Whether this browser session was found to show certificates. Chromium has the option since 144 but
 * keeps it behind the feature `WebRequestSecurityInfo`. While that is off a listener that asks for it never
 * fires and the browser writes an error of its own into the console; so it is asked once a session, and
 * counts as there once it has delivered.
 */
const showsCertificates = storedItem(firstFormat<boolean>("session", "showsCertificates"));

export interface Chromium extends Vendor {
  /** Listens for the certificates of pages where this session's checks found that they are shown. Never rejects. */
  prepareForPages(): Promise<void>;
}

/** The adapter for Chromium; it remembers nothing that the session's storage does not. */
export function createChromium(): Chromium {
  let listen = () => {};
  let stopListening = () => {};
  let listening = false;
  let delivered = false;
  return {
    explain: async (word) => ({
      code: CODES.get(word) ?? "unknown",
      raw: word,
      symbol: word,
    }),

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
        listening = true;
      };
      stopListening = () => {
        onHeadersReceived.removeListener(listener);
        listening = false;
      };
    },

    comingTellsAll: false,
    // Chromium writes `HTTP/1.1` for all of them.
    httpVersion: () => null,

    async prepare() {
      try {
        if ((await showsCertificates.get()) !== false) listen();
      } catch {
        // Before 144 an unknown option throws. Without it there is less evidence, and still a check.
      }
    },

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
      void showsCertificates.set(false).catch(() => undefined);
    },
  };
}

/** `webRequest.onHeadersReceived`, with an option that the type definitions do not know yet. */
interface SecurityEvent {
  addListener(listener: object, filter: RequestFilter | PageFilter, options: string[]): void;
  removeListener(listener: object): void;
}

/** Chromium shows the leaf alone. */
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

/**
 * Names the browser by its own brand list (Client Hints): the most specific brand in it. Edge goes by
 * Microsoft's root programme (learn.microsoft.com/deployedge/microsoft-edge-security-cert-verification),
 * the others by Chrome's.
 */
export async function describeChromium(): Promise<Self> {
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
