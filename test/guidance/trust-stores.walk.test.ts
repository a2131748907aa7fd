import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
  groupOfPlace,
  neededRoots,
  placeFor,
  PLACE_GROUPS,
  PLACES,
  rootsToAdd,
  scriptSteps,
  STEP_KINDS,
  storeSources,
  storeSteps,
  storeValues,
  withSaving,
  type Place,
} from "../../src/guidance/trust-stores.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import { ROOT_ADVICE } from "../../src/core/vocabulary.ts";
import { catalogue, rootOf } from "../made-up.ts";

const roots = addableRoots(catalogue.roots);
const pairs = PLACES.flatMap((place) => roots.map((root) => [place, root.id, root] as const));

interface Step {
  id: string;
  commands?: { text: string }[];
}

/** All commands of some steps, as one text. */
function commandsOf(place: Place, root: CatalogueRoot, kinds: readonly string[] = STEP_KINDS) {
  return storeSteps(place, root)
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ commands = [] }) => commands.map(({ text }) => text))
    .join("\n");
}

const hostOf = (id: string) => storeValues(rootOf(id))["host"];
/** The packaged certificates, in PEM. */
const files: RootFiles = Object.fromEntries(rootFiles.roots.map(({ id, pem }) => [id, pem]));

/** Ways to switch verification off, in any of the tools that the guide names. */
const UNSAFE =
  /curl\b[^\n|]* -\w*k\w*\b|--insecure|--no-check-certificate|verify\s*=\s*False|REJECT_UNAUTHORIZED|SkipCertificateCheck|--allow-untrusted|-noprompt|allow-unauthenticated|trusted-host/im;

