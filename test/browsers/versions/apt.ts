/**
 * Fetches a browser from a Debian suite with all libraries that it needs, without touching the system's own packages: apt
 * with a state of its own checks the signatures, and `dpkg-deb` unpacks into a directory.
 */
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import type { BrowserFamily } from "../../../src/core/vocabulary.ts";

export interface Source {
  family: BrowserFamily;
  /** Debian's name. */
  package: string;
  suite: string;
}

/** Addresses of Debian's two archives. */
export interface Mirrors {
  main: string;
  security: string;
}

/** What a person is told in place of a stack. */
export class Refusal extends Error {}

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
/** Packages and what they unpack to, for one browser. */
const NEEDED_BYTES = 2e9;
const PROGRAMS: Record<string, string> = {
  chromium: "/usr/lib/chromium/chromium",
  "firefox-esr": "/usr/lib/firefox-esr/firefox-esr",
  firefox: "/usr/lib/firefox/firefox",
};

/** Where fetched browsers are stored. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache");
  return path.join(base, "trust-ready", "browsers");
}

/** Throws what this computer lacks to fetch and run browsers of other suites. */
export function expectDebian(): void {
  const lacks = [
    ...(process.platform === "linux" && existsSync("/etc/debian_version") ? [] : ["Debian"]),
    ...(process.getuid?.() === 0 ? [] : ["to run as root (for chroot)"]),
    ...["apt-get", "dpkg-deb", "unshare"].filter((command) => !onPath(command)),
    ...(existsSync(KEYRING) ? [] : ["the package debian-archive-keyring"]),
  ];
  if (lacks.length) throw new Refusal(`This command needs ${lacks.join(", ")}.`);
}

function onPath(command: string): boolean {
  const directories = (process.env["PATH"] ?? "").split(path.delimiter);
  return directories.some((directory) => existsSync(path.join(directory, command)));
}

