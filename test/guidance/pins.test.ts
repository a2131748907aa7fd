// @vitest-environment happy-dom
import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, describe, expect, test } from "vitest";
import { pinText, type PinSet } from "../../src/guidance/pin-text.ts";
import {
  PIN_FORMS,
  PIN_REASONS,
  PIN_ROLE_SOURCES,
  PIN_RULES,
  pinFormRow,
  pinnedRoots,
  suggestedExpiry,
  type PinForm,
} from "../../src/guidance/pins.ts";
import sources from "../../src/guidance/sources.json";
import type { RootRole } from "../../src/core/vocabulary.ts";
import { catalogue, rootOf } from "../made-up.ts";

const set = (change: Partial<PinSet> = {}): PinSet => ({
  roots: pinnedRoots(catalogue, true),
  host: "example.com",
  expires: "2027-11-23",
  ...change,
});

/** Every pin in a text, as base64, in the order in which it stands there. */
function pinsIn(text: string): string[] {
  const hex = (word: string) => Buffer.from(word, "hex").toString("base64");
  return (text.match(/\b[0-9a-f]{64}\b|[A-Za-z0-9+/]{43}=/g) ?? []).map((word) =>
    word.endsWith("=") ? word : hex(word),
  );
}

function parsed(text: string): Document {
  const page = new DOMParser().parseFromString(text, "application/xml");
  expect(page.querySelector("parsererror")).toBeNull();
  return page;
}

type Plist = string | boolean | Plist[] | { [key: string]: Plist };

/** A property list as plain data. */
function plistValue(node: Element): Plist {
  const children = [...node.children];
  switch (node.tagName) {
    case "plist":
      return plistValue(children[0]!);
    case "dict":
      return Object.fromEntries(
        children.flatMap((key, index) =>
          index % 2 ? [] : [[key.textContent ?? "", plistValue(children[index + 1]!)]],
        ),
      );
    case "array":
      return children.map(plistValue);
    case "true":
    case "false":
      return node.tagName === "true";
    default:
      return node.textContent ?? "";
  }
}

/** What an Android or property-list form says, read back out of it. */
const READ: Record<"android" | "ios" | "trustkit", (text: string) => unknown> = {
  android(text) {
    const page = parsed(text);
    const domain = page.querySelector("network-security-config > domain-config > domain")!;
    const pins = [...page.querySelectorAll("domain-config > pin-set > pin")];
    return {
      host: domain.textContent,
      subdomains: domain.getAttribute("includeSubdomains"),
      expires: page.querySelector("pin-set")!.getAttribute("expiration"),
      digests: [...new Set(pins.map((each) => each.getAttribute("digest")))],
      pins: pins.map(({ textContent }) => textContent),
    };
  },
  ios: (text) => plistValue(parsed(text).documentElement),
  trustkit: (text) => plistValue(parsed(text).documentElement),
};

function expected(form: keyof typeof READ, { roots, host, expires }: PinSet): unknown {
  const pins = roots.map(({ spkiSha256 }) => Buffer.from(spkiSha256, "hex").toString("base64"));
  if (form === "android") return { host, subdomains: "false", expires, digests: ["SHA-256"], pins };
  if (form === "ios") {
    const NSPinnedCAIdentities = pins.map((each) => ({ "SPKI-SHA256-BASE64": each }));
    const domain = { NSIncludesSubdomains: false, NSPinnedCAIdentities };
    return { NSAppTransportSecurity: { NSPinnedDomains: { [host]: domain } } };
  }
  const domain = {
    TSKIncludeSubdomains: false,
    TSKEnforcePinning: true,
    TSKDisableDefaultReportUri: true,
    TSKExpirationDate: expires,
    TSKPublicKeyHashes: pins,
  };
  const TSKPinnedDomains = { [host]: domain };
  return { TSKConfiguration: { TSKSwizzleNetworkDelegates: true, TSKPinnedDomains } };
}

