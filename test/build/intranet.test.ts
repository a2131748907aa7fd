import { generateKeyPairSync } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import JSZip from "jszip";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT } from "../../build/files.ts";
import { folderAddress } from "../../build/intranet/address.ts";
import { chromiumId } from "../../build/intranet/crx.ts";
import { intranetFiles, writeFolder, type Intranet } from "../../build/intranet/folder.ts";
import { readSettings } from "../../build/intranet/settings-file.ts";
import { signingKey, signingKeyFile } from "../../build/intranet/signing-key.ts";
import { sha256 } from "../../build/intranet/update-manifests.ts";
import { readNestedXml } from "../policies/read.ts";

const ADDRESS = "https://intranet.example/trust-ready/";
const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const scratch = mkdtempSync(join(tmpdir(), "trust-ready-intranet-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const MANIFESTS = {
  chromium: { version: "1.2.3", minimum_chrome_version: "120" },
  firefox: {
    version: "1.2.3",
    browser_specific_settings: {
      gecko: { id: "store@extensions.example", strict_min_version: "140.0", other: "kept" },
      gecko_android: { strict_min_version: "142.0" },
    },
  },
};

/** Small stand-ins for the builds, written into directories of their own. */
function builds(name: string) {
  const directories = {
    chromium: join(scratch, name, "chromium"),
    firefox: join(scratch, name, "firefox"),
  };
  for (const family of ["chromium", "firefox"] as const) {
    mkdirSync(directories[family], { recursive: true });
    writeFileSync(join(directories[family], "manifest.json"), JSON.stringify(MANIFESTS[family]));
    writeFileSync(join(directories[family], "background.js"), "code();");
  }
  return directories;
}

const pack = (name: string, options = {}) =>
  intranetFiles({ address: ADDRESS, key, builds: builds(name), ...options });

const first = await pack("first");

const textIn = ({ files }: Intranet, name: string) => String(files.get(name));

/** The manifest in a package; a CRX has its zip at the end. */
async function manifestIn(bytes: Uint8Array): Promise<Record<string, unknown>> {
  const zip = await JSZip.loadAsync(bytes.subarray(Buffer.from(bytes).indexOf("PK\x03\x04")));
  return JSON.parse(await zip.file("manifest.json")!.async("string")) as Record<string, unknown>;
}

const bytesIn = ({ files }: Intranet, name: string) => files.get(name) as Uint8Array;

describe("folderAddress", () => {
  test.each([
    ["https://intranet.example/trust-ready/", "https://intranet.example/trust-ready/"],
    ["https://intranet.example/trust-ready", "https://intranet.example/trust-ready/"],
    ["https://intranet.example", "https://intranet.example/"],
    ["HTTPS://Intranet.Example:8443/a", "https://intranet.example:8443/a/"],
    ["http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a/"],
    ["http://localhost/a", "http://localhost/a/"],
    ["http://[::1]/a", "http://[::1]/a/"],
  ])("%s is %s", (text, address) => {
    expect(folderAddress(text)).toBe(address);
  });

  test.each([
    ["", "not a full web address"],
    ["intranet.example/trust-ready", "not a full web address"],
    ["http://intranet.example/", "must begin with https"],
    ["http://localhost.evil.example/", "must begin with https"],
    ["ftp://intranet.example/", "must begin with https"],
    ["file:///srv/www/", "must begin with https"],
    ["https://me:secret@intranet.example/", "no user name or password"],
    ["https://intranet.example/?a=b", "no question mark"],
    ["https://intranet.example/a#", "no question mark"],
  ])("refuses %j: %s", (text, why) => {
    expect(() => folderAddress(text)).toThrow(why);
  });
});

const THIS = import.meta.filename;

describe("the signing key", () => {
  test("is made once, for its owner alone, and read from then on", () => {
    const file = join(scratch, "key", "deeper", "signing-key.pem");
    const made = signingKey(file);
    expect(made).toMatchObject({ file, isNew: true });
    if (process.platform !== "win32") {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(scratch, "key", "deeper")).mode & 0o777).toBe(0o700);
    }
    const text = readFileSync(file, "utf8");
    const again = signingKey(file);
    expect(again.isNew).toBe(false);
    expect(chromiumId(again.key)).toBe(chromiumId(made.key));
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test.each([
    [{ TRUST_READY_KEY: THIS, XDG_CONFIG_HOME: "/config" }, THIS],
    [{ XDG_CONFIG_HOME: "/config" }, "/config/trust-ready/signing-key.pem"],
  ])("with %j is %s", (environment, file) => {
    expect(signingKeyFile(environment, "linux")).toBe(file);
  });

  test("is not made anew where its name has a slip of the pen", () => {
    expect(() => signingKeyFile({ TRUST_READY_KEY: `${THIS}x` }, "linux")).toThrow(
      "there is no file",
    );
  });

  test("is in the person's own configuration where nothing else is said", () => {
    expect(signingKeyFile({}, "linux")).toMatch(/\/\.config\/trust-ready\/signing-key\.pem$/);
    expect(signingKeyFile({ APPDATA: "/roaming" }, "win32")).toBe(
      "/roaming/trust-ready/signing-key.pem",
    );
  });

  test("is never in the repository", () => {
    expect(() => signingKey(join(ROOT, "dist", "key.pem"))).toThrow("outside the repository");
  });

  test("must be a strong RSA key", () => {
    const file = join(scratch, "bad.pem");
    writeFileSync(file, "no key");
    expect(() => signingKey(file)).toThrow(`No private key in PEM`);
    const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    writeFileSync(file, weak.export({ type: "pkcs8", format: "pem" }));
    expect(() => signingKey(file)).toThrow("RSA with at least 2048 bits");
    const curve = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    writeFileSync(file, curve.export({ type: "pkcs8", format: "pem" }));
    expect(() => signingKey(file)).toThrow("RSA with at least 2048 bits");
  });
});

describe("the folder", () => {
  test("is the same, byte for byte, from other directories", async () => {
    const second = await pack("second");
    chmodSync(join(scratch, "second", "chromium", "background.js"), 0o600);
    expect([...second.files.keys()]).toEqual([...first.files.keys()]);
    for (const [name, content] of first.files) {
      expect(sha256(second.files.get(name)!), name).toBe(sha256(content));
    }
  });

  test("has ids that follow from the key", () => {
    expect(first.ids).toEqual({
      chromium: chromiumId(key),
      firefox: `trust-ready@${chromiumId(key)}`,
    });
    // What Mozilla accepts.
    expect(first.ids.firefox).toMatch(/^[\w.-]{1,40}@[\w.-]{1,39}$/);
  });

  test("names its server in both manifests, and changes nothing else there", async () => {
    expect(await manifestIn(bytesIn(first, "trust-ready.crx"))).toEqual({
      ...MANIFESTS.chromium,
      update_url: `${ADDRESS}update.xml`,
    });
    const { gecko, ...others } = MANIFESTS.firefox.browser_specific_settings;
    const manifest = {
      ...MANIFESTS.firefox,
      browser_specific_settings: {
        ...others,
        gecko: { ...gecko, id: first.ids.firefox, update_url: `${ADDRESS}updates.json` },
      },
    };
    expect(await manifestIn(bytesIn(first, "trust-ready.xpi"))).toEqual(manifest);
    expect(JSON.parse(first.firefoxManifest)).toEqual(manifest);
  });

  test("has an update manifest for Chromium's browsers", () => {
    expect(readNestedXml(textIn(first, "update.xml"))).toEqual([
      ["gupdate", { xmlns: "http://www.google.com/update2/response", protocol: "2.0" }],
      ["app", { appid: first.ids.chromium }],
      [
        "updatecheck",
        {
          codebase: `${ADDRESS}trust-ready.crx`,
          version: "1.2.3",
          prodversionmin: "120",
        },
      ],
    ]);
  });

  test("has an update manifest for Firefox", () => {
    const hash = sha256(bytesIn(first, "trust-ready.xpi"));
    expect(JSON.parse(textIn(first, "updates.json"))).toEqual({
      addons: {
        [first.ids.firefox]: {
          updates: [
            {
              version: "1.2.3",
              update_link: `${ADDRESS}trust-ready.xpi`,
              update_hash: `sha256:${hash}`,
              applications: { gecko: { strict_min_version: "140.0" } },
            },
          ],
        },
      },
    });
  });

  test("has the checksum of every file", () => {
    const listed = textIn(first, "SHA256SUMS").trimEnd().split("\n");
    const sums = Object.fromEntries(listed.map((line) => line.split("  ").toReversed()));
    const others = [...first.files].filter(([name]) => name !== "SHA256SUMS");
    expect(sums).toEqual(
      Object.fromEntries(others.map(([name, content]) => [name, sha256(content)])),
    );
  });

  test("replaces the one before", () => {
    const directory = join(scratch, "written");
    mkdirSync(directory);
    writeFileSync(join(directory, "old"), "");
    writeFolder(directory, first.files);
    expect(() => statSync(join(directory, "old"))).toThrow();
    expect(readFileSync(join(directory, "policies/linux/chrome.json"), "utf8")).toBe(
      textIn(first, "policies/linux/chrome.json"),
    );
  });
});

describe("the page", () => {
  const page = textIn(first, "index.html");

  test("has six steps, no script, and nothing from elsewhere", () => {
    expect(page.match(/<li>\n<h2>/g)).toHaveLength(6);
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|<(?:link|img|iframe)/i);
    expect(page).toContain("Keep the signing key");
    for (const word of [first.ids.chromium, first.ids.firefox, ADDRESS, "1.2.3"]) {
      expect(page).toContain(word);
    }
  });

  test("leads to every file that is there, and to no other", () => {
    const links = [...page.matchAll(/href="(?!https:)([^"]+)"/g)].map(([, path]) => path!);
    const known = [...first.files.keys()];
    expect(links.filter((path) => !known.includes(path))).toEqual([]);
    const unlinked = known.filter((path) => !links.includes(path));
    expect(unlinked.toSorted()).toEqual(["SHA256SUMS", "index.html", "trust-ready.crx"]);
  });

  test("cannot be broken by the address", async () => {
    const address = folderAddress(`https://intranet.example/"><script>alert(1)</script>&amp`);
    const { files } = await pack("hostile", { address });
    expect(String(files.get("index.html"))).not.toContain("<script");
    const [, , [, attributes]] = readNestedXml(String(files.get("update.xml"))) as [
      unknown,
      unknown,
      [string, Record<string, string>],
    ];
    expect(attributes["codebase"]).toBe(`${address}trust-ready.crx`);
  });
});

