/** Made-up observations and reports: plain data for unit tests, component tests and the preview. */
import builtIn from "../src/core/catalogue.json";
import type { Catalogue, CatalogueRoot } from "../src/core/catalogue.ts";
import type { Certificate } from "../src/core/certificate.ts";
import type { CertificateTable, Observation, TlsDetails } from "../src/core/observation.ts";
import { findEndpoint } from "../src/core/endpoint-finding.ts";
import { withEndpoints } from "../src/core/with-endpoints.ts";
import { planCheck } from "../src/core/plan.ts";
import { makeReport, type Gathered } from "../src/core/make-report.ts";
import type { BrowserInfo, Report } from "../src/core/report.ts";
import type {
  BrowserFamily,
  FailureCode,
  ProbeKind,
  RootProgramme,
} from "../src/core/vocabulary.ts";
import { LAX_CERTIFICATES } from "./made-up-certificates.ts";
import type { Settings } from "../src/core/default-settings.ts";
import { effectiveSettings } from "../src/core/settings.ts";
import type { SeenPage } from "../src/core/seen-page.ts";
import type { ConsolePorts } from "../src/view/use-console.ts";
import type { FirstRunPorts } from "../src/view/FirstRun.tsx";
import type { Followed } from "../src/view/use-followed.ts";

export const catalogue = builtIn as Catalogue;

/** A catalogued root by its id. */
export function rootOf(id: string): CatalogueRoot {
  const root = catalogue.roots.find((row) => row.id === id);
  if (!root) throw new Error(`no root ${id}`);
  return root;
}

export const START = Date.parse("2026-11-24T09:00:00Z");

/** Whose list of roots each family's best-known browser goes by. */
export const PROGRAMME: Record<BrowserFamily, RootProgramme> = {
  chromium: "chrome",
  firefox: "mozilla",
};

export const BROWSERS: Record<BrowserFamily, BrowserInfo> = {
  chromium: {
    family: "chromium",
    programme: "chrome",
    name: "Chrome",
    version: "156.0.8078.79",
    os: "win",
    language: "en",
    managed: false,
  },
  firefox: {
    family: "firefox",
    programme: "mozilla",
    name: "Firefox",
    version: "153.7.0",
    os: "linux",
    language: "en",
    managed: false,
  },
};

export const TLS: TlsDetails = {
  state: "secure",
  protocol: "TLSv1.3",
  cipherSuite: "TLS_AES_128_GCM_SHA256",
  keyExchange: "mlkem768x25519",
  signatureScheme: "RSA-PSS-SHA256",
  certificateTransparency: "policy_compliant",
  exception: null,
};

/** A stand-in for a hash: 64 hex digits that differ by seed. */
export function hash(seed: string): string {
  let state = 2166136261;
  let digits = "";
  while (digits.length < 64) {
    for (const char of `${seed}${digits.length}`)
      state = Math.imul(state ^ char.charCodeAt(0), 16777619);
    digits += (state >>> 0).toString(16).padStart(8, "0");
  }
  return digits;
}

type Readable = Extract<Certificate, { readable: true }>;

/** A certificate with a given name and key; everything else is plausible. */
export function certificate(name: string, change: Partial<Readable> = {}): Readable {
  return {
    readable: true,
    sha256: hash(`certificate ${name}`),
    der: btoa(`not really DER: ${name}`),
    reportedSpkiSha256: null,
    builtIn: null,
    subject: `CN=${name}`,
    issuer: "CN=Amazon RSA 2048 M01, O=Amazon, C=US",
    name,
    issuerName: "Amazon RSA 2048 M01",
    issuerOrganization: "Amazon",
    serialNumber: "06c9fcf99bf8c0a39e2f0788a43e696365bca",
    notBefore: "2026-09-29T00:00:00.000Z",
    notAfter: "2027-04-14T23:59:59.000Z",
    key: { algorithm: "RSA", bits: 2048 },
    spkiSha256: hash(`key ${name}`),
    ...change,
  };
}