describe("the roots to pin", () => {
  const ids = (withEu: boolean) => pinnedRoots(catalogue, withEu).map(({ id }) => id);
  const ofRole = (wanted: RootRole) =>
    catalogue.roots.filter(({ role }) => role === wanted).map(({ id }) => id);

  test("are all of Amazon's, the European ones only if wanted", () => {
    expect(ofRole("older")).toContain("starfield-services-g2");
    expect(ofRole("eu")).toContain("amazon-rsa-2048-root-eu-m1");
    expect(ids(false)).toEqual([...ofRole("main"), ...ofRole("older")]);
    expect(ids(true)).toEqual([...ids(false), ...ofRole("eu")]);
  });

  test("never hold one that is somebody else's", () => {
    expect(rootOf("starfield-class-2").role).toBe("foreign");
    for (const root of pinnedRoots(catalogue, true))
      expect(root.owner).toBe("Amazon Trust Services");
  });
});

describe("every form", () => {
  test.each(PIN_FORMS)("%s holds each chosen root's pin and no other", (form) => {
    for (const withEu of [true, false]) {
      const roots = pinnedRoots(catalogue, withEu);
      const wanted = roots.map(({ spkiSha256 }) =>
        Buffer.from(spkiSha256, "hex").toString("base64"),
      );
      const text = pinText(form, set({ roots }));
      expect(pinsIn(text)).toEqual(wanted);
      // In base64 everywhere but in the list that is hexadecimal.
      expect(/[0-9a-f]{64}/.test(text)).toBe(form === "hex");
    }
  });

  test.each(PIN_FORMS)("%s follows the catalogue", (form) => {
    const spkiSha256 = "0f".repeat(32);
    const text = pinText(form, set({ roots: [{ ...rootOf("amazon-root-ca-1"), spkiSha256 }] }));
    expect(pinsIn(text)).toEqual([Buffer.from(spkiSha256, "hex").toString("base64")]);
  });

  test.each(PIN_FORMS)("%s names the host and the last day where its row says so", (form) => {
    const { host, expires } = pinFormRow(form);
    const text = pinText(form, set({ host: "host.example", expires: "2031-12-31" }));
    expect([text.includes("host.example"), text.includes("2031-12-31")]).toEqual([host, expires]);
  });

  test("has a row with sources that exist, in the order of the list", () => {
    expect(PIN_FORMS.map((form) => pinFormRow(form).id)).toEqual([...PIN_FORMS]);
    const points = [...PIN_FORMS.map(pinFormRow), ...PIN_REASONS, ...PIN_RULES];
    for (const point of points) expect(point.sources.length, point.id).toBeGreaterThan(0);
    const named = [...points.flatMap((point) => point.sources), ...PIN_ROLE_SOURCES];
    expect(named.filter((id) => !(id in sources))).toEqual([]);
  });

  test("never has a check switched off", () => {
    for (const form of PIN_FORMS)
      expect(pinText(form, set())).not.toMatch(/insecure|\s-k\b|verify/i);
  });
});

test("the pins are those of the certificates themselves", () => {
  const named = new Map(
    rootCertificates.map((pem) => {
      const { subject, publicKey } = new X509Certificate(pem);
      const spki = publicKey.export({ type: "spki", format: "der" });
      return [/CN=(.*)$/m.exec(subject)?.[1], createHash("sha256").update(spki).digest()] as const;
    }),
  );
  const roots = pinnedRoots(catalogue, false).filter(({ name }) => named.has(name));
  expect(roots.length).toBeGreaterThanOrEqual(5);
  const digests = roots.map(({ name }) => named.get(name)!);
  const [hex, base64] = (["hex", "base64"] as const).map((form) =>
    digests.map((d) => d.toString(form)),
  );
  expect(pinText("hex", set({ roots })).split("\n")).toEqual(hex);
  expect(pinText("base64", set({ roots })).split("\n")).toEqual(base64);
});

test("pin-sha256 pins are directives that split at their semicolons", () => {
  const directives = pinText("pin-sha256", set()).split(/;\s*/);
  expect(directives).toHaveLength(set().roots.length);
  for (const each of directives) expect(each).toMatch(/^pin-sha256="[A-Za-z0-9+/]{43}="$/);
});

const HOSTILE = [
  `a"b'c.example`,
  "<script>&amp;]]>.example",
  "${host}.example",
  "$(id)`id`.example",
  String.raw`back\slash.example`,
  "two words; id",
];

