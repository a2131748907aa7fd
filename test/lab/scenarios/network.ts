/** Faults of the handshake and of the network below it; answers that are odd and prove trust all the same. */
import type { Rule, Scenario } from "../scenario.ts";
import { PUBLIC_ROOT } from "../words.ts";
import builtIn from "../../../src/core/catalogue.json" with { type: "json" };
import {
  also,
  AMAZON,
  but,
  CA_2,
  CA_3,
  CA_4,
  EU,
  EU_256,
  EVERY,
  found,
  NONE_TRUSTED,
  OF_AMAZON,
  overlaid,
  READY,
  TODAY,
  todayWithout,
  undecided,
  UNTRUSTED,
  without,
} from "./expect.ts";

/** The hosts that the check compares with: one for all browsers, and one for those of each maker. */
const SHOP = new URL(builtIn.baseline.url).hostname;
const MAKERS = builtIn.makerBaselines.map(({ url }) => new URL(url).hostname);

export const HANDSHAKE_ROWS: readonly Scenario[] = [
  {
    name: "tls-1.1-only",
    summary: "Whatever answers for Amazon's hosts speaks nothing newer than TLS 1.1",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { tls: { maxVersion: "TLSv1.1" } } }],
    expected: undecided("blocked", "protocol-mismatch"),
  },
  {
    name: "no-common-cipher",
    summary: "Whatever answers for Amazon's hosts knows no cipher that the browser knows",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { tls: { cipher: "rare" } } }],
    expected: undecided("blocked", "protocol-mismatch"),
  },
  {
    name: "client-certificate",
    summary: "Whatever answers for Amazon's hosts demands a certificate of the browser",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { tls: { clientCertificate: "demanded" } } }],
    expected: undecided("blocked", "client-certificate"),
  },
  {
    name: "client-certificate-old-tls",
    summary: "The same in TLS 1.2, which has no word of its own for it",
    trusted: TODAY,
    rules: [
      { when: OF_AMAZON, then: { tls: { clientCertificate: "demanded", maxVersion: "TLSv1.2" } } },
    ],
    expected: undecided("blocked", "client-certificate", "handshake-failed"),
  },
  {
    name: "plain-http",
    summary: "Whatever answers for Amazon's hosts speaks plain HTTP where TLS is due",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "plain-http", answer: { status: 400 } } }],
    expected: undecided("blocked", "handshake-failed"),
  },
  {
    name: "garbage",
    summary: "Whatever answers for Amazon's hosts sends bytes that are no TLS",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "garbage" } }],
    expected: undecided("blocked", "handshake-failed"),
  },
  {
    name: "cut-handshake",
    summary: "Connections to Amazon's hosts are closed in the middle of the handshake",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "cut" } }],
    expected: undecided("blocked", "reset"),
  },
  {
    name: "handshake-hangs",
    summary: "Amazon's hosts begin the handshake and then fall silent",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "stall" } }],
    expected: undecided("blocked", "timeout"),
  },
  {
    name: "long-hello",
    summary: "A firewall cuts connections to Amazon's hosts whose first message needs two packets",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "reset-long-hello" } }],
    // Both browsers offer a post-quantum key, which makes that message long.
    expected: undecided("blocked", "reset"),
    older: {
      chromium: {
        upTo: 120,
        expected: { chromium: READY.chromium, "chromium-log": READY.firefox },
      },
      // After the cut, it asks again without the post-quantum key.
      firefox: { upTo: 140, expected: { firefox: READY.firefox } },
    },
  },
];

const NEVER_ANSWERED = but("ready", "none", found(EU, "inconclusive", "timeout"));
const EU_SILENT: Rule = { when: { root: EU }, then: { connection: "hang" } };
const REVOKED_SILENT: Rule = { when: { kind: "revoked" }, then: { connection: "hang" } };