/** The certificate of a catalogued root, as a browser would show it at the end of a chain. */
export function rootCertificate(root: CatalogueRoot): Readable {
  return certificate(root.name, {
    sha256: root.certificateSha256,
    spkiSha256: root.spkiSha256,
    reportedSpkiSha256: root.spkiSha256,
    subject: root.subject,
    issuer: root.subject,
    issuerName: root.name,
    notBefore: root.notBefore,
    notAfter: root.notAfter,
    key: root.key,
    builtIn: true,
  });
}

/** An inspecting proxy's root. */
export const INSPECTOR = certificate("Example Inspection Root CA", {
  subject: "CN=Example Inspection Root CA, O=Example Corp IT",
  issuer: "CN=Example Inspection Root CA, O=Example Corp IT",
  issuerName: "Example Inspection Root CA",
  issuerOrganization: "Example Corp IT",
  builtIn: false,
});

export interface Answer extends Partial<Omit<Observation, "chain" | "failure">> {
  fails?: FailureCode;
  raw?: string;
  /** Leaf first. */
  chain?: Certificate[];
}

/** What the world answers to a probe: by default all is well and no certificate is shown. */
export type World = (probe: { kind: ProbeKind; root: CatalogueRoot | null; url: string }) => Answer;

/** Each root's own chain, as Firefox shows it. */
export function ownChain(root: CatalogueRoot, anchor: CatalogueRoot = root): Answer {
  const leaf = certificate(`valid.${root.id}.example`);
  const intermediate = certificate(`Amazon intermediate for ${root.name}`);
  const chain = [leaf, intermediate, rootCertificate(anchor)];
  return { evidence: "anchor", tls: TLS, ip: "18.66.0.1", chain };
}

/** The world in which all is well, as a browser family tells it. */
export const wellIn: Record<BrowserFamily, World> = {
  chromium: ({ kind }) => {
    if (kind === "expired") return { fails: "date-invalid", raw: "net::ERR_CERT_DATE_INVALID" };
    return { ip: "18.66.0.1" };
  },
  firefox: ({ kind, root }) => {
    if (kind === "expired")
      return { fails: "date-invalid", raw: "Peer’s Certificate has expired." };
    if (kind === "revoked")
      return { fails: "revoked", raw: "Peer’s Certificate has been revoked." };
    if (!root) return {};
    const cross = { "starfield-services-g2": "amazon-root-ca-1" }[root.id];
    const by = cross ?? (root.decides ? root.id : root.crossSignedBy[0]);
    return ownChain(root, catalogue.roots.find(({ id }) => id === by) ?? root);
  },
};

/** One observation: a valid host that loaded and showed nothing, unless told otherwise. */
export function observation(change: Partial<Observation> = {}): Observation {
  return {
    kind: "valid",
    root: "amazon-root-ca-1",
    url: "https://valid.rootca1.demo.amazontrust.com/",
    outcome: "loaded",
    startedMs: 1,
    durationMs: 80,
    status: 200,
    ip: null,
    serverTime: null,
    failure: null,
    evidence: "load",
    tls: null,
    chain: [],
    ...change,
  };
}

/** One observation that failed with this code. */
export function failure(code: FailureCode, change: Partial<Observation> = {}): Observation {
  const failed = { outcome: "failed", status: null, evidence: "none" } as const;
  return observation({ ...failed, failure: { code, raw: code, symbol: null }, ...change });
}

/** What a check of a made-up world gathers, with this catalogue. */
export function gather(
  family: BrowserFamily,
  world: World,
  change: Partial<BrowserInfo> = {},
  used: Catalogue = catalogue,
): Gathered {
  const certificates: CertificateTable = {};
  const observations = planCheck(used).map(({ kind, root, urls }, index): Observation => {
    const url = urls[0]!;
    const row = used.roots.find(({ id }) => id === root) ?? null;
    const { fails, raw, chain = [], ...answer } = world({ kind, root: row, url });
    for (const each of chain) certificates[each.sha256] = each;
    return {
      kind,
      root,
      url,
      outcome: fails ? "failed" : "loaded",
      startedMs: 1,
      durationMs: 80 + ((index * 37) % 90),
      status: fails || kind === "baseline" ? null : 200,
      ip: null,
      serverTime: null,
      failure: fails ? { code: fails, raw: raw ?? fails, symbol: null } : null,
      evidence: fails ? "none" : "load",
      tls: null,
      ...answer,
      chain: chain.map(({ sha256 }) => sha256),
    };
  });
  return {
    id: "00000000-0000-4000-8000-000000000000",
    startedAt: new Date(START).toISOString(),
    finishedAt: new Date(START + 412).toISOString(),
    toolVersion: "0.1.0",
    browser: { ...BROWSERS[family], ...change },
    online: true,
    observations,
    certificates,
  };
}

