/** Every error word of a browser is read by a table of the probe, or listed as unread with its reason; never both. */
import { describe, expect, test } from "vitest";
import { FAILURE_CODES } from "../../src/core/vocabulary.ts";
import chromiumErrors from "../../src/probe/chromium-errors.json";
import chromiumUnread from "../../src/probe/chromium-unread.json";
import firefoxErrors from "../../src/probe/firefox-errors.json";
import firefoxSentences from "../../src/probe/firefox-sentences.json";
import nssErrors from "../../src/probe/nss-errors.json";
import firefoxUnread from "../../src/probe/firefox-unread.json";
import chromium from "./error-words/chromium.json";
import firefox from "./error-words/firefox.json";

interface Words {
  /** All that the browser has. */
  all: readonly string[];
  read: readonly string[];
  unread: readonly { reason: string; words: readonly string[] }[];
  /** Words of a table that the newest version lacks, with what is known of the others. */
  older: Record<string, string>;
}

const versionsOf = (words: Record<string, number[]>, version: number) =>
  Object.keys(words).filter((word) => words[word]!.includes(version));
const chromiumWord = (name: string) => (name.startsWith("net::") ? name : `net::${name}`);
const sentences = firefoxSentences.errors.map(({ symbol }) => symbol);

const LISTS: Record<string, Words> = {
  Chromium: {
    all: Object.keys(chromium.codes).map(chromiumWord),
    read: Object.keys(chromiumErrors.codes),
    unread: chromiumUnread.unread.map(({ reason, codes }) => ({ reason, words: codes })),
    older: chromiumErrors.older,
  },
  "Firefox's network": {
    all: Object.keys(firefox.network),
    read: Object.keys(firefoxErrors.symbols),
    unread: firefoxUnread.network.map(({ reason, symbols }) => ({ reason, words: symbols })),
    older: {},
  },
  "Firefox's TLS": {
    all: [...firefox.tls.sentence, ...firefox.tls.none],
    // An SSL error without a sentence comes by its name, which the adapter reads by rule.
    read: [
      ...sentences,
      ...firefox.tls.none.filter(
        (symbol) =>
          symbol.startsWith("SSL_ERROR_") &&
          !sentences.includes(symbol) &&
          !firefoxUnread.tls.some(({ symbols }) => symbols.includes(symbol)),
      ),
    ],
    unread: firefoxUnread.tls.map(({ reason, symbols }) => ({ reason, words: symbols })),
    older: {},
  },
};

describe.each(Object.entries(LISTS))("%s", (_, { all, read, unread, older }) => {
  const listed = unread.flatMap(({ words }) => words);

  test("has each word in a table or in the list of unread ones", () => {
    const known = new Set([...read, ...listed]);
    expect(all.filter((word) => !known.has(word))).toEqual([]);
  });

  test("has none in both, and none twice", () => {
    const both = [...read, ...listed];
    expect(both.filter((word, index) => both.indexOf(word) !== index)).toEqual([]);
  });

  test("has no word that the browser does not have, unless the table says which older version did", () => {
    const known = new Set([...all, ...Object.keys(older)]);
    expect([...read, ...listed].filter((word) => !known.has(word))).toEqual([]);
  });

  test("has a reason for each unread word, and each reason once", () => {
    for (const { reason, words } of unread) {
      expect.soft(reason).toMatch(/^[A-Z].{15,}\.$/);
      expect.soft(words.length, reason).toBeGreaterThan(0);
      expect.soft(words, reason).toEqual([...words].toSorted());
    }
    const reasons = unread.map(({ reason }) => reason);
    expect(reasons.length).toBe(new Set(reasons).size);
  });
});

describe("words of older versions", () => {
  const newest = new Set(versionsOf(chromium.codes, 156).map(chromiumWord));

  test("are exactly those that the newest Chromium lacks", () => {
    const lacking = Object.keys(chromiumErrors.codes).filter((word) => !newest.has(word));
    expect(Object.keys(chromiumErrors.older)).toEqual(lacking);
  });

  test("name a version that has them, where one was looked at", () => {
    for (const [word, versions] of Object.entries(chromiumErrors.older)) {
      const seen = (chromium.codes as Record<string, number[]>)[word.replace("net::", "")];
      const said = seen
        ? `${seen.join(" and ")}, not 150`
        : expect.stringContaining("not verified");
      expect([word, versions]).toEqual([word, said]);
    }
  });
});

describe.each([
  ["Chromium", chromium],
  ["Firefox", firefox],
])("the list of %s", (_, { source, date, seen, about }) => {
  test("says how it was read, when, and from which versions", () => {
    expect(source.length).toBeGreaterThan(20);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(about.length).toBeGreaterThan(20);
    for (const [major, version] of Object.entries(seen)) {
      expect(version.startsWith(`${major}.`)).toBe(true);
    }
  });
});

test("the oldest supported versions are among those that were read", async () => {
  const { default: manifest } = await import("../../manifest.json");
  const { minimum_chrome_version, browser_specific_settings } = manifest;
  expect(Object.keys(chromium.seen)[0]).toBe(minimum_chrome_version.split(".")[0]);
  const [gecko] = browser_specific_settings.gecko.strict_min_version.split(".");
  expect(Object.keys(firefox.seen)[0]).toBe(gecko);
});

test("each sentence of Firefox that is read has a digest, and a name without one has none", () => {
  const without = firefoxSentences.errors.filter(({ digests }) => digests === "");
  expect(
    without.map(({ symbol }) => symbol).filter((symbol) => !firefox.tls.none.includes(symbol)),
  ).toEqual([]);
});

test("every code is one of ours", () => {
  const codes = [
    ...Object.values(chromiumErrors.codes),
    ...Object.values(firefoxErrors.symbols),
    ...Object.values(nssErrors.codes),
  ];
  expect(codes.filter((code) => !(FAILURE_CODES as readonly string[]).includes(code))).toEqual([]);
});
