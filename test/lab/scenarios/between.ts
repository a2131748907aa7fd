/** Who stands between the browser and Amazon: proxies, inspection, portals, other extensions, the person. */
import type { Expected, Rule, Scenario } from "../scenario.ts";
import {
  HOSTILE_ROOT,
  INSPECTING_ROOT,
  INSPECTING_SUBJECT,
  LAX_ROOT,
  PRODUCT_ROOT,
  PUBLIC_ROOT,
} from "../words.ts";
import {
  ALL_ANCHORED,
  ALL_LOAD,
  CA_2,
  CA_4,
  CLASS_2_APART,
  EVERY,
  found,
  INSPECTED,
  inspectedWhereShown,
  NONE_TRUSTED,
  NOTHING_PROVEN,
  OF_AMAZON,
  overlaid,
  READY,
  TESTED,
  TODAY,
  undecided,
  UNTRUSTED,
} from "./expect.ts";

const SIGNED_ANEW: Rule = { when: EVERY, then: { certificate: { issuer: INSPECTING_ROOT } } };
/** The log has the chain that the browser refused, and with it the proxy's name. */
const SENT_BY_PROXY: Expected = { ...INSPECTED, inspector: null };
const GOOD_DATES = { from: -10, to: 80 };

export const PROXY_ROWS: readonly Scenario[] = [
  {
    name: "proxy-works",
    summary: "The browser has to use a proxy, and the proxy leads it through",
    trusted: TODAY,
    rules: [],
    proxy: "listens",
    expected: READY,
  },
  {
    name: "proxy-refuses",
    summary: "The browser has to use a proxy, which forbids Amazon's hosts and allows others",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { proxy: "forbid" } }],
    proxy: "listens",
    expected: undecided("proxy", "proxy-unreachable", "proxy-config"),
  },
  {
    name: "proxy-refuses-all",
    summary: "The browser has to use a proxy, which forbids every host",
    trusted: TODAY,
    rules: [{ when: EVERY, then: { proxy: "forbid" } }],
    proxy: "listens",
    expected: undecided("proxy", "proxy-unreachable", "proxy-config"),
  },
  {
    name: "proxy-auth",
    summary: "The browser has to use a proxy, which asks for a password that nobody gives",
    trusted: TODAY,
    rules: [{ when: EVERY, then: { proxy: "password" } }],
    proxy: "listens",
    // Firefox calls a proxy that nobody logs in to one that refuses.
    expected: undecided("proxy", "proxy-auth", "proxy-unreachable"),
  },
  {
    name: "proxy-unreachable",
    summary: "The browser has to use a proxy, and the proxy is not there",
    trusted: TODAY,
    rules: [],
    proxy: "gone",
    expected: undecided("proxy", "proxy-unreachable"),
  },
  {
    name: "proxy-inspects",
    summary: "The browser has to use a proxy, which signs every host anew; its root is trusted",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [SIGNED_ANEW],
    proxy: "listens",
    expected: inspectedWhereShown(null),
  },
  {
    name: "proxy-inspects-untrusted",
    summary: "The browser has to use a proxy, which signs every host anew; its root is missing",
    trusted: TODAY,
    rules: [SIGNED_ANEW],
    proxy: "listens",
    expected: { ...undecided("tls-inspection", UNTRUSTED), "chromium-log": SENT_BY_PROXY },
  },
];

/**
 * Whoever accepts an expired certificate, or hands out a fresh one in its place, makes every other load
 * worth nothing. With the leaf in view the two can be told apart; in stock Chromium they cannot: in both,
 * the control loads with the status of its sibling. It is called `checks-disabled` there, because then the
 * first thing to rule out is a setting on this very machine, which is the more dangerous of the two and the
 * one that the person can look up; and because `inspected` would accuse a network of what nobody saw.
 */
const EXPIRED_PASSES: Expected = {
  verdict: "action-needed",
  cause: "checks-disabled",
  roots: NOTHING_PROVEN,
};

/** The control loads with another status than its sibling: checks that are off change no status. */
const CONTROL_REPLACED: Expected = {
  verdict: "inspected",
  cause: "tls-inspection",
  roots: NOTHING_PROVEN,
};

/**
 * What Firefox stores after an error page behind a proxy: it fetched a canary of Mozilla's, and an issuer that it does not
 * know had signed that too (security.certerrors.mitm.priming.enabled). The lab has no canary, so it starts with the result.
 */
const PROXY_DETECTED: Pick<Scenario, "browser" | "expected" | "cannot"> = {
  browser: {
    preferences: {
      firefox: {
        "security.pki.mitm_canary_issuer.enabled": true,
        "security.pki.mitm_canary_issuer": INSPECTING_SUBJECT,
      },
    },
  },
  expected: {
    firefox: {
      ...INSPECTED,
      roots: { ...found(TESTED, "inspected", "known-interception"), ...CLASS_2_APART },
    },
  },
  cannot: { chromium: "Chromium knows proxies by a list of keys of its maker, not by a canary" },
};