/** A report of a made-up world. */
export function reportOf(
  family: BrowserFamily,
  world: World,
  change: Partial<BrowserInfo> = {},
): Report {
  return makeReport(catalogue, gather(family, world, change));
}

const everyAmazonHost =
  (family: BrowserFamily, answer: Answer, baseline: Answer = {}): World =>
  ({ kind, root }) =>
    kind === "baseline" ? baseline : root ? answer : wellIn[family]({ kind, root, url: "" });

const UNTRUSTED: Record<BrowserFamily, Answer> = {
  chromium: { fails: "untrusted-issuer", raw: "net::ERR_CERT_AUTHORITY_INVALID" },
  firefox: { fails: "untrusted-issuer", raw: "Peer’s Certificate issuer is not recognized." },
};

/** A report with endpoints tested beside its check: one of each kind that a list can show. */
export function reportWithEndpoints(): Report {
  const report = reportOf("firefox", wellIn.firefox);
  const rows: [url: string, answer: Answer][] = [
    ["https://sns.us-east-1.amazonaws.com/", ownChain(rootOf("amazon-root-ca-1"))],
    [
      "https://www.amazon.com/",
      {
        ...ownChain(rootOf("amazon-root-ca-1")),
        chain: [
          certificate("www.amazon.com", { issuer: "CN=Public CA", issuerName: "Public CA" }),
          certificate("Some Public Root", { builtIn: true }),
        ],
      },
    ],
    [
      "https://vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com/",
      { fails: "dns", raw: "NS_ERROR_UNKNOWN_HOST" },
    ],
    ["https://intranet.corp.example:8443/", { ...UNTRUSTED.firefox }],
    [
      "https://sqs.us-east-1.amazonaws.com/",
      {
        ...ownChain(rootOf("amazon-root-ca-1")),
        chain: [
          certificate("sqs.us-east-1.amazonaws.com", {
            issuer: INSPECTOR.subject,
            issuerName: INSPECTOR.name,
            issuerOrganization: INSPECTOR.issuerOrganization,
          }),
          INSPECTOR,
        ],
      },
    ],
  ];
  const certificates: CertificateTable = {};
  const tested = rows.map(([url, { fails, raw, chain = [], ...answer }]) => {
    for (const each of chain) certificates[each.sha256] = each;
    const probe = { kind: "endpoint", root: null, url } as const;
    const seen = fails
      ? failure(fails, { ...probe, failure: { code: fails, raw: raw ?? fails, symbol: null } })
      : observation({ ...probe, ...answer, chain: chain.map(({ sha256 }) => sha256) });
    const found = findEndpoint(seen, {
      catalogue,
      certificates,
      baselineLoaded: true,
      inspector: null,
      approvedInspectors: [],
    });
    return { seen, found, testedAt: START + 60_000 };
  });
  return withEndpoints(report, tested, certificates);
}

const FOREIGN_LEAF = certificate("valid.rootca1.demo.amazontrust.com", {
  sha256: hash("leaf of the inspector"),
  issuer: INSPECTOR.subject,
  issuerName: INSPECTOR.name,
  issuerOrganization: INSPECTOR.issuerOrganization,
});
const AMAZON_LEAF = certificate("good.rootca1.demo.amazontrust.com");
const AMAZON_CROSS_SIGN = certificate("Amazon Root CA 1", {
  sha256: hash("cross-sign as sent"),
  spkiSha256: rootOf("amazon-root-ca-1").spkiSha256,
});