/** A firewall drops hosts that decide nothing: the result is there without them. */
const SILENT_ROWS: readonly Scenario[] = [
  {
    name: "silent-eu",
    summary: "A firewall drops the hosts of the EU roots, which decide nothing",
    trusted: TODAY,
    rules: [EU_SILENT],
    expected: NEVER_ANSWERED,
  },
  {
    name: "silent-revoked",
    summary: "A firewall drops the revoked controls; the expired ones have spoken",
    trusted: TODAY,
    rules: [REVOKED_SILENT],
    expected: also(READY, { revoked: "void" }),
  },
  {
    name: "silent-undeciding",
    summary: "A firewall drops the hosts of the EU roots and the revoked controls",
    trusted: TODAY,
    rules: [EU_SILENT, REVOKED_SILENT],
    expected: also(NEVER_ANSWERED, { revoked: "void" }),
  },
  {
    name: "silent-undeciding-slow",
    summary: "The same where all that answers takes two seconds",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { answer: { delayMs: 2000 } } }, EU_SILENT, REVOKED_SILENT],
    expected: also(NEVER_ANSWERED, { revoked: "void" }),
  },
  {
    name: "late-eu",
    summary: "The hosts of the EU roots answer a second after the others, as after a lost packet",
    trusted: TODAY,
    rules: [{ when: { root: EU }, then: { answer: { delayMs: 1000 } } }],
    expected: READY,
  },
];

export const NETWORK_ROWS: readonly Scenario[] = [
  {
    name: "dns",
    summary: "None of Amazon's test hosts resolves; other names do",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { address: "none" } }],
    expected: undecided("dns", "dns"),
  },
  {
    name: "dns-new-style",
    summary: "Only the older names of Amazon's test hosts resolve",
    trusted: TODAY,
    rules: [{ when: { ...OF_AMAZON, style: "new" }, then: { address: "none" } }],
    expected: but("ready", "none", found(EU, "inconclusive", "dns")),
  },
  {
    name: "refused",
    summary: "Connections to Amazon's hosts are refused; others work",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { address: "refused" } }],
    expected: undecided("blocked", "refused"),
  },
  {
    name: "unreachable",
    summary: "No route leads to Amazon's hosts; others are reached",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { address: "unreachable" } }],
    // Firefox calls this refused too.
    expected: undecided("blocked", "unreachable", "refused"),
  },
  {
    name: "reset",
    summary: "A firewall cuts connections to Amazon's hosts as soon as it reads their names",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "reset" } }],
    expected: undecided("blocked", "reset"),
  },
  {
    name: "timeout",
    summary: "Connections to Amazon's hosts open and then nothing more comes",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "hang" } }],
    expected: undecided("blocked", "timeout"),
  },
  {
    name: "silent-host",
    summary:
      "The valid host of Root CA 3 never answers; its expired one shows that the root is trusted",
    trusted: TODAY,
    rules: [{ when: { kind: "valid", root: CA_3 }, then: { connection: "hang" } }],
    expected: but("ready", "none", found([CA_3], "trusted", "timeout")),
  },
  {
    name: "silent-host-unknown-name",
    summary:
      "The valid host of Root CA 4 has no address; its expired one shows that the root is trusted",
    trusted: TODAY,
    rules: [{ when: { kind: "valid", root: CA_4 }, then: { address: "none" } }],
    expected: but("ready", "none", found([CA_4], "trusted", "dns")),
  },
  {
    name: "silent-valid-hosts",
    summary: "No valid host of Amazon's answers; the expired ones show that all roots are trusted",
    trusted: TODAY,
    rules: [{ when: { kind: "valid", root: AMAZON }, then: { connection: "reset" } }],
    expected: but("inconclusive", "blocked", found(AMAZON, "trusted", "reset")),
  },
  {
    name: "silent-host-missing-root",
    summary: "Root CA 3 is missing, and its valid host never answers: nothing can be said of it",
    trusted: todayWithout(CA_3),
    rules: [
      { when: { kind: "valid", root: CA_3 }, then: { connection: "reset" } },
      { when: { root: EU_256 }, then: { address: "none" } },
    ],
    expected: but("inconclusive", "amazon-side", {
      ...found([CA_3], "inconclusive", "reset"),
      ...found([EU_256], "inconclusive", "dns"),
    }),
  },
  ...SILENT_ROWS,
  {
    name: "shop-blocked",
    summary: "The network blocks the shopping site that the check compares with, and nothing else",
    trusted: TODAY,
    rules: [{ when: { host: SHOP }, then: { connection: "reset" } }],
    expected: READY,
  },
  {
    name: "shop-blocked-untrusted-root",
    summary: "Amazon's roots are missing, and the network blocks the shopping site to compare with",
    trusted: [PUBLIC_ROOT],
    rules: [{ when: { host: SHOP }, then: { connection: "reset" } }],
    expected: NONE_TRUSTED,
  },
  {
    name: "maker-blocked-untrusted-root",
    summary: "Amazon's roots are missing, and the network blocks the host of the browser's maker",
    trusted: [PUBLIC_ROOT],
    rules: [{ when: { host: MAKERS }, then: { connection: "reset" } }],
    expected: NONE_TRUSTED,
  },
  {
    name: "baselines-blocked-untrusted-root",
    summary: "Amazon's roots are missing, and the network blocks every host to compare with",
    trusted: [PUBLIC_ROOT],
    rules: [{ when: { kind: "baseline" }, then: { connection: "reset" } }],
    expected: undecided("tls-inspection", UNTRUSTED),
  },
  {
    name: "amazon-side",
    summary: "The test hosts of Root CA 3 are out of service; all their siblings answer",
    trusted: TODAY,
    rules: [{ when: { root: CA_3 }, then: { address: "refused" } }],
    expected: but("inconclusive", "amazon-side", found([CA_3], "inconclusive", "refused")),
  },
  {
    name: "half-down",
    summary: "Hosts for Root CA 1 and 2 answer; those for 3 refuse, those for 4 cut connections",
    trusted: TODAY,
    rules: [
      { when: { root: CA_3 }, then: { address: "refused" } },
      { when: { root: CA_4 }, then: { connection: "reset" } },
    ],
    expected: but("inconclusive", "amazon-side", {
      ...found([CA_3], "inconclusive", "refused"),
      ...found([CA_4], "inconclusive", "reset"),
    }),
  },
  {
    name: "all-down",
    summary: "No host answers at all, Amazon's or others",
    trusted: TODAY,
    rules: [{ when: EVERY, then: { address: "refused" } }],
    expected: undecided("offline", "refused"),
  },
  {
    name: "offline",
    summary: "The browser knows that it has no network",
    trusted: TODAY,
    rules: [],
    browser: { offline: true },
    expected: undecided("offline", "offline"),
    older: {
      chromium: {
        upTo: 120,
        cannot: "The protocol takes the network from pages, not from an extension's worker",
      },
    },
  },
];

