import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatalogueRoot } from "../../src/core/catalogue.ts";
import { placeholders } from "../../src/guidance/command.ts";
import sources from "../../src/guidance/sources.json";
import rootFiles from "../../src/guidance/root-files.json";
import {
  BUNDLE_FILE,
  BUNDLE_FINGERPRINTS,
  bundleOf,
  derOf,
  type RootFiles,
} from "../../src/guidance/root-files.ts";
import data from "../../src/guidance/trust-stores.json";
import {
  addableRoots,
  ADVICE,
  adviceOn,
  issuerUrl,
  placeFor,
  PLACES,
  rootFor,
  rootsToAdd,
  STEP_KINDS,
  storeSources,
  storeSteps,
  storeValues,
  withSaving,
  type Place,
} from "../../src/guidance/trust-stores.ts";
import { catalogue, reportOf, rootOf, wellIn, WORLDS } from "../made-up.ts";

const roots = addableRoots(catalogue.roots);
const pairs = PLACES.flatMap((place) => roots.map((root) => [place, root.id, root] as const));

/** All commands of some steps, as one text. */
function commandsOf(place: Place, root: CatalogueRoot, kinds: readonly string[] = STEP_KINDS) {
  return storeSteps(place, root)
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ commands = [] }) => commands.map(({ text }) => text))
    .join("\n");
}

/** The packaged certificates, in PEM. */
const files: RootFiles = Object.fromEntries(rootFiles.roots.map(({ id, pem }) => [id, pem]));

/** Ways to switch verification off, in any of the tools that the guide names. */
const UNSAFE =
  /curl\b[^\n|]* -\w*k\w*\b|--insecure|--no-check-certificate|verify\s*=\s*False|REJECT_UNAUTHORIZED|SkipCertificateCheck|--allow-untrusted|-noprompt|allow-unauthenticated|trusted-host/im;

describe("the data", () => {
  test("has each place once, in the order of the list", () => {
    expect(data.places.map(({ id }) => id)).toEqual([...PLACES]);
  });

  test.each(data.places.map((row) => [row.id, row] as const))("%s is whole", (_, row) => {
    const ids = row.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const order = row.steps.map(({ kind }) => STEP_KINDS.indexOf(kind as "look"));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    for (const kind of ["look", "install", "check", "undo"]) {
      expect(row.steps.map((step) => step.kind)).toContain(kind);
    }
    const systems = data.files.map(({ system }) => system);
    expect(row.systems.length).toBeGreaterThan(0);
    expect(row.systems.filter((system) => !systems.includes(system))).toEqual([]);
    expect(row.sources.length).toBeGreaterThan(0);
    expect(row.sources.filter((id) => !(id in sources))).toEqual([]);
  });

  test("gives advice on every root of the catalogue, once, and on no other", () => {
    const advised = data.advice.flatMap((row) => row.roots);
    expect(advised.toSorted()).toEqual(catalogue.roots.map(({ id }) => id).toSorted());
    expect(data.advice.map(({ advice }) => advice)).toEqual([...ADVICE]);
    for (const root of catalogue.roots) expect(adviceOn(root) === "add").toBe(root.decides);
    expect(adviceOn({ ...rootOf("amazon-root-ca-1"), id: "unknown" })).toBeNull();
  });

  test("names plain-HTTP addresses to warn of them, never to fetch from them", () => {
    const ids = new Set(catalogue.roots.map(({ id }) => id));
    for (const { root, url } of data.issuerUrls) {
      expect(ids).toContain(root);
      expect(url).toMatch(/^http:\/\/crt\.root\w+\.amazontrust\.com\/root\w+\.cer$/);
    }
    const { issuerUrls: _, about: __, ...rest } = data;
    expect(JSON.stringify(rest)).not.toContain("http:");
  });
});

