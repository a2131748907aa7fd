/**
 * `npm run package`: builds, then packs each browser's directory into the zip that its store takes; with `--for`, packs
 * instead all that an administrator needs to install the extension by policy.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseOptions } from "../cli/options.ts";
import { BROWSER_FAMILIES } from "../src/core/vocabulary.ts";
import { readJson } from "./files.ts";
import { folderAddress } from "./intranet/address.ts";
import { intranetFiles, writeBuild, writeFolder } from "./intranet/folder.ts";
import { readSettings } from "./intranet/settings-file.ts";
import { signingKey, signingKeyFile, type SigningKey } from "./intranet/signing-key.ts";
import { buildAll, distDirectory, kilobytes, plainly, say, shortPath } from "./targets.ts";
import { zipOf } from "./zip.ts";

const USAGE = `npm run package
  packs the zips for the stores

npm run package -- --for ADDRESS [options]
  packs what installs the extension by policy from a web server, such as https://intranet.example/trust-ready/

  --settings FILE   settings for everybody, in JSON
  --signed FILE     the package for Firefox that Mozilla has signed

The environment's TRUST_READY_KEY names the signing key. See docs/installing.md.`;

await plainly(async () => {
  const { values, positionals } = parseOptions(
    process.argv.slice(2),
    {
      for: { type: "string" },
      settings: { type: "string" },
      signed: { type: "string" },
      help: { type: "boolean" },
    },
    USAGE,
  );
  if (values.help) return say(USAGE);
  if (positionals.length > 0) {
    throw new Error(`Not expected: ${positionals.join(" ")}. Options come after “--”.\n\n${USAGE}`);
  }
  if (values.for !== undefined) await packForIntranet({ ...values, for: values.for });
  else if (values.settings ?? values.signed) throw new Error("--settings and --signed need --for");
  else await packForStores();
});

async function packForStores(): Promise<void> {
  await buildAll();
  const { version } = readJson<{ version: string }>("package.json");
  for (const family of BROWSER_FAMILIES) {
    const file = join(distDirectory(), `trust-ready-${version}-${family}.zip`);
    const bytes = await zipOf(join(distDirectory(), family));
    writeFileSync(file, bytes);
    say(`${shortPath(file)}  ${kilobytes(bytes.length)}`);
  }
}

interface Wishes {
  for: string;
  settings?: string | undefined;
  signed?: string | undefined;
}

async function packForIntranet(wishes: Wishes): Promise<void> {
  const address = folderAddress(wishes.for);
  const settings = wishes.settings === undefined ? {} : readSettings(wishes.settings);
  const signedXpi = wishes.signed === undefined ? undefined : readSigned(wishes.signed);
  const key = signingKey(signingKeyFile());
  await buildAll();
  const [chromium, firefox] = [join(distDirectory(), "chromium"), join(distDirectory(), "firefox")];
  const { files, ids, version, firefoxManifest } = await intranetFiles({
    address,
    key: key.key,
    builds: { chromium, firefox },
    settings,
    ...(signedXpi ? { signedXpi } : {}),
  });
  const folder = join(distDirectory(), "intranet");
  writeFolder(folder, files);
  say(`${shortPath(folder)}  version ${version} for ${address}, ${files.size} files`);
  say(`Chrome, Edge, Chromium: ${ids.chromium}`);
  say(`Firefox: ${ids.firefox}`);
  sayOfKey(key);
  if (!signedXpi) {
    const source = join(distDirectory(), "intranet-firefox");
    writeBuild(firefox, source, firefoxManifest);
    say(
      `Firefox's package is not signed, and release Firefox refuses it. The page says how Mozilla signs it.`,
    );
  }
  if (address.startsWith("http:")) {
    say("For a trial in Chromium: Firefox refuses an extension that gets its updates over http.");
  }
  say(`Next: open ${shortPath(join(folder, "index.html"))} and do its six steps.`);
}

function readSigned(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`--signed ${file}: ${(cause as Error).message}`, { cause });
  }
}

function sayOfKey({ file, isNew }: SigningKey): void {
  if (!isNew) return say(`Signed with ${file}`);
  say(`Made a new signing key: ${file}`);
  say(
    "Keep a copy in a safe place. Without this key you cannot update what browsers installed: another key makes",
  );
  say("another extension, with other ids, other policies, and none of the settings and history.");
}