describe.each(["example.com", ...HOSTILE])("the host %s", (host) => {
  test.each(["android", "ios", "trustkit"] as const)("is read back out of %s as it was", (form) => {
    expect(READ[form](pinText(form, set({ host })))).toEqual(expected(form, set({ host })));
  });

  test("is one string without a template in Kotlin", () => {
    const text = pinText("okhttp", set({ host }));
    const literals = [...text.matchAll(/\.add\(("(?:[^"\\]|\\.)*"), "sha256\/[^"]+"\) \/\//g)];
    expect(literals).toHaveLength(set().roots.length);
    const literal = literals[0]![1]!;
    expect(literal).not.toMatch(/(?<!\\)\$/);
    expect(JSON.parse(literal.replaceAll(String.raw`\$`, "$"))).toBe(host);
  });
});

test.each(["<!-- a --><b>", "a\n// b", "* / -- > $(id)"])(
  "a root named %j breaks no comment",
  (name) => {
    const roots = [{ ...rootOf("amazon-root-ca-1"), name }];
    for (const form of ["android", "ios", "trustkit"] as const) {
      expect(READ[form](pinText(form, set({ roots })))).toEqual(expected(form, set({ roots })));
    }
    for (const form of PIN_FORMS) {
      const plain = pinText(form, set({ roots: [rootOf("amazon-root-ca-1")] }));
      expect(pinText(form, set({ roots })).split("\n")).toHaveLength(plain.split("\n").length);
    }
  },
);

describe.skipIf(process.platform === "win32")("the script for curl", () => {
  const room = mkdtempSync(join(tmpdir(), "pins-"));
  afterAll(() => rmSync(room, { recursive: true }));
  const log = join(room, "log");

  /** Runs the script with a curl and an openssl that only pretend; gives what curl was asked. */
  function run(host: string, key: string): string[] {
    const script = pinText("curl", set({ host, roots: [rootOf("amazon-root-ca-1")] }));
    const stub = (name: string, body: string) =>
      writeFileSync(join(room, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    stub("curl", `printf '%s\\n' "$*" >> ${log}; : > root.tmp`);
    stub("openssl", `case "$1" in base64) echo '${key}';; *) : > root.pem;; esac`);
    writeFileSync(log, "");
    const env = { PATH: `${room}:${process.env["PATH"]}` };
    execFileSync("sh", ["-c", script], { cwd: room, env, stdio: "pipe" });
    return readFileSync(log, "utf8").trim().split("\n");
  }

  const KEY = Buffer.from(rootOf("amazon-root-ca-1").spkiSha256, "hex").toString("base64");

  test.each(["example.com", ...HOSTILE])("downloads the root, then asks %s", (host) => {
    const [download, ask] = run(host, KEY);
    expect(download).toMatch(/https:\/\/www\.amazontrust\.com\/repository\/AmazonRootCA1\.pem$/);
    expect(ask).toBe(`--cacert amazon-roots.pem --capath /dev/null https://${host}/`);
  });

  test("stops at a root with another key", () => {
    expect(() => run("example.com", KEY.replace("M", "N"))).toThrow(/wrong key/);
    expect(readFileSync(log, "utf8").trim().split("\n")).toHaveLength(1);
  });

  test("fetches every root from Amazon", () => {
    const urls = [...pinText("curl", set()).matchAll(/^add (PEM|DER) '(\S+)' '\S+'$/gm)];
    expect(urls).toHaveLength(set().roots.length);
    for (const [, format, url] of urls) {
      expect(url).toMatch(/^https:\/\/www\.amazontrust\.com\//);
      expect(url!.endsWith(format === "PEM" ? ".pem" : ".cer")).toBe(true);
    }
  });
});

test.each([
  ["2026-11-23", "2027-11-23"],
  ["2028-02-29", "2029-03-01"],
])("pins of %s are suggested to end on %s", (date, expires) => {
  expect(suggestedExpiry({ date })).toBe(expires);
});

test("a form that is not there is refused", () => {
  expect(() => pinFormRow("none" as PinForm)).toThrow("none");
});
