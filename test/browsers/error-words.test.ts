/** The installed browsers' own lists of errors have nothing that the guards' lists lack, and Firefox's sentences are read. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { describe, expect, it } from "vitest";
import firefoxSentences from "../../src/probe/firefox-sentences.json";
import firefoxUnread from "../../src/probe/firefox-unread.json";
import { digestOf, hasDigest } from "../../src/probe/sentence-digest.ts";
import chromium from "../guards/error-words/chromium.json";
import firefox from "../guards/error-words/firefox.json";
import { temporaryDirectory } from "../lab/cleanup.ts";
import type { FoundBrowser } from "./find.ts";
import { callInBrowser } from "./firefox-remote.ts";
import { ending } from "./profile.ts";
import { browsers } from "./stage.ts";

const foundOf = (family: FoundBrowser["family"]) =>
  browsers.find((found) => found.family === family);

const inChromium = foundOf("chromium");

describe.skipIf(!inChromium)("Chromium", () => {
  it("has no network error that the list lacks", () => {
    const names = networkErrors(inChromium!);
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name) => !(name in chromium.codes))).toEqual([]);
  });
});

/** The names of all network errors, which the browser writes at the start of its own log. */
function networkErrors({ path }: FoundBrowser): string[] {
  const { directory, remove } = temporaryDirectory("trust-ready-words-");
  const log = join(directory, "log.json");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  try {
    execFileSync(
      path,
      [
        "--headless",
        ...sandbox,
        `--user-data-dir=${join(directory, "profile")}`,
        `--log-net-log=${log}`,
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ^NOTFOUND",
        "--dump-dom",
        "about:blank",
      ],
      { stdio: "ignore", timeout: 60_000 },
    );
    // The events come after the constants, and a log that was cut short is no valid JSON.
    const [constants] = readFileSync(log, "utf8").split(/,\s*"events":/);
    const { netError } = (
      JSON.parse(`${constants}}`) as { constants: { netError: Record<string, number> } }
    ).constants;
    return Object.keys(netError);
  } finally {
    remove();
  }
}

const inFirefox = foundOf("firefox");

describe.skipIf(!inFirefox)("Firefox", () => {
  it("has no error that the lists lack, and says of each what the table of sentences has", async () => {
    const { tls, network } = await errorsOf(inFirefox!);
    expect(network.length).toBeGreaterThan(100);
    expect(network.filter((name) => !(name in firefox.network))).toEqual([]);

    const listed = {
      sentence: new Set(firefox.tls.sentence),
      none: new Set(firefox.tls.none),
    };
    expect(tls.length).toBeGreaterThan(300);
    const strange = tls.filter(
      ([symbol, sentence]) => !listed[sentence ? "sentence" : "none"].has(symbol),
    );
    expect(strange).toEqual([]);

    const unread = new Set(firefoxUnread.tls.flatMap(({ symbols }) => symbols));
    const rows = new Map(firefoxSentences.errors.map((row) => [row.symbol, row]));
    for (const [symbol, sentence] of tls) {
      if (!sentence || unread.has(symbol)) continue;
      const row = rows.get(symbol) ?? { digests: "" };
      expect.soft([symbol, hasDigest(row, await digestOf(sentence))]).toEqual([symbol, true]);
    }
  });
});

interface FirefoxErrors {
  /** Symbol and sentence; empty where Firefox has none. */
  tls: [symbol: string, sentence: string][];
  network: string[];
}

async function errorsOf({ path }: FoundBrowser): Promise<FirefoxErrors> {
  const { directory, remove } = temporaryDirectory("trust-ready-words-");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: path,
    userDataDir: directory,
    args: ["--remote-allow-system-access"],
    env: { ...process.env, HOME: directory, MOZ_CRASHREPORTER_DISABLE: "1" },
    extraPrefsFirefox: { "network.dns.disabled": true },
  });
  const end = ending(browser);
  try {
    return {
      tls: await callInBrowser<FirefoxErrors["tls"]>(browser, TLS_ERRORS, []),
      network: await callInBrowser<string[]>(browser, NETWORK_ERRORS, []),
    };
  } finally {
    await end();
    remove();
  }
}

// The following run inside Firefox, with the rights of its own code.

const TLS_ERRORS = `() => {
  const service = Cc["@mozilla.org/nss_errors_service;1"].getService(Ci.nsINSSErrorsService);
  const errors = [];
  const read = (call) => { try { return call(); } catch { return ""; } };
  for (const range of ["NSS_SEC", "NSS_SSL", "MOZILLA_PKIX"]) {
    const [base, limit] = [service[range + "_ERROR_BASE"], service[range + "_ERROR_LIMIT"]];
    for (let code = base; code < limit; code += 1) {
      const result = read(() => service.getXPCOMFromNSSError(code));
      const symbol = result && read(() => service.getErrorName(result));
      if (symbol) errors.push([symbol, read(() => service.getErrorMessage(result))]);
    }
  }
  return errors;
}`;

/** The modules are numbered in xpcom/base/nsError.h; a code without a name is shown by its numbers. */
const NETWORK_ERRORS = `() => {
  const [XPCOM, STREAM, NETWORK, DOM, SECURITY, LOADER, CONTENT, GENERAL] = [1, 2, 6, 14, 21, 24, 25, 51];
  const ranges = [XPCOM, STREAM, NETWORK, DOM, SECURITY, LOADER, CONTENT, GENERAL]
    .map((module) => 0x80000000 + (module + 0x45) * 0x10000)
    .map((first) => [first, first + 0x2000]);
  // Those of no module.
  ranges.push([0x80004000, 0x80005000], [0x8000fff0, 0x80010000], [0x80040000, 0x80040200],
    [0x80070000, 0x80070100], [0xc1f30000, 0xc1f30100]);
  return ranges.flatMap(([first, end]) =>
    Array.from({ length: end - first }, (_, index) => ChromeUtils.getXPCOMErrorName(first + index)),
  ).filter((name) => name && !name.includes("GENERATE_FAILURE") && name !== "NS_ERROR_UNKNOWN");
}`;