describe("the data", () => {
  test("has each place once, in the order of the list", () => {
    expect(data.places.map(({ id }) => id)).toEqual([...PLACES]);
  });

  test("lists the places group by group, in the order of the groups", () => {
    const order = PLACES.map((place) => PLACE_GROUPS.indexOf(groupOfPlace(place)));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(new Set(order).size).toBe(PLACE_GROUPS.length);
  });

  test("gives a step of one name the same commands everywhere, unless they name the store", () => {
    const byId = new Map<string, Set<string>>();
    for (const { id, commands } of data.places.flatMap((row): Step[] => row.steps)) {
      byId.set(id, (byId.get(id) ?? new Set()).add(JSON.stringify(commands)));
    }
    const differing = [...byId].filter(([, texts]) => texts.size > 1).map(([id]) => id);
    const ownStore = "look-package check-bundle undo-file look-container install-container";
    expect(differing.filter((id) => !ownStore.includes(id))).toEqual(["install-anchor"]);
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

  test("advises to add the roots that decide, and no other without a condition", () => {
    for (const { advice, decides } of catalogue.roots) expect(advice === "add").toBe(decides);
    expect(new Set(catalogue.roots.map(({ advice }) => advice))).toEqual(new Set(ROOT_ADVICE));
  });

  test("names plain-HTTP addresses to warn of them, never to fetch from them", () => {
    const urls = catalogue.roots.flatMap(({ issuerUrl }) => issuerUrl ?? []);
    expect(urls.length).toBeGreaterThanOrEqual(5);
    for (const url of urls)
      expect(url).toMatch(/^http:\/\/crt\.root\w+\.amazontrust\.com\/root\w+\.cer$/);
    const { about: _, ...rest } = data;
    expect(JSON.stringify(rest)).not.toContain("http:");
    for (const { downloads } of catalogue.roots)
      for (const { url } of downloads) expect(url).toMatch(/^https:/);
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
    const rows: { steps: Step[] }[] = data.places;
    const steps = rows.flatMap((row) => row.steps);
    const text = steps.flatMap(({ commands = [] }) => commands.map((each) => each.text));
    for (const each of [...text, ...data.files.map(({ verify }) => verify)]) {
      if (!placeholders(each).includes("name")) continue;
      expect(each.replaceAll(/"[^"]*\{name\}[^"]*"/g, "")).not.toContain("{name}");
    }
  });

  test("Windows is asked to check all deciding roots' pages at once", () => {
    const ask = (root: string, all: readonly CatalogueRoot[]) =>
      storeSteps("windows", rootOf(root), all).find(({ id }) => id === "look-windows-update");
    const hosts = catalogue.roots.filter(({ decides }) => decides).map((root) => hostOf(root.id));
    const [command] = ask("amazon-root-ca-1", roots)!.commands!;
    expect(hosts.length).toBeGreaterThanOrEqual(4);
    expect(command!.text).toContain(`"${hosts.join(" ")}".Split()`);
    // The one that was chosen is asked, too, although it decides nothing.
    const other = ask("starfield-services-g2", roots)!.commands![0]!.text;
    expect(other).toContain(`${hosts.join(" ")} ${hostOf("starfield-services-g2")}"`);
    expect(ask("starfield-class-2", roots)).toBeUndefined();
  });

  test("Android keeps to what phones have: no step names a command line there", () => {
    for (const place of ["android", "ios"] as const) {
      const own = storeSteps(place, rootOf("amazon-root-ca-1"));
      const after = own.filter(({ kind }) => kind === "check" || kind === "undo");
      expect(after.flatMap(({ commands = [] }) => commands.map(({ text }) => text))).toEqual([
        `https://${hostOf("amazon-root-ca-1")}/`,
      ]);
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

  test("the roots that the package has are those to add, if node has them", () => {
    const wanted = rootsToAdd(catalogue.roots).map(({ id }) => id);
    expect(Object.keys(files)).toEqual(wanted.filter((id) => inNode.has(id)));
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

const needed = neededRoots(catalogue.roots);

describe("the steps for all roots that AWS needs", () => {
  const commandsIn = (place: Place, kinds: readonly string[]) =>
    scriptSteps(place, needed, roots)
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ commands = [] }) => commands.map(({ text }) => text));

  test("are for the roots that decide", () => {
    expect(needed.map(({ id }) => id)).toEqual(
      catalogue.roots.flatMap(({ id, decides }) => (decides ? [id] : [])),
    );
    expect(needed.length).toBeGreaterThanOrEqual(4);
  });

  test.each(PLACES)("%s: the order of work, with one script for each system", (place) => {
    const steps = scriptSteps(place, needed, roots);
    const kinds = steps.map(({ kind }) => STEP_KINDS.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
    const scripts = steps.filter(({ id }) => id.startsWith("script-"));
    expect(scripts).toHaveLength(1);
    const { systems } = data.places.find(({ id }) => id === place)!;
    expect(scripts[0]!.commands).toHaveLength(systems.length);
    expect(scripts[0]!.commands!.map(({ on }) => on)).toEqual(
      systems.length > 1 ? systems : [undefined],
    );
    for (const { text } of scripts[0]!.commands!) {
      for (const root of needed) {
        const { url = "", file = "" } = storeValues(root);
        expect(text.toLowerCase()).toContain(root.certificateSha256);
        expect(text).toContain(file);
        expect(text).toContain(url);
      }
      const verified = Math.max(
        text.indexOf("sum -c"),
        text.indexOf("-a 256 -c"),
        text.indexOf("throw"),
      );
      const installed = /sudo|certutil -addstore|^cp |^update-ca/m.exec(text)?.index ?? Infinity;
      expect(verified).toBeGreaterThan(0);
      expect(verified).toBeLessThan(installed);
    }
    for (const kind of ["look", "check", "undo"]) {
      expect(steps.map((step) => step.kind)).toContain(kind);
    }
  });

  test.each(PLACES)(
    "%s: nothing is left unfilled, and nothing switches verification off",
    (place) => {
      const all = commandsIn(place, STEP_KINDS).join("\n");
      expect(all).not.toMatch(UNSAFE);
      expect(all).not.toMatch(/[^\x20-\x7e\n]/);
      expect(all).not.toMatch(
        /undefined|\{\{|\{(?:id|file|url|name|sha256|SHA256|items|set|host)\}/,
      );
    },
  );

  test.each(data.places.filter(({ isScript }) => isScript).map(({ id }) => id as Place))(
    "%s: the script ends with what one root's installation does, for each root",
    (place) => {
      const step = scriptSteps(place, needed, roots).find(({ id }) => id === "script-install")!;
      const [script] = step.commands!;
      const own = storeSteps(place, needed[0]!).find(({ id }) => id === step.endsWith)!;
      expect(own.kind).toBe("install");
      const lines = script!.text.split("\n");
      for (const line of own.commands!.flatMap(({ text }) => text.split("\n"))) {
        expect(lines.slice(-2 * needed.length * 3)).toContain(line);
      }
    },
  );

  test("undo what they add, for each root", () => {
    for (const { id } of needed) {
      expect(commandsIn("red-hat", ["undo"]).join("\n")).toContain(
        `sudo rm /etc/pki/ca-trust/source/anchors/${id}.cer`,
      );
    }
    expect(
      commandsIn("red-hat", ["undo"])
        .join("\n")
        .match(/update-ca-trust/g),
    ).toHaveLength(1);
    const [windows = ""] = commandsIn("windows", ["undo"]);
    for (const root of needed) expect(windows).toContain(root.certificateSha256.toUpperCase());
  });

  test("one line of a configuration file names all", () => {
    expect(commandsIn("firefox", ["install"]).join("\n")).toContain(
      '"Install": ["AmazonRootCA1.cer", "AmazonRootCA2.cer", "AmazonRootCA3.cer", "AmazonRootCA4.cer"]',
    );
    expect(commandsIn("nixos", ["install"]).join("\n")).toContain(
      "[ ./amazon-root-ca-1.pem ./amazon-root-ca-2.pem ./amazon-root-ca-3.pem ./amazon-root-ca-4.pem ];",
    );
    const profile = commandsIn("macos-profile", ["install"]).join("\n");
    expect(profile.match(/com\.apple\.security\.root/g)).toHaveLength(4);
    expect(profile.match(/<<END/g)).toHaveLength(1);
    expect(profile).toContain("cat > amazon-roots.mobileconfig");
  });

  test("convert a root that is only offered as text before its hash is compared", () => {
    const asText = needed.map((root) => ({
      ...root,
      downloads: root.downloads.filter(({ format }) => format === "pem"),
    }));
    const [script] = scriptSteps("debian", asText)
      .find(({ id }) => id === "script-install")!
      .commands!.map(({ text }) => text);
    for (const root of asText) {
      const { file, pemFile } = storeValues(root);
      const converted = `[ -f ${file} ] || openssl x509 -in ${pemFile} -outform der -out ${file}`;
      expect(script).toContain(converted);
      expect(script!.indexOf(converted)).toBeLessThan(script!.indexOf("sha256sum"));
    }
  });

  test("with saved files, saving is offered before the script and changes nothing else", () => {
    const steps = scriptSteps("debian", needed, roots);
    const saving = withSaving(steps);
    const at = saving.findIndex(({ id }) => id === "script-install");
    expect(saving[at - 1]).toEqual({ id: "save-all", kind: "download", save: true });
    expect(saving.filter(({ save }) => !save)).toEqual(steps);
  });
});

describe("what is shown first", () => {
  test.each([
    ["firefox", "windows", "firefox"],
    ["chrome", "windows", "windows"],
    ["edge", "macos", "macos"],
    ["chromium", "linux", "chrome-linux"],
    ["chrome", "chromeos", "chromeos"],
    ["firefox", "android", "android"],
    ["chromium", "other", "windows"],
  ] as const)("%s on %s: %s", (browser, system, place) => {
    expect(placeFor({ browser, system })).toBe(place);
  });

  test("the address to beware of", () => {
    expect(rootOf("amazon-root-ca-1").issuerUrl).toContain("rootca1.cer");
    expect(rootOf("starfield-class-2").issuerUrl).toBeUndefined();
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
    const four = [1, 2, 3, 4].map((number) => `amazon-root-ca-${number}`);
    expect([...inNode.keys()]).toEqual(expect.arrayContaining(four));
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

describe.skipIf(!installed("openssl") || !installed("sha256sum"))(
  "the script for all roots",
  () => {
    let folder = "";
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "trust-ready-script-"));
      mkdirSync(join(folder, "served"));
      for (const root of needed) serve(root.id, inNode.get(root.id)!.der);
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const fileOf = (id: string) => storeValues(rootOf(id))["file"]!;
    const serve = (id: string, content: Uint8Array) =>
      writeFileSync(join(folder, "served", fileOf(id)), content);
    const noted = (name: string) =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";

    /** Amazon's server is a folder; what would change the system is written down instead. */
    const STAND_INS = `curl() { echo "$3" >> asked; cp "served/$2" "$2"; }
sudo() { echo "$@" >> done; }
`;

    function run(shell: string, place: Place) {
      const step = scriptSteps(place, needed, roots).find(({ id }) => id.startsWith("script-"))!;
      const { text } = step.commands!.find(({ on }) => on === undefined || on === "Linux")!;
      const script = `${STAND_INS}${text}\necho "ended with $?"`;
      const { stdout, stderr } = spawnSync(shell, ["-c", script], {
        cwd: folder,
        encoding: "utf8",
      });
      return { stdout, stderr, isWhole: stdout.endsWith("ended with 0\n") };
    }

    const shells = ["bash", "dash", "zsh"].filter(installed);
    const places = ["debian", "red-hat", "suse", "arch"] as const;
    const tries = shells.flatMap((shell) => places.map((place) => [shell, place] as const));

    test.each(tries)(
      "%s, %s: downloads all, finds all right, then installs all",
      (shell, place) => {
        const { stdout, stderr, isWhole } = run(shell, place);
        expect(isWhole, stderr).toBe(true);
        expect(noted("asked").trim().split("\n")).toEqual(
          needed.map((root) => storeValues(root)["url"]),
        );
        for (const { id } of needed) {
          expect(stdout).toContain(`${fileOf(id)}: OK`);
          expect(noted("done")).toContain(id);
        }
        expect(noted("done").match(/update-ca/g)).toHaveLength(1);
      },
    );

    const faults = {
      "another root": () => serve("amazon-root-ca-3", inNode.get("amazon-root-ca-1")!.der),
      "one byte more": () =>
        serve(
          "amazon-root-ca-4",
          Buffer.concat([inNode.get("amazon-root-ca-4")!.der, Buffer.alloc(1)]),
        ),
      "an empty file": () => serve("amazon-root-ca-1", Buffer.alloc(0)),
      "no file": () => rmSync(join(folder, "served", fileOf("amazon-root-ca-2"))),
    };
    const wrong = shells.flatMap((shell) =>
      places.flatMap((place) =>
        Object.entries(faults).map((fault) => [shell, place, ...fault] as const),
      ),
    );

    test.each(wrong)("%s, %s: %s installs nothing at all", (shell, place, _, spoil) => {
      spoil();
      expect(run(shell, place).isWhole).toBe(false);
      expect(noted("done")).toBe("");
    });

    test.each(shells)("%s: files that were saved are not downloaded, but verified", (shell) => {
      for (const { id } of needed) writeFileSync(join(folder, fileOf(id)), inNode.get(id)!.der);
      expect(run(shell, "red-hat").isWhole).toBe(true);
      expect(noted("asked")).toBe("");
      writeFileSync(join(folder, fileOf("amazon-root-ca-2")), "anything");
      rmSync(join(folder, "done"));
      expect(run(shell, "red-hat").isWhole).toBe(false);
      expect(noted("done")).toBe("");
    });

    test.each(shells)(
      "%s: where each root is installed in its own way, it fetches and verifies",
      (shell) => {
        const { stdout, isWhole } = run(shell, "java");
        expect(isWhole).toBe(true);
        for (const { id } of needed) expect(stdout).toContain(`${fileOf(id)}: OK`);
        expect(noted("done")).toBe("");
        faults["another root"]();
        rmSync(join(folder, fileOf("amazon-root-ca-3")));
        expect(run(shell, "java").isWhole).toBe(false);
      },
    );

    test.skipIf(!installed("shasum"))("on macOS, shasum takes the same list", () => {
      const mac = scriptSteps("macos", needed).find(({ id }) => id === "script-install")!
        .commands![0]!;
      const tryMac = () => spawnSync("bash", ["-c", STAND_INS + mac.text], { cwd: folder }).status;
      expect(tryMac()).toBe(0);
      expect(noted("done").match(/^security add-trusted-cert /gm)).toHaveLength(needed.length);
      rmSync(join(folder, "done"));
      writeFileSync(join(folder, fileOf("amazon-root-ca-1")), "anything");
      expect(tryMac()).not.toBe(0);
      expect(noted("done")).toBe("");
    });
  },
);

/** A command of a step, by what it is for where the step has several; its text, filled in. */
function commandOf(place: Place, step: string, on?: string, root = rootOf("amazon-root-ca-1")) {
  const commands = storeSteps(place, root).find(({ id }) => id === step)!.commands!;
  const found = on === undefined ? commands : commands.filter((each) => each.on === on);
  expect(found.length).toBeGreaterThan(0);
  return found.map(({ text }) => text).join("\n");
}

describe.skipIf(!installed("openssl"))("what the new commands make, on Linux", () => {
  const { root, der, pem } = inNode.get("amazon-root-ca-1")!;
  const { file = "", name = "" } = storeValues(root);
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "trust-ready-made-"));
    writeFileSync(join(folder, file), der);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a script in the folder, which is the home folder, too. */
  const run = (script: string, home = folder) =>
    spawnSync("bash", ["-c", script], {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: home },
      encoding: "utf8",
      input: "yes\n",
    });
  const bare = (text: string) => text.replaceAll(/-----[^-]+-----|\s/g, "");

  test.each(["macos-profile", "ios"] as const)("%s: the profile holds the certificate", (place) => {
    const step = place === "ios" ? "install-ios-managed" : "install-profile";
    const uuid = "uuidgen() { echo 11111111-2222-4333-8444-555555555555; }";
    const made = run(`${uuid}\n${commandOf(place, step)}`);
    expect(made).toMatchObject({ status: 0, stderr: "" });
    const profile = readFileSync(join(folder, `${root.id}.mobileconfig`), "utf8");
    const [, content = ""] = /<data>([^<]+)<\/data>/.exec(profile)!;
    expect(Buffer.from(content, "base64")).toEqual(der);
    const opened = [...profile.matchAll(/<(\w+)[^>?]*>/g)].map(([, tag]) => tag);
    const closed = [...profile.matchAll(/<\/(\w+)>/g)].map(([, tag]) => tag);
    expect(opened.toSorted()).toEqual(closed.toSorted());
    expect(profile).not.toContain("$(");
  });

  test("Bottlerocket gets one line of base64, which is the certificate as text", () => {
    const { status, stdout } = run(commandOf("kubernetes", "install-kubernetes-node"));
    expect(status).toBe(0);
    const lines =
      /^\[settings\.pki\.amazon-root-ca-1\]\ndata = "([A-Za-z0-9+/=]+)"\ntrusted = true\n$/;
    const [, content = ""] = lines.exec(stdout)!;
    expect(bare(Buffer.from(content, "base64").toString())).toBe(bare(pem));
  });

  test.skipIf(!existsSync("/etc/ssl/certs/ca-certificates.crt"))(
    "Kubernetes gets all roots in one list, and the check reads it",
    () => {
      const asked = `kubectl() { echo "$@" >> asked; [ "$1" = exec ] && cat ca-bundle.crt; true; }\n`;
      expect(run(asked + commandOf("kubernetes", "install-kubernetes-list")).status).toBe(0);
      expect(readFileSync(join(folder, "asked"), "utf8")).toBe(
        "create configmap amazon-trust --from-file=ca-bundle.crt\n",
      );
      const list = readFileSync(join(folder, "ca-bundle.crt"), "utf8");
      expect(list.match(/BEGIN CERTIFICATE/g)!.length).toBeGreaterThan(50);
      const check = () => run(asked + commandOf("kubernetes", "check-kubernetes")).stdout;
      expect(Number(check())).toBeGreaterThan(0);
      writeFileSync(join(folder, "ca-bundle.crt"), inNode.get("amazon-root-ca-2")!.pem);
      expect(check()).toBe("0\n");
    },
  );

  test("a pod's lines mount what the step before made", () => {
    const lines = commandOf("kubernetes", "install-kubernetes-pod");
    const [, path = ""] = /value: (\S+)/.exec(lines)!;
    const [, mount = ""] = /mountPath: (\S+)/.exec(lines)!;
    expect(path).toBe(`${mount}/ca-bundle.crt`);
    expect(commandOf("kubernetes", "check-kubernetes")).toContain(path);
    expect(lines).toMatch(/configMap:\n {8}name: amazon-trust$/);
  });

  test.skipIf(!installed("keytool"))("Java's store takes it, shows it, and gives it back", () => {
    const store = join(folder, "jre/lib/security");
    mkdirSync(store, { recursive: true });
    const other = join(folder, "other.pem");
    writeFileSync(other, inNode.get("amazon-root-ca-2")!.pem);
    const java = (text: string) => run(`export JAVA_HOME="$HOME"\n${text}`);
    java(
      `keytool -importcert -noprompt -keystore ${store}/cacerts -storepass changeit -alias other -file ${other}`,
    );
    const look = () => java(commandOf("java", "look-java", "JDK 8"));
    expect(look().status).toBe(1);
    expect(java(commandOf("java", "install-java", "JDK 8")).status).toBe(0);
    expect(look().stdout).toContain(storeValues(root)["fingerprint"]);
    expect(java(commandOf("java", "check-java", "JDK 8")).status).toBe(0);
    expect(java(commandOf("java", "undo-java", "JDK 8")).status).toBe(0);
    expect(look().status).toBe(1);
  });

  describe.skipIf(!installed("certutil"))("the stores of browsers", () => {
    /** Where each kind of browser keeps its roots, before and since Chromium 146. */
    const STORES = {
      "deb, rpm": [".pki/nssdb", ".local/share/pki/nssdb"],
      Snap: ["snap/chromium/current/.pki/nssdb", "snap/chromium/current/.local/share/pki/nssdb"],
      Flatpak: [
        ".var/app/com.google.Chrome/.pki/nssdb",
        ".var/app/com.google.Chrome/data/pki/nssdb",
      ],
    };
    const KINDS = Object.keys(STORES) as (keyof typeof STORES)[];

    /** A home folder with these stores in it, all empty. */
    function homeWith(...stores: string[]): string {
      const home = mkdtempSync(join(folder, "home-"));
      for (const store of stores) {
        mkdirSync(join(home, store), { recursive: true });
        run(`certutil -d "sql:${join(home, store)}" -N --empty-password`, home);
      }
      return home;
    }

    /** Those of all stores that hold the root, as certutil lists them. */
    const holding = (home: string) =>
      Object.values(STORES)
        .flat()
        .filter((store) => existsSync(join(home, store, "cert9.db")))
        .filter(
          (store) => run(`certutil -d "sql:${join(home, store)}" -L -n "${name}"`).status === 0,
        );

    const tries = KINDS.flatMap((kind) => STORES[kind].map((store) => [kind, store] as const));
    test.each(tries)("%s: %s gets the root, and no other store", (kind, store) => {
      const others = KINDS.filter((each) => each !== kind).map((each) => STORES[each][0]!);
      const home = homeWith(store, ...others);
      expect(run(commandOf("chrome-linux", "install-chrome", kind), home).status).toBe(0);
      expect(holding(home)).toEqual([store]);
      const { stdout } = run(commandOf("chrome-linux", "check-chrome-store"), home);
      expect(stdout.split("\n")).toEqual([join(home, store), ""]);
      expect(run(commandOf("chrome-linux", "undo-chrome", kind), home).status).toBe(0);
      expect(holding(home)).toEqual([]);
      expect(run(commandOf("chrome-linux", "check-chrome-store"), home).stdout).toBe("");
    });

    test.each(["Snap", "Flatpak"] as const)(
      "%s: a browser that never ran has no store, and none is made that it would not read",
      (kind) => {
        const home = homeWith(".pki/nssdb");
        expect(run(commandOf("chrome-linux", "install-chrome", kind), home).status).not.toBe(0);
        expect(holding(home)).toEqual([]);
        expect(existsSync(join(home, STORES[kind][0]!))).toBe(false);
        expect(existsSync(join(home, STORES[kind][1]!))).toBe(false);
      },
    );

    test("Firefox's profiles are found wherever it keeps them, and take the root", () => {
      const profiles = [
        ".mozilla/firefox/a.default",
        ".config/mozilla/firefox/b.default",
        "snap/firefox/common/.mozilla/firefox/c.default",
        ".var/app/org.mozilla.firefox/.mozilla/firefox/d.default",
      ];
      const home = homeWith(...profiles);
      const [find, add] = storeSteps("firefox", root).find(
        ({ id }) => id === "install-firefox-certutil",
      )!.commands!;
      const found = run(find!.text, home).stdout.trim().split("\n");
      expect(found.toSorted()).toEqual(profiles.map((each) => join(home, each)).toSorted());
      for (const profile of found) {
        expect(run(add!.text.replace("PROFILE", profile), home).status).toBe(0);
        const remove = commandOf("firefox", "undo-firefox").replace("PROFILE", profile);
        expect(run(remove, home).status).toBe(0);
      }
    });
  });
});

/** Gives a script copies of these folders in its own mount namespace: what it writes there, it alone sees. */
const APART = `set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$APART"
for FOLDER in /etc /usr/local/share; do
  mkdir -p "$APART$FOLDER/upper" "$APART$FOLDER/work"
  mount -t overlay overlay -o "lowerdir=$FOLDER,upperdir=$APART$FOLDER/upper,workdir=$APART$FOLDER/work" "$FOLDER"
done
set +e
sudo() { "$@"; }
`;

/** Runs a script that writes to the system's store, without touching that. */
function runApart(script: string, folder: string) {
  const apart = join(folder, "apart");
  mkdirSync(apart, { recursive: true });
  return spawnSync("unshare", ["-m", "bash", "-c", `${APART}${script}`], {
    cwd: folder,
    env: { PATH: process.env["PATH"], APART: apart },
    encoding: "utf8",
  });
}

describe("what writes to the system's store, run apart from it", () => {
  const { directory: folder, remove } = temporaryDirectory("trust-ready-apart-");
  afterAll(remove);
  const possible = runApart("touch /etc/trust-ready-apart", folder).status === 0;
  const { file = "", id = "" } = storeValues(rootOf("amazon-root-ca-1"));

  beforeAll(() => {
    // A root that no list holds, under the name of the file: so that what adds it can be seen.
    const make =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -subj '/CN=Example Root' -days 9";
    spawnSync("bash", ["-c", `${make} | openssl x509 -outform der -out ${file}`], { cwd: folder });
  });

  test.skipIf(!possible)("nothing of it reaches this machine", () => {
    expect(existsSync("/etc/trust-ready-apart")).toBe(false);
  });

  const DEBIAN = possible && installed("update-ca-certificates") && installed("openssl");
  test.skipIf(!DEBIAN).each(["debian", "wsl"] as const)(
    "%s: the list has the root after the installation, and not before nor after it is undone",
    (place) => {
      const check = `echo "$(${commandOf(place, "check-bundle")} 2>&1)" | tail -n 1`;
      const text = `openssl x509 -inform der -in ${file} -out ${id}.crt`;
      const { stdout, stderr } = runApart(
        `${text}; ${check}
(${commandOf(place, "install-debian")}) >/dev/null; ${check}
(${commandOf(place, "undo-file")}) >/dev/null; ${check}`,
        folder,
      );
      expect(stdout.trim().split("\n"), stderr).toEqual([
        expect.stringContaining("verification failed"),
        `${id}.crt: OK`,
        expect.stringContaining("verification failed"),
      ]);
    },
    60_000,
  );

  test.skipIf(!possible || !installed("openssl"))(
    "docker: the registry's folder gets a file that ends in .crt, and loses it",
    () => {
      const listing = "ls /etc/docker/certs.d/REGISTRY";
      const { stdout } = runApart(
        `${commandOf("docker", "install-docker")}\n${listing}\n${commandOf("docker", "undo-docker")}\n${listing}`,
        folder,
      );
      expect(stdout).toBe(`${id}.crt\n`);
    },
  );
});