/** What Chromium's own log shows where every host of Amazon's is refused with these certificates. */
export function refusedInLog(sent: Certificate[]): World {
  return everyAmazonHost("chromium", { ...UNTRUSTED.chromium, chain: sent });
}

/** Named worlds, one for every screen that the popup can show. */
export const WORLDS: Record<string, () => Report> = {
  "ready, anchors seen": () => reportOf("firefox", wellIn.firefox),
  "ready, only loads": () => reportOf("chromium", wellIn.chromium),
  "one root missing": () =>
    reportOf("firefox", (probe) =>
      probe.root?.id === "amazon-root-ca-2" ? UNTRUSTED.firefox : wellIn.firefox(probe),
    ),
  "all roots missing": () => reportOf("chromium", everyAmazonHost("chromium", UNTRUSTED.chromium)),
  "old browser": () =>
    reportOf("chromium", everyAmazonHost("chromium", UNTRUSTED.chromium), { version: "118.0.0.0" }),
  "cross-signed only": () =>
    reportOf("firefox", (probe) =>
      probe.kind === "valid" && probe.root
        ? ownChain(
            probe.root,
            catalogue.roots.find(({ id }) => id === "starfield-services-g2"),
          )
        : wellIn.firefox(probe),
    ),
  inspected: () =>
    reportOf("firefox", (probe) => {
      const well = wellIn.firefox(probe);
      if (probe.kind !== "valid") return well;
      const leaf = certificate(new URL(probe.url).hostname, {
        issuer: INSPECTOR.subject,
        issuerName: INSPECTOR.name,
        issuerOrganization: INSPECTOR.issuerOrganization,
      });
      return { ...well, chain: [leaf, INSPECTOR] };
    }),
  "inspected, refused by strict programs": () => {
    const report = WORLDS["inspected"]!();
    const table = Object.entries(report.certificates).map(([sha256, each]) => {
      const { root, server } = LAX_CERTIFICATES;
      return [sha256, { ...each, der: sha256 === INSPECTOR.sha256 ? root : server }] as const;
    });
    return { ...report, certificates: Object.fromEntries(table) };
  },
  "reached at a private address": () =>
    reportOf("chromium", (probe) => {
      const well = wellIn.chromium(probe);
      return well.ip ? { ...well, ip: "100.64.0.7" } : well;
    }),
  "inspected, not trusted": () =>
    reportOf(
      "chromium",
      everyAmazonHost("chromium", UNTRUSTED.chromium, { fails: "unknown", raw: "Failed to fetch" }),
    ),
  "inspected, refused, seen in the log": () => reportOf("chromium", refusedInLog([FOREIGN_LEAF])),
  "all roots missing, seen in the log": () =>
    reportOf("chromium", refusedInLog([AMAZON_LEAF, AMAZON_CROSS_SIGN])),
  "endpoints tested": reportWithEndpoints,
  exception: () =>
    reportOf("firefox", (probe) => {
      const well = wellIn.firefox(probe);
      const clicked = probe.kind === "valid" && probe.root?.id === "amazon-root-ca-3";
      return clicked ? { ...well, tls: { ...TLS, exception: "untrusted-issuer" } } : well;
    }),
  "checks disabled": () => reportOf("chromium", () => ({})),
  "wrong clock": () =>
    reportOf(
      "chromium",
      everyAmazonHost(
        "chromium",
        { fails: "date-invalid", raw: "net::ERR_CERT_DATE_INVALID" },
        { fails: "unknown", raw: "Failed to fetch" },
      ),
    ),
  "captive portal": () =>
    reportOf(
      "chromium",
      everyAmazonHost(
        "chromium",
        { fails: "name-mismatch", raw: "net::ERR_CERT_COMMON_NAME_INVALID" },
        { fails: "unknown", raw: "Failed to fetch" },
      ),
    ),
  dns: () =>
    reportOf("firefox", everyAmazonHost("firefox", { fails: "dns", raw: "NS_ERROR_UNKNOWN_HOST" })),
  offline: () =>
    reportOf(
      "chromium",
      everyAmazonHost(
        "chromium",
        { fails: "offline", raw: "net::ERR_INTERNET_DISCONNECTED" },
        { fails: "unknown", raw: "Failed to fetch" },
      ),
    ),
  blocked: () =>
    reportOf(
      "chromium",
      everyAmazonHost("chromium", {
        fails: "blocked-by-extension",
        raw: "net::ERR_BLOCKED_BY_CLIENT",
      }),
    ),
  proxy: () =>
    reportOf(
      "firefox",
      everyAmazonHost("firefox", {
        fails: "proxy-unreachable",
        raw: "NS_ERROR_PROXY_CONNECTION_REFUSED",
      }),
    ),
  "amazon side": () =>
    reportOf("chromium", (probe) =>
      probe.root?.id === "amazon-root-ca-2"
        ? { fails: "timeout", raw: "no answer within 10000 ms" }
        : wellIn.chromium(probe),
    ),
  "one host silent": () =>
    reportOf("firefox", (probe) =>
      probe.kind === "valid" && probe.root?.id === "amazon-root-ca-3"
        ? { fails: "timeout", raw: "no answer within 10000 ms" }
        : wellIn.firefox(probe),
    ),
  "revocation unknown": () =>
    reportOf("firefox", everyAmazonHost("firefox", { fails: "revocation-unknown" })),
  "permission missing": () =>
    reportOf("firefox", everyAmazonHost("firefox", { fails: "permission-missing" })),
  unknown: () =>
    reportOf("chromium", everyAmazonHost("chromium", { fails: "unknown", raw: "net::ERR_NEW" })),
  "hostile names": () =>
    reportOf("firefox", (probe) => {
      const well = wellIn.firefox(probe);
      if (probe.kind !== "valid") return well;
      const name =
        "<img src=x onerror=alert(1)> \u202Egro.elpmaxe\u202C " + "very-long-name-".repeat(20);
      const leaf = certificate("leaf", { name, subject: `CN=${name}`, issuerName: name });
      const broken: Certificate = {
        readable: false,
        sha256: hash("broken"),
        der: "AAAA",
        reportedSpkiSha256: hash("broken key"),
        builtIn: null,
      };
      return { ...well, chain: [leaf, broken, INSPECTOR] };
    }),
};