const OWN_PAGE: Rule = {
  when: { kind: "expired" },
  then: {
    certificate: { issuer: INSPECTING_ROOT, valid: GOOD_DATES },
    answer: { status: 403, body: "This site has an invalid certificate.\n" },
  },
};

export const INSPECTION_ROWS: readonly Scenario[] = [
  {
    name: "inspected",
    summary: "A company's proxy opens all TLS connections and signs every host anew",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [SIGNED_ANEW],
    expected: inspectedWhereShown(null),
  },
  {
    name: "inspected-amazon-only",
    summary: "A company's proxy signs Amazon's hosts anew and lets others through untouched",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [{ ...SIGNED_ANEW, when: OF_AMAZON }],
    expected: inspectedWhereShown(null),
  },
  {
    name: "inspected-known-product",
    summary: "A proxy whose certificates are named like Zscaler's signs every host anew",
    trusted: [...TODAY, PRODUCT_ROOT],
    rules: [{ when: EVERY, then: { certificate: { issuer: PRODUCT_ROOT } } }],
    expected: inspectedWhereShown("Zscaler"),
  },
  {
    name: "inspected-lax-root",
    summary:
      "A proxy signs every host anew with a root that browsers accept and Python 3.13 refuses",
    trusted: [...TODAY, LAX_ROOT],
    rules: [{ when: EVERY, then: { certificate: { issuer: LAX_ROOT } } }],
    expected: {
      ...inspectedWhereShown(null),
      firefox: { ...INSPECTED, inspector: null, strict: ["basic-constraints-not-critical"] },
    },
  },
  {
    name: "inspected-untrusted",
    summary: "A proxy signs every host anew, and the browser does not know its root",
    trusted: TODAY,
    rules: [SIGNED_ANEW],
    expected: { ...undecided("tls-inspection", UNTRUSTED), "chromium-log": SENT_BY_PROXY },
  },
  {
    name: "inspected-untrusted-amazon-only",
    summary: "A proxy signs Amazon's hosts anew, and the browser does not know its root",
    trusted: TODAY,
    rules: [{ ...SIGNED_ANEW, when: OF_AMAZON }],
    // No browser shows an extension the certificate of a failed handshake: it looks like a missing root.
    expected: { ...NONE_TRUSTED, "chromium-log": SENT_BY_PROXY },
  },
  {
    name: "inspected-detected",
    summary:
      "A proxy signs every host anew with a missing root, and Firefox has detected the proxy",
    trusted: TODAY,
    rules: [SIGNED_ANEW],
    ...PROXY_DETECTED,
  },
  {
    name: "inspected-detected-amazon-only",
    summary: "A proxy that Firefox has detected signs Amazon's hosts anew, with a missing root",
    trusted: TODAY,
    rules: [{ ...SIGNED_ANEW, when: OF_AMAZON }],
    ...PROXY_DETECTED,
  },
  {
    name: "inspected-unrevocable",
    summary:
      "A policy of Chromium wants revocation checked; the proxy's certificates have no way to",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [
      SIGNED_ANEW,
      // This one names a responder, at which nobody answers: Chromium has another word for that.
      { when: { root: CA_2 }, then: { certificate: { responder: "silent" } } },
    ],
    // The policy RequireOnlineRevocationChecksForLocalAnchors, as Chromium stores it.
    browser: {
      preferences: { chromium: { "ssl.rev_checking.required_for_local_anchors": true } },
    },
    // It is about added roots alone, so that it tells on the proxy.
    expected: {
      chromium: undecided("tls-inspection", "revocation-unknown").chromium,
      // The log has the chain, but no issuer was refused: that is what would accuse somebody.
      "chromium-log": undecided("tls-inspection", "revocation-unknown").chromium,
      firefox: INSPECTED,
    },
  },
  {
    name: "inspected-untrusted-forward",
    summary:
      "A firewall whose root is trusted signs every host anew, Amazon's with a key nobody trusts",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [SIGNED_ANEW, { when: OF_AMAZON, then: { certificate: { issuer: PRODUCT_ROOT } } }],
    // It does not trust Amazon's chain itself. Seen from here, that is a missing root.
    expected: { ...NONE_TRUSTED, "chromium-log": { ...INSPECTED, inspector: "Zscaler" } },
  },
  {
    name: "inspected-control-page",
    summary: "A proxy signs hosts anew, and shows a page of its own where one has expired",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [SIGNED_ANEW, OWN_PAGE],
    expected: {
      chromium: CONTROL_REPLACED,
      "chromium-security-info": INSPECTED,
      firefox: INSPECTED,
    },
  },
  {
    name: "inspected-control-page-only",
    summary: "A proxy lets good hosts through, and shows a page of its own where one has expired",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [OWN_PAGE],
    expected: {
      chromium: CONTROL_REPLACED,
      "chromium-security-info": { ...INSPECTED, roots: ALL_LOAD },
      firefox: { ...INSPECTED, roots: ALL_ANCHORED },
    },
  },
  {
    name: "revoked-page-only",
    summary: "A filter lets hosts through, and shows a page of its own where one was revoked",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [{ ...OWN_PAGE, when: { kind: "revoked" } }],
    expected: {
      chromium: READY.chromium,
      "chromium-security-info": { ...READY.chromium, inspector: null },
      firefox: { ...READY.firefox, inspector: null },
    },
  },
  {
    name: "inspected-resigns-expired",
    summary: "A careless proxy signs every host anew, and makes an expired one valid again",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [{ when: EVERY, then: { certificate: { issuer: INSPECTING_ROOT, valid: GOOD_DATES } } }],
    expected: {
      chromium: EXPIRED_PASSES,
      "chromium-security-info": INSPECTED,
      firefox: INSPECTED,
    },
  },
  {
    name: "hostile-names",
    summary: "A proxy's certificate has a name written to break whoever shows it",
    trusted: [...TODAY, HOSTILE_ROOT],
    rules: [{ when: EVERY, then: { certificate: { issuer: HOSTILE_ROOT } } }],
    expected: inspectedWhereShown(null),
  },
];