describe("the steps", () => {
  test.each(pairs)("%s, %s: fetch, verify, then install, then check", (place, _, root) => {
    const steps = storeSteps(place, root);
    const kinds = steps.map(({ kind }) => STEP_KINDS.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
    expect(new Set(kinds).size).toBe(STEP_KINDS.length);
    const url = (format: string) => root.downloads.find((each) => each.format === format)?.url;
    expect(commandsOf(place, root, ["download"])).toContain(url("der") ?? url("pem"));
    const before = commandsOf(place, root, ["verify"]);
    expect(before.toLowerCase()).toContain(root.certificateSha256);
    expect(before).toContain(storeValues(root)["file"]!);
    expect(before).toContain("OK");
    expect(before).toContain("WRONG");
    expect(commandsOf(place, root, ["look", "download"])).not.toContain("OK:");
  });

  test.each(pairs)("%s, %s: nothing switches verification off", (place, _, root) => {
    const all = commandsOf(place, root);
    expect(all).not.toMatch(UNSAFE);
    expect(all).not.toMatch(/[^\x20-\x7e\n]/);
  });

  test.each(roots.map((root) => [root.id, root] as const))(
    "%s: values are safe in a shell",
    (_, root) => {
      for (const value of Object.values(storeValues(root))) {
        expect(value).toMatch(/^[A-Za-z0-9+/][A-Za-z0-9 ._:/+=-]*$/);
      }
      const { file, url, downloadFile } = storeValues(root);
      expect(url).toMatch(/^https:/);
      expect(`${file}${downloadFile}`).not.toContain("/");
    },
  );

  test("names with a blank stand in quotes", () => {
    const rows: { steps: { commands?: { text: string }[] }[] }[] = data.places;
    const steps = rows.flatMap((row) => row.steps);
    const text = steps.flatMap(({ commands = [] }) => commands.map((each) => each.text));
    for (const each of [...text, ...data.files.map(({ verify }) => verify)]) {
      if (!placeholders(each).includes("name")) continue;
      expect(each.replaceAll(/"[^"]*\{name\}[^"]*"/g, "")).not.toContain("{name}");
    }
  });

  test("a root without a DER file is converted first, one without a test page not tried there", () => {
    const ids = (root: string) => storeSteps("debian", rootOf(root)).map(({ id }) => id);
    expect(ids("starfield-class-2")).toContain("convert");
    expect(ids("starfield-class-2")).not.toContain("check-network");
    expect(ids("amazon-root-ca-1")).not.toContain("convert");
    expect(ids("amazon-root-ca-1")).toContain("check-network");
  });

  test.each(pairs)("%s, %s: saving comes first, downloading is another way", (place, _, root) => {
    const steps = storeSteps(place, root);
    const saving = withSaving(steps);
    const getting = saving.filter(({ kind }) => kind === "download");
    expect(getting.map(({ id }) => id).slice(0, 2)).toEqual(["save", "download-instead"]);
    expect(getting.map(({ save = false }) => save)).toEqual(getting.map((__, at) => at === 0));
    // Nothing else changes.
    const rest = saving.filter(({ save }) => !save);
    expect(rest.map(({ id }) => id.replace("download-instead", "download"))).toEqual(
      steps.map(({ id }) => id),
    );
    expect(rest.map(({ commands }) => commands)).toEqual(steps.map(({ commands }) => commands));
  });

  test("the roots that the package has are those to add", () => {
    expect(Object.keys(files)).toEqual(rootsToAdd(catalogue.roots).map(({ id }) => id));
    expect(roots).toEqual(expect.arrayContaining(rootsToAdd(catalogue.roots)));
  });

  test.each(roots.map((root) => [root.id, root] as const))(
    "%s: its files have two names",
    (_, root) => {
      const { file, pemFile } = storeValues(root);
      expect([file, pemFile]).toEqual([
        expect.stringMatching(/^[\w-]+\.cer$/),
        expect.stringMatching(/^[\w-]+\.(pem|crt)$/),
      ]);
      expect([file, pemFile]).not.toContain(BUNDLE_FILE);
      const derOnly = {
        ...root,
        downloads: root.downloads.filter(({ format }) => format === "der"),
      };
      if (!derOnly.downloads.length) return;
      expect(storeValues(derOnly)["pemFile"]).toBe(file!.replace(/cer$/, "pem"));
    },
  );

  test("a root that nobody offers cannot be added", () => {
    const root = { ...rootOf("amazon-root-ca-1"), downloads: [] };
    expect(addableRoots([root])).toEqual([]);
    expect(() => storeSteps("debian", root)).toThrow("no value for");
  });

  test("have sources", () => {
    for (const place of PLACES) expect(storeSources(place).length).toBeGreaterThan(1);
  });

  test.each([
    "curl -sk https://a",
    "wget --no-check-certificate",
    "verify=False",
    "apk --allow-untrusted",
  ])("a way around verification would be seen: %s", (text) => expect(text).toMatch(UNSAFE));
});

describe("what is shown first", () => {
  test.each([
    ["firefox", "windows", "firefox"],
    ["chrome", "windows", "windows"],
    ["edge", "macos", "macos"],
    ["chromium", "linux", "chrome-linux"],
    ["chrome", "chromeos", "windows"],
  ] as const)("%s on %s: %s", (browser, system, place) => {
    expect(placeFor({ browser, system })).toBe(place);
  });

  test("the root that the last check missed", () => {
    expect(rootFor(roots, WORLDS["one root missing"]!()).id).toBe("amazon-root-ca-2");
    expect(rootFor(roots, reportOf("firefox", wellIn.firefox)).id).toBe("amazon-root-ca-1");
    expect(rootFor(roots, null).id).toBe("amazon-root-ca-1");
    expect(() => rootFor([], null)).toThrow("no root to download");
  });

  test("the address to beware of", () => {
    expect(issuerUrl(rootOf("amazon-root-ca-1"))).toContain("rootca1.cer");
    expect(issuerUrl(rootOf("starfield-class-2"))).toBeNull();
  });
});

/** Whether a program is installed here. */
const installed = (program: string) =>
  spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

/** The roots that node brings along, as the catalogue knows them: id and DER. */
const inNode = new Map(
  rootCertificates.flatMap((pem) => {
    const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
    const sha256 = createHash("sha256").update(der).digest("hex");
    const root = catalogue.roots.find(({ certificateSha256 }) => certificateSha256 === sha256);
    return root ? [[root.id, { root, der, pem }] as const] : [];
  }),
);

describe.skipIf(!installed("openssl") || !installed("sha256sum"))("run for real, on Linux", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "trust-ready-stores-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (command: string) =>
    spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });

  test("node knows Amazon's roots, so that there is something to try", () => {
    for (const { id } of catalogue.roots.filter(({ decides }) => decides)) {
      expect([...inNode.keys()]).toContain(id);
    }
  });

  const runnable = (["debian", "macos"] as const).filter(
    (place) => place === "debian" || installed("shasum"),
  );
  const tries = runnable.flatMap((place) => [...inNode.keys()].map((id) => [place, id] as const));

  test.each(tries)("%s, %s: the right file is OK, any other WRONG", (place, id) => {
    const { root, der, pem } = inNode.get(id)!;
    const [, other] = [...inNode.values()].filter((each) => each.root !== root);
    const path = join(folder, storeValues(root)["file"]!);
    const verify = commandsOf(place, root, ["verify"]);
    writeFileSync(path, der);
    expect(run(verify)).toMatchObject({
      status: 0,
      stdout: `OK: ${storeValues(root)["file"]} is ${root.name}\n`,
    });
    const wrong = [other!.der, Buffer.concat([der, other!.der]), Buffer.from(pem), Buffer.alloc(0)];
    for (const content of wrong) {
      writeFileSync(path, content);
      const { status, stdout } = run(verify);
      expect(status).not.toBe(0);
      expect(stdout).toMatch(/^WRONG: do not install /);
    }
    rmSync(path);
    expect(run(verify).status).not.toBe(0);
  });

  test.each(Object.keys(files))("%s: what is saved passes, and installs as it stands", (id) => {
    const root = rootOf(id);
    const { file = "", pemFile = "", fingerprint } = storeValues(root);
    writeFileSync(join(folder, file), derOf(files[id]!));
    writeFileSync(join(folder, pemFile), files[id]!);
    expect(run(commandsOf("debian", root, ["verify"])).stdout).toBe(
      `OK: ${file} is ${root.name}\n`,
    );
    const [toText = ""] = commandsOf("debian", root, ["install"]).split("\n");
    expect(run(toText).status).toBe(0);
    expect(run(`cmp ${id}.crt ${pemFile}`).status).toBe(0);
    expect(run(`openssl x509 -in ${pemFile} -noout -fingerprint -sha256`).stdout).toContain(
      fingerprint,
    );
  });

  test("the command for the bundle prints the fingerprint of each certificate", () => {
    writeFileSync(join(folder, BUNDLE_FILE), bundleOf(roots, files));
    const { status, stdout } = run(BUNDLE_FINGERPRINTS);
    expect(status).toBe(0);
    const printed = [...stdout.matchAll(/Fingerprint=([\dA-F:]+)/gi)].map(([, each]) => each);
    expect(printed).toEqual(Object.keys(files).map((id) => storeValues(rootOf(id))["fingerprint"]));
  });

  test("from text to DER and back, the fingerprint holds and the list accepts it", () => {
    const { root, pem } = inNode.get("amazon-root-ca-1")!;
    const asPem = { ...root, downloads: root.downloads.filter(({ format }) => format === "pem") };
    writeFileSync(join(folder, storeValues(asPem)["downloadFile"]!), pem);
    const [, convert = ""] = commandsOf("debian", asPem, ["download"]).split("\n");
    expect(run(convert).status).toBe(0);
    expect(run(commandsOf("debian", asPem, ["verify"])).stdout).toMatch(/^OK: /);
    const [toText = ""] = commandsOf("debian", asPem, ["install"]).split("\n");
    expect(run(toText).status).toBe(0);
    const printed = execFileSync(
      "openssl",
      ["x509", "-in", "amazon-root-ca-1.crt", "-noout", "-fingerprint", "-sha256"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(printed).toContain(storeValues(root)["fingerprint"]);
    const check = commandsOf("debian", asPem, ["check"]).split("\n")[0]!;
    const list = check.replace("/etc/ssl/certs/ca-certificates.crt", "amazon-root-ca-1.crt");
    expect(run(list).stdout).toContain("OK");
  });
});