export const ANSWER_ROWS: readonly Scenario[] = [
  {
    name: "slow",
    summary: "Amazon's hosts take three seconds to answer",
    trusted: TODAY,
    rules: [{ when: { kind: "valid" }, then: { answer: { delayMs: 3000 } } }],
    expected: READY,
  },
  {
    name: "http-500",
    summary: "Amazon's hosts are trusted but answer with an error page",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { answer: { status: 500 } } }],
    expected: READY,
  },
  {
    name: "redirect",
    summary: "Amazon's hosts are trusted and send the browser on to another host",
    trusted: TODAY,
    rules: [
      {
        when: OF_AMAZON,
        then: { answer: { status: 302, headers: { location: "https://elsewhere.lab.example/" } } },
      },
    ],
    expected: READY,
  },
  {
    name: "no-answer",
    summary: "Amazon's hosts are trusted, and hang up instead of answering",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "hang-up" } }],
    // The expired hosts, whose certificate is refused before any request, still show that the roots are trusted.
    expected: overlaid(undecided("blocked", "reset"), found(AMAZON, "trusted", "reset")),
  },
  {
    name: "mixed",
    summary: "Root CA 2 is missing, the host of CA 3 hangs, that of CA 4 is out of order",
    trusted: todayWithout(CA_2),
    rules: [
      { when: { root: CA_3 }, then: { connection: "hang" } },
      { when: { root: CA_4 }, then: { answer: { status: 500 } } },
      { when: { root: EU }, then: { address: "none" } },
    ],
    expected: without([CA_2], {
      ...found([CA_3], "inconclusive", "timeout"),
      ...found(EU, "inconclusive", "dns"),
    }),
  },
];
