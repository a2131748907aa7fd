import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../lab/cleanup.ts";
import {
  aptSettings,
  cacheDirectory,
  candidateIn,
  mirrorsIn,
  sourceLines,
  startScript,
  upstreamOf,
} from "./apt.ts";

const PRINTED = `'https://other.example/node/dists/nodistro/InRelease' other_InRelease 0
'http://mirror.example/debian/dists/bookworm/InRelease' mirror_bookworm_InRelease 0
'http://mirror.example/debian/dists/bookworm-updates/InRelease' mirror_bookworm-updates_InRelease 0
'http://safe.example/security/dists/bookworm-security/InRelease' safe_InRelease 0
`;
const MIRRORS = { main: "http://mirror.example/debian", security: "http://safe.example/security" };

test("takes Debian's archives from the computer's own sources, whatever else is among them", () => {
  expect(mirrorsIn(PRINTED, "bookworm")).toEqual(MIRRORS);
  expect(mirrorsIn(PRINTED, "nothing")).toBeNull();
  expect(mirrorsIn("", "bookworm")).toBeNull();
});

test("a security suite builds on its own suite, and every source is signed", () => {
  const lines = sourceLines("bookworm-security", MIRRORS);
  expect(lines).toEqual([
    expect.stringMatching(
      /^deb \[signed-by=\S+\.gpg\] http:\/\/mirror\.example\/debian bookworm main$/,
    ),
    expect.stringMatching(/ http:\/\/safe\.example\/security bookworm-security main$/),
  ]);
  expect(sourceLines("sid", MIRRORS)).toHaveLength(1);
});

test("apt gets a state of its own and takes nothing unsigned", () => {
  const settings = aptSettings("/cache/here");
  for (const name of ["Dir::State", "Dir::State::status", "Dir::Cache", "Dir::Etc::sourcelist"])
    expect(settings).toMatch(new RegExp(`^${name} "/cache/here/[\\w./]+";$`, "m"));
  for (const name of ["sourceparts", "preferencesparts", "trusted", "trustedparts"])
    expect(settings).toContain(`Dir::Etc::${name} "/dev/null";`);
  for (const name of [
    "Acquire::AllowInsecureRepositories",
    "Acquire::AllowWeakRepositories",
    "Acquire::AllowDowngradeToInsecureRepositories",
    "APT::Get::AllowUnauthenticated",
  ])
    expect(settings).toContain(`${name} "false";`);
});

test("reads what a suite offers", () => {
  const policy = "chromium:\n  Installed: (none)\n  Candidate: 120.0.6099.224-1~deb11u1\n";
  expect(candidateIn(policy)).toBe("120.0.6099.224-1~deb11u1");
  expect(() => candidateIn("firefox:\n  Candidate: (none)\n")).toThrow("no such package");
  expect(() => candidateIn("")).toThrow("no such package");
});

test.each([
  ["120.0.6099.224-1~deb11u1", "120.0.6099.224"],
  ["140.12.0esr-1~deb12u1", "140.12.0"],
  ["159.0-1", "159.0"],
  ["1:4.2-3", "4.2"],
])("Debian's %s is %s", (debian, upstream) => {
  expect(upstreamOf(debian)).toBe(upstream);
});

test("the cache is where the person wants caches", () => {
  expect(cacheDirectory({ XDG_CACHE_HOME: "/elsewhere" })).toBe("/elsewhere/trust-ready/browsers");
  expect(cacheDirectory({})).toMatch(/\/\.cache\/trust-ready\/browsers$/);
});

test("the start script hands every argument on as it is, after the mounts", () => {
  const { directory, remove } = temporaryDirectory("trust-ready-start-");
  const trace = path.join(directory, "trace");
  // Stand-ins for what needs root: each writes down how it was called.
  const stub = `unshare() { shift 3; "$@"; }
    mount() { echo "mount $*" >>"${trace}"; }
    chroot() { for each; do echo "<$each>" >>"${trace}"; done; }
    mkdir() { :; }`;
  const script = startScript("/some root", "/usr/lib/browser")
    .replaceAll("exec ", "")
    .replace("sh -ec '", `sh -ec '${stub}\n`)
    .replace("#!/bin/sh", stub);
  const shell = ["-c", script, "run", "--one", "two words", "--three=$HOME"];
  execFileSync("sh", shell, { env: { ...process.env, TMPDIR: "/temporary" } });
  expect(execFileSync("cat", [trace], { encoding: "utf8" }))
    .toBe(`mount --rbind /proc /some root/proc
mount --rbind /dev /some root/dev
mount --rbind /temporary /some root/temporary
</some root>
</usr/lib/browser>
<--one>
<two words>
<--three=$HOME>
`);
  remove();
});