/** The settings of an organisation that set these and left the rest alone. */
export function settingsOf(policy: Partial<Settings> = {}): Followed<Settings> {
  return { read: async () => effectiveSettings(policy, undefined).values, watch: () => () => {} };
}

/** A browser in which console pages may be watched, or not, with what was seen of the one in view. */
export function consoleOf(permitted = false, page: SeenPage | null = null) {
  return {
    permitted: async () => permitted,
    request: async () => permitted,
    want: async () => {},
    forbidden: async () => false,
    pageInView: async () => page,
  } satisfies ConsolePorts;
}

/** A popup that has to explain itself, or not, in a browser that has the icon on its toolbar, or not. */
export function firstRunOf(isDue = false, isOnToolbar: boolean | null = true) {
  return {
    read: async () => isDue,
    watch: () => () => {},
    dismiss: async () => {},
    isOnToolbar: async () => isOnToolbar,
  } satisfies FirstRunPorts;
}

/** A console page as a tab showed it: well, with a chain to an Amazon root, unless told otherwise. */
export function seenPage(change: Partial<SeenPage> = {}): SeenPage {
  const root = rootOf("amazon-root-ca-1");
  const chain = [
    certificate("*.console.aws.amazon.com"),
    certificate("intermediate"),
    rootCertificate(root),
  ];
  const host = "eu-central-1.console.aws.amazon.com";
  return {
    tabId: 7,
    page: { host, partition: "aws", role: "console" },
    at: START,
    observation: observation({
      kind: "endpoint",
      root: null,
      url: `https://${host}/`,
      evidence: "anchor",
      tls: TLS,
      chain: chain.map(({ sha256 }) => sha256),
    }),
    httpVersion: 2,
    certificates: Object.fromEntries(chain.map((each) => [each.sha256, each])),
    found: { finding: "trusted", authority: "amazon", anchor: root.id, inspector: null },
    doubted: false,
    ...change,
  };
}