const FOR_THE_PORTAL: Rule = {
  when: EVERY,
  then: { certificate: { issuer: PUBLIC_ROOT, names: ["portal.lab.example"] } },
};

const BLOCKED_BY_EXTENSION = {
  chromium: undecided("blocked", "blocked-by-extension").chromium,
  "chromium-log": undecided("blocked", "blocked-by-extension").chromium,
};

export const LOCAL_ROWS: readonly Scenario[] = [
  {
    name: "captive-portal",
    summary: "A portal answers for every host, Amazon's or others, with its own certificate",
    trusted: TODAY,
    rules: [FOR_THE_PORTAL],
    expected: undecided("captive-portal", "name-mismatch"),
  },
  {
    name: "captive-portal-slow",
    summary:
      "A portal answers for every host with its own certificate, but not for the last in time",
    trusted: TODAY,
    rules: [FOR_THE_PORTAL, { when: { root: CA_4 }, then: { connection: "hang" } }],
    expected: overlaid(
      undecided("captive-portal", "name-mismatch"),
      found([CA_4], "inconclusive", "timeout"),
    ),
  },
  {
    name: "filter-cuts-one",
    summary:
      "A filter answers for Amazon's hosts with its own certificate, and cuts one connection",
    trusted: TODAY,
    rules: [
      { ...FOR_THE_PORTAL, when: OF_AMAZON },
      { when: { root: CA_4 }, then: { connection: "reset" } },
    ],
    expected: overlaid(
      undecided("blocked", "name-mismatch"),
      found([CA_4], "inconclusive", "reset"),
    ),
  },
  {
    name: "captive-portal-redirect",
    summary: "A portal answers for every host with a redirect in plain HTTP where TLS is due",
    trusted: TODAY,
    rules: [
      {
        when: EVERY,
        then: {
          connection: "plain-http",
          answer: { status: 302, headers: { location: "http://portal.lab.example/" } },
        },
      },
    ],
    // Something answers for every host and none of them: that is what a portal does.
    expected: undecided("captive-portal", "handshake-failed"),
  },
  {
    name: "checks-disabled",
    summary: "The browser has been told to ignore certificate errors",
    trusted: TODAY,
    rules: [],
    browser: { acceptErrors: true },
    expected: {
      chromium: EXPIRED_PASSES,
      firefox: { ...EXPIRED_PASSES, roots: ALL_ANCHORED },
    },
  },
  {
    name: "blocked-by-extension",
    summary:
      "Another extension blocks Amazon's hosts, which newer browsers do not let it do to this one",
    trusted: TODAY,
    rules: [],
    browser: { blocker: true },
    // Neither browser lets an extension see or stop what another one's worker asks for.
    expected: READY,
    older: {
      chromium: { upTo: 120, expected: BLOCKED_BY_EXTENSION },
    },
  },
  {
    name: "permission-withdrawn",
    summary: "The person has taken back the permission to reach Amazon's hosts",
    trusted: TODAY,
    rules: [],
    browser: { withoutPermission: true },
    expected: undecided("permission-missing", "permission-missing"),
  },
];