describe("a signed XPI", () => {
  const signedBy = async (id: string, version: string, signature = "META-INF/mozilla.rsa") => {
    const zip = new JSZip();
    const manifest = { version, browser_specific_settings: { gecko: { id } } };
    zip.file("manifest.json", JSON.stringify(manifest)).file(signature, "signature");
    return zip.generateAsync({ type: "uint8array" });
  };

  test("stands in the folder, and no policy switches signatures off then", async () => {
    const signedXpi = await signedBy(first.ids.firefox, "1.2.3");
    const { files } = await pack("signed", { signedXpi });
    expect(files.get("trust-ready.xpi")).toBe(signedXpi);
    expect(String(files.get("updates.json"))).toContain(sha256(signedXpi));
    expect([...files.values()].some((text) => String(text).includes("signatures.required"))).toBe(
      false,
    );
    expect(textIn(first, "policies/firefox/unsigned/policies.json")).toContain(
      "signatures.required",
    );
    expect(textIn(first, "policies/firefox/policies.json")).not.toContain("signatures.required");
  });

  test.each([
    ["of another extension", ["other@example", "1.2.3"], "other@example"],
    ["of another version", [first.ids.firefox, "1.2.2"], "1.2.2"],
    ["without a signature", [first.ids.firefox, "1.2.3", "other"], "Mozilla has not signed"],
  ] as const)("%s is refused", async (_, [id, version, signature], why) => {
    const signedXpi = await signedBy(id, version, signature);
    await expect(pack("refused", { signedXpi })).rejects.toThrow(why);
  });

  test("that is no zip is refused", async () => {
    const signedXpi = Buffer.from("no zip");
    await expect(pack("refused", { signedXpi })).rejects.toThrow("no XPI");
  });
});

describe("settings for everybody", () => {
  const file = join(scratch, "settings.json");
  const read = (content: string) => {
    writeFileSync(file, content);
    return readSettings(file);
  };

  test("are read from a file", () => {
    expect(read('{ "supportName": "Desk" }')).toEqual({ supportName: "Desk" });
  });

  test.each([
    ["no json", "is not valid JSON"],
    ["[]", "must be one object"],
    ['{ "supportNames": "Desk" }', "supportNames: no setting has this name"],
    ['{ "supportEmail": "desk" }', "supportEmail: "],
  ])("refuse %s", (content, why) => {
    expect(() => read(content)).toThrow(why);
  });

  test("name an unknown setting once", () => {
    expect(() => read('{ "supportNames": "Desk" }')).toThrow(/^[^\n]*\n[^\n]*$/);
  });
});
