/** An organisation's web server in the lab, from which a policy installs one version of the extension after another. */
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import JSZip from "jszip";
import { ROOT } from "../../build/files.ts";
import { intranetFiles, writeFolder, type Intranet } from "../../build/intranet/folder.ts";
import type { Policy } from "../../build/policy-templates.ts";
import { BROWSER_FAMILIES, type BrowserFamily } from "../../src/core/vocabulary.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import type { Endpoint } from "../lab/hosts.ts";
import { PUBLIC_ROOT } from "../lab/words.ts";
import { builtIn, labExtension, labWorld } from "./stage.ts";

const HOST = "intranet.example";
const PATH = "trust-ready";
const ADDRESS = `https://${HOST}/${PATH}/`;

/** Packages of earlier versions, by the commit that they were built from; see the README there. */
const RELEASES = "test/browsers/releases";

export const THIS_VERSION = "this version";

/** Names of the versions from which the extension can be updated. */
export const VERSIONS_BEFORE = [...releases(), THIS_VERSION];

function releases(): string[] {
  const entries = readdirSync(join(ROOT, RELEASES), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

type Builds = Record<BrowserFamily, string>;

export interface IntranetServer {
  /** For the lab. */
  endpoint: Endpoint;
  ids: Intranet["ids"];
  /** What the administrator got, by path; of the package that was served last. */
  file(path: string): string;
  /** Replaces the folder on the server. */
  serve(builds: Builds): Promise<void>;
  remove(): void;
}

/** Starts with a folder of these builds, signed with a new key. */
export async function intranetServer(
  builds: Builds,
  settings: Policy = {},
): Promise<IntranetServer> {
  const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { directory, remove } = temporaryDirectory("trust-ready-intranet-");
  let served = await intranetFiles({ address: ADDRESS, key, builds, settings });
  const write = () => writeFolder(join(directory, PATH), served.files);
  write();
  return {
    endpoint: { host: HOST, issuingRoot: PUBLIC_ROOT, files: directory },
    ids: served.ids,
    file(path) {
      const content = served.files.get(path);
      if (typeof content !== "string") throw new Error(`The folder has no text ${path}`);
      return content;
    },
    async serve(next) {
      served = await intranetFiles({ address: ADDRESS, key, builds: next, settings });
      write();
    },
    remove,
  };
}

/** Copies of builds, with other parts in their manifests. */
export function withManifest(builds: Builds, changes: (manifest: LooseManifest) => object): Builds {
  const { directory } = temporaryDirectory("trust-ready-variant-");
  const copies = BROWSER_FAMILIES.map((family) => {
    const copy = join(directory, family);
    cpSync(builds[family], copy, { recursive: true });
    const file = join(copy, "manifest.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as LooseManifest;
    writeFileSync(file, JSON.stringify({ ...manifest, ...changes(manifest) }));
    return [family, copy];
  });
  return Object.fromEntries(copies) as Builds;
}

interface LooseManifest {
  version: string;
  host_permissions: string[];
}

/** The version of a build. */
export function versionOf(build: string): string {
  const manifest = readFileSync(join(build, "manifest.json"), "utf8");
  return (JSON.parse(manifest) as LooseManifest).version;
}

/** The version after one: its last number is greater by one. */
export function versionAfter(version: string): string {
  return version.replace(/\d+$/, (last) => String(Number(last) + 1));
}

/** The builds of a version from `VERSIONS_BEFORE`, with the keys of the lab's roots. */
export async function buildsOf(version: string): Promise<Builds> {
  if (version === THIS_VERSION) {
    return { chromium: await labExtension("chromium"), firefox: await labExtension("firefox") };
  }
  const { directory } = temporaryDirectory("trust-ready-release-");
  for (const family of BROWSER_FAMILIES) {
    await unpack(join(ROOT, RELEASES, version, `${family}.zip`), join(directory, family));
  }
  return { chromium: join(directory, "chromium"), firefox: join(directory, "firefox") };
}

/** Unpacks a store zip. Its catalogue has Amazon's keys, in place of which the lab's are written. */
async function unpack(file: string, directory: string): Promise<void> {
  const { catalogue } = await labWorld();
  const keys = builtIn.roots.flatMap((root, index): [string, string][] => {
    const lab = catalogue.roots[index]!;
    return [
      [root.spkiSha256, lab.spkiSha256],
      [root.certificateSha256, lab.certificateSha256],
    ];
  });
  const zip = await JSZip.loadAsync(readFileSync(file));
  for (const entry of Object.values(zip.files)) {
    const target = join(directory, entry.name);
    mkdirSync(dirname(target), { recursive: true });
    if (!entry.name.endsWith(".js")) {
      writeFileSync(target, await entry.async("nodebuffer"));
      continue;
    }
    const code = await entry.async("string");
    writeFileSync(
      target,
      keys.reduce((text, [amazons, labs]) => text.replaceAll(amazons, labs), code),
    );
  }
}
