/** Puts together what an administrator copies to a web server. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KeyObject } from "node:crypto";
import JSZip from "jszip";
import { filesUnder } from "../files.ts";
import type { Policy } from "../policy-templates.ts";
import { zipOf } from "../zip.ts";
import { chromiumId, crxOf } from "./crx.ts";
import { installPolicies } from "./install-policies.ts";
import { administratorsPage } from "./page.ts";
import { chromiumUpdates, firefoxUpdates, sha256, type Download } from "./update-manifests.ts";

export interface IntranetOptions {
  /** The address of the folder, with a slash at its end. */
  address: string;
  key: KeyObject;
  /** The unpacked builds. */
  builds: { chromium: string; firefox: string };
  settings?: Policy;
  /** The XPI with Mozilla's signature; without one, the unsigned is taken. */
  signedXpi?: Uint8Array;
}

export interface Intranet {
  /** Every file of the folder, by its path there. */
  files: Map<string, Uint8Array | string>;
  ids: { chromium: string; firefox: string };
  version: string;
  /** Firefox's manifest as it is in the XPI. */
  firefoxManifest: string;
}

interface BuiltManifest {
  version: string;
  minimum_chrome_version: string;
  browser_specific_settings: { gecko: { id: string; strict_min_version: string } };
}

const CRX = "trust-ready.crx";
const XPI = "trust-ready.xpi";
const UPDATE_XML = "update.xml";
const UPDATES_JSON = "updates.json";

/** Returns every file of the folder. Equal options give equal bytes. */
export async function intranetFiles(options: IntranetOptions): Promise<Intranet> {
  const { address, key, builds, settings = {}, signedXpi } = options;
  const id = chromiumId(key);
  // Mozilla signs an id for one account alone, so that each organisation needs its own.
  const ids = { chromium: id, firefox: `trust-ready@${id}` };
  const chromium = readManifest(builds.chromium);
  const chromiumManifest = text({ ...chromium, update_url: `${address}${UPDATE_XML}` });
  const firefox = readManifest(builds.firefox);
  const { gecko } = firefox.browser_specific_settings;
  const firefoxManifest = text({
    ...firefox,
    browser_specific_settings: {
      ...firefox.browser_specific_settings,
      gecko: { ...gecko, id: ids.firefox, update_url: `${address}${UPDATES_JSON}` },
    },
  });
  const crx = crxOf(await zipWith(builds.chromium, chromiumManifest), key);
  const xpi = signedXpi ?? (await zipWith(builds.firefox, firefoxManifest));
  if (signedXpi) await expectSigned(signedXpi, ids.firefox, firefox.version);
  const { version } = chromium;
  const chromiumDownload: Download = {
    id: ids.chromium,
    version,
    url: `${address}${CRX}`,
    bytes: crx,
    oldestBrowser: chromium.minimum_chrome_version,
  };
  const firefoxDownload: Download = {
    id: ids.firefox,
    version,
    url: `${address}${XPI}`,
    bytes: xpi,
    oldestBrowser: gecko.strict_min_version,
  };
  const signed = signedXpi !== undefined;
  const policies = installPolicies({
    chromiumId: ids.chromium,
    firefoxId: ids.firefox,
    updateXml: `${address}${UPDATE_XML}`,
    xpi: firefoxDownload.url,
    signed,
    settings,
  });
  const files = new Map<string, Uint8Array | string>([
    [CRX, crx],
    [XPI, xpi],
    [UPDATE_XML, chromiumUpdates(chromiumDownload)],
    [UPDATES_JSON, firefoxUpdates(firefoxDownload)],
    [
      "index.html",
      administratorsPage({ address, ids, version, signed, policies: Object.keys(policies) }),
    ],
    ...Object.entries(policies).map(([name, content]): [string, string] => [
      `policies/${name}`,
      content,
    ]),
  ]);
  files.set("SHA256SUMS", checksums(files));
  return { files, ids, version, firefoxManifest };
}

/** Writes files into a directory, and removes what was there before. */
export function writeFolder(directory: string, files: Intranet["files"]): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [name, content] of files) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function readManifest(build: string): BuiltManifest {
  return JSON.parse(readFileSync(join(build, "manifest.json"), "utf8")) as BuiltManifest;
}

function text(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function zipWith(build: string, manifest: string): Promise<Uint8Array> {
  return zipOf(build, { "manifest.json": manifest });
}

/** Throws if Mozilla has not signed the XPI, or if it is another extension or version. */
async function expectSigned(xpi: Uint8Array, id: string, version: string): Promise<void> {
  const zip = await JSZip.loadAsync(xpi).catch(() => undefined);
  const manifest = await zip?.file("manifest.json")?.async("string");
  if (!zip || !manifest) throw new Error("The signed package is no XPI");
  if (!zip.file("META-INF/mozilla.rsa")) throw new Error("Mozilla has not signed this XPI");
  const found = JSON.parse(manifest) as BuiltManifest;
  const foundId = found.browser_specific_settings.gecko.id;
  if (foundId !== id || found.version !== version) {
    throw new Error(
      `The signed XPI is ${foundId} ${found.version}; wanted is ${id} ${version}. Sign the one of this run`,
    );
  }
}

/** Lines that \`sha256sum --check\` reads. */
function checksums(files: Intranet["files"]): string {
  const sorted = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([name, content]) => `${sha256(content)}  ${name}\n`).join("");
}

/** Writes the files of a build to a directory, with another manifest. */
export function writeBuild(build: string, directory: string, manifest: string): void {
  const files = filesUnder(build).map((name): [string, Uint8Array] => [
    name,
    readFileSync(join(build, name)),
  ]);
  writeFolder(
    directory,
    new Map<string, Uint8Array | string>([...files, ["manifest.json", manifest]]),
  );
}