/** Asks apt which addresses of Debian's archives this computer uses. */
export function machineMirrors(): Mirrors {
  const codename = /^VERSION_CODENAME=(\S+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const mirrors = mirrorsIn(run("apt-get", ["--print-uris", "update"]), codename ?? "sid");
  if (mirrors) return mirrors;
  throw new Refusal("The sources of apt on this computer name no archive of Debian.");
}

/** Reads the addresses from what `apt-get --print-uris update` prints. Null if the archive of the codename is not there. */
export function mirrorsIn(printed: string, codename: string): Mirrors | null {
  const archives = [...printed.matchAll(/^'(\S+?)\/dists\/(\S+?)\/InRelease'/gm)];
  const of = (suites: readonly string[]) =>
    archives.find(([, , suite]) => suites.includes(suite!))?.[1];
  const main = of([codename, "stable", "testing", "unstable", "sid"]);
  if (!main) return null;
  return { main, security: of([`${codename}-security`, "stable-security"]) ?? `${main}-security` };
}

/** The suite's line for apt; a security suite builds on its own suite. */
export function sourceLines(suite: string, { main, security }: Mirrors): string[] {
  const line = (address: string, name: string) =>
    `deb [signed-by=${KEYRING}] ${address} ${name} main`;
  const base = suite.replace(/-security$/, "");
  return [line(main, base), ...(base === suite ? [] : [line(security, suite)])];
}

/** Settings that give apt a state of its own. The computer's settings, for example of a proxy, stay in force otherwise. */
export function aptSettings(directory: string): string {
  const settings = {
    "Dir::State": `${directory}/state`,
    "Dir::State::status": `${directory}/state/status`,
    "Dir::Cache": `${directory}/cache`,
    "Dir::Etc::sourcelist": `${directory}/sources.list`,
    "Dir::Etc::sourceparts": "/dev/null",
    "Dir::Etc::preferences": "/dev/null",
    "Dir::Etc::preferencesparts": "/dev/null",
    "Dir::Etc::trusted": "/dev/null",
    "Dir::Etc::trustedparts": "/dev/null",
    "Acquire::AllowInsecureRepositories": "false",
    "Acquire::AllowWeakRepositories": "false",
    "Acquire::AllowDowngradeToInsecureRepositories": "false",
    "APT::Get::AllowUnauthenticated": "false",
    "APT::Install-Recommends": "false",
    // The user `_apt` may not write into a home.
    "APT::Sandbox::User": "root",
  };
  return [
    // Hooks of the system's own package management.
    ...[
      "APT::Update::Pre-Invoke",
      "APT::Update::Post-Invoke",
      "APT::Update::Post-Invoke-Success",
    ].map((name) => `#clear ${name};`),
    "#clear DPkg::Pre-Install-Pkgs;",
    ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
    "",
  ].join("\n");
}

export interface Fetched {
  source: Source;
  /** `120.0.6099.224`. */
  version: string;
  /** Starts the browser. */
  program: string;
}

/** A browser of a suite, in a version that is known before it is fetched. */
export interface Candidate {
  source: Source;
  version: string;
  /** Fetches the browser unless this version is in the cache. `say` is called before the long part. */
  fetch(say: (text: string) => void): Fetched;
}

/** Looks up which version a suite has. Falls back to the cache if its archive cannot be reached. */
export function candidateOf(source: Source, mirrors: Mirrors): Candidate {
  const directory = path.join(cacheDirectory(), `${source.package}-${source.suite}`);
  const program = path.join(directory, "run");
  const stamp = path.join(directory, "version");
  const cached = existsSync(stamp) ? readFileSync(stamp, "utf8") : null;
  const apt = privateApt(directory, source.suite, mirrors);
  let offered: string;
  try {
    apt("apt-get", ["-qq", "update"]);
    offered = candidateIn(apt("apt-cache", ["policy", source.package]));
  } catch (cause) {
    if (cached === null)
      throw new Refusal(`${source.package} of ${source.suite}: ${reasonOf(cause)}`);
    offered = cached;
  }
  return {
    source,
    version: upstreamOf(offered),
    fetch(say) {
      if (cached !== offered) {
        say(`Fetching ${source.package} ${offered} from ${source.suite} …`);
        rmSync(stamp, { force: true });
        expectRoom(directory);
        apt("apt-get", ["-qq", "-y", "--download-only", "install", source.package]);
        unpack(path.join(directory, "cache", "archives"), path.join(directory, "root"));
        writeFileSync(
          program,
          startScript(path.join(directory, "root"), PROGRAMS[source.package]!),
        );
        chmodSync(program, 0o755);
        writeFileSync(stamp, offered);
      }
      return { source, version: upstreamOf(offered), program };
    },
  };
}

/** Reads what `apt-cache policy` says it would install. */
export function candidateIn(policy: string): string {
  const found = /^\s*Candidate: (\S+)/m.exec(policy)?.[1];
  if (!found || found === "(none)") throw new Error("the suite has no such package");
  return found;
}

/** `140.12.0esr-1~deb12u1` is Firefox 140.12.0. */
export function upstreamOf(debian: string): string {
  return /\d+(\.\d+)*/.exec(debian.replace(/^\d+:/, ""))?.[0] ?? debian;
}

type Run = (command: string, args: string[]) => string;

function privateApt(directory: string, suite: string, mirrors: Mirrors): Run {
  for (const part of ["state/lists/partial", "cache/archives/partial"])
    mkdirSync(path.join(directory, part), { recursive: true });
  const settings = path.join(directory, "apt.conf");
  writeFileSync(settings, aptSettings(directory));
  // No package counts as installed, so that apt brings everything down to the C library.
  writeFileSync(path.join(directory, "state/status"), "");
  writeFileSync(
    path.join(directory, "sources.list"),
    `${sourceLines(suite, mirrors).join("\n")}\n`,
  );
  return (command, args) => run(command, ["-c", settings, ...args]);
}

function run(command: string, args: string[]): string {
  const env = { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  return execFileSync(command, args, { encoding: "utf8", stdio: "pipe", env, maxBuffer: 1e8 });
}

function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim().split("\n").slice(0, 3).join(" ");
}

function expectRoom(directory: string): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize < NEEDED_BYTES)
    throw new Refusal(`${directory} has less than ${NEEDED_BYTES / 1e9} GB of free space.`);
}

function unpack(archives: string, root: string): void {
  const half = `${root}.half`;
  rmSync(half, { recursive: true, force: true });
  // Directories that Debian has merged into /usr since bookworm. Older packages replace the links.
  for (const name of ["bin", "sbin", "lib", "lib64"])
    mkdirSync(path.join(half, "usr", name), { recursive: true });
  run("sh", [
    "-ec",
    `cd "$1"; for name in bin sbin lib lib64; do ln -s usr/$name $name; done`,
    "sh",
    half,
  ]);
  for (const name of readdirSync(archives).filter((each) => each.endsWith(".deb")))
    run("dpkg-deb", ["-x", path.join(archives, name), half]);
  for (const name of ["proc", "dev"]) mkdirSync(path.join(half, name), { recursive: true });
  rmSync(root, { recursive: true, force: true });
  renameSync(half, root);
  rmSync(archives, { recursive: true, force: true });
}

/**
 * A script that runs a program in the directory as if that were the whole system, which it shares the directory of temporary
 * files with, and with it profiles. The mounts are in a namespace of their own and end with the program.
 */
export function startScript(root: string, program: string): string {
  return `#!/bin/sh
exec unshare --mount --propagation private sh -ec '
root=$1 program=$2 temporary=\${TMPDIR:-/tmp}
shift 2
mkdir -p "$root$temporary"
for shared in /proc /dev "$temporary"; do mount --rbind "$shared" "$root$shared"; done
exec chroot "$root" "$program" "$@"' sh '${root}' '${program}' "$@"
`;
}
