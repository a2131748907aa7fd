/**
 * Sets up what the commands need: the packages of the lockfile, the two browsers, and certutil, which
 * puts the lab's roots into their stores. Runs before any package is there, so it uses node alone.
 * A second run changes nothing and takes a moment. All it says goes to stderr: `npm start -- --json`
 * owns stdout. With `--test` and CI=true something missing is an error, else a warning.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const strict = process.argv.includes("--test") && process.env["CI"] === "true";

/**
 * What is needed, where it may be (the same places as in test/browsers/find.ts), and the Debian package
 * that has it.
 */
const TOOLS = [
  {
    what: "Chromium, Chrome or Edge",
    variable: "CHROMIUM_PATH",
    commands: [
      "chromium",
      "chromium-browser",
      "google-chrome",
      "google-chrome-stable",
      "microsoft-edge",
      "microsoft-edge-stable",
    ],
    mac: [
      "Chromium.app/Contents/MacOS/Chromium",
      "Google Chrome.app/Contents/MacOS/Google Chrome",
      "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
    windows: [
      "Chromium/Application/chrome.exe",
      "Google/Chrome/Application/chrome.exe",
      "Microsoft/Edge/Application/msedge.exe",
    ],
    debian: "chromium",
  },
  {
    what: "Firefox",
    variable: "FIREFOX_PATH",
    commands: ["firefox-esr", "firefox"],
    mac: ["Firefox.app/Contents/MacOS/firefox"],
    windows: ["Mozilla Firefox/firefox.exe"],
    debian: "firefox-esr",
  },
  {
    what: "certutil of the NSS tools",
    commands: ["certutil"],
    mac: [],
    windows: [],
    debian: "libnss3-tools",
  },
];

/** Languages that the tests run Firefox in, where Debian's Firefox is the one in use. */
const LANGUAGE_PACKS = "/usr/lib/firefox-esr/browser/extensions";
const LANGUAGES = ["de", "fr", "ja"];

installPackages();
// `npm run read` needs no browser.
if (!process.argv.includes("--packages")) installTools();
if (process.argv.includes("--test")) installLanguages();

function installPackages() {
  const lockfile = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lockfile).digest("hex");
  const stamp = join(root, "node_modules", ".trust-ready-setup");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  if (!installedMatches(JSON.parse(lockfile.toString("utf8")))) {
    say("Installing the packages of package-lock.json …");
    const npm = process.env["npm_execpath"];
    const args = ["ci", "--no-audit", "--no-fund"];
    const status = npm ? run(process.execPath, [npm, ...args]) : run("npm", args);
    if (status !== 0) fail("npm ci failed; what it said stands above.");
  }
  writeFileSync(stamp, wanted);
}

/** Whether npm's own record of what it installed has every package of the lockfile. */
function installedMatches(lockfile) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(lockfile.packages).every(
    ([path, { integrity, optional }]) =>
      path === "" ||
      installed[path]?.integrity === integrity ||
      (optional && installed[path] === undefined),
  );
}

function installTools() {
  let missing = TOOLS.filter((tool) => !isThere(tool));
  if (missing.length > 0 && mayInstall()) {
    say(`Installing ${missing.map((tool) => tool.debian).join(", ")} …`);
    run("apt-get", ["update", "-qq"]);
    // One by one: a name that this distribution does not have must not keep back the others.
    for (const tool of missing) {
      run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", tool.debian]);
    }
    missing = missing.filter((tool) => !isThere(tool));
  }
  if (missing.length === 0) return;
  const names = missing.map((tool) => tool.what).join(", ");
  const packages = missing.map((tool) => tool.debian).join(" ");
  const advice = `Not found: ${names}. Debian has them as: ${packages}; elsewhere install them by hand.`;
  if (strict) fail(advice);
  say(advice);
}

function installLanguages() {
  if (!mayInstall() || !onPath("firefox-esr")) return;
  const pack = (language) =>
    join(LANGUAGE_PACKS, `langpack-${language}@firefox-esr.mozilla.org.xpi`);
  const missing = LANGUAGES.filter((language) => !existsSync(pack(language)));
  if (missing.length === 0) return;
  const packages = missing.map((language) => `firefox-esr-l10n-${language}`);
  say(`Installing ${packages.join(", ")} …`);
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages]);
}

function mayInstall() {
  return process.getuid?.() === 0 && onPath("apt-get");
}

function isThere({ variable, commands, mac, windows }) {
  const { env, platform } = process;
  if (variable && env[variable]) return true;
  const beneath = (directories, names) =>
    directories.some((directory) => names.some((name) => existsSync(join(directory, name))));
  if (platform === "darwin") {
    const applications = ["/Applications", join(env["HOME"] ?? "", "Applications")];
    if (beneath(applications, mac)) return true;
  }
  if (platform === "win32") {
    const programs = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    // Windows has a certutil of its own, which is another program.
    return beneath(programs.filter(Boolean), windows);
  }
  return commands.some(onPath);
}

function onPath(command) {
  const directories = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return directories.some((directory) => existsSync(join(directory, command)));
}

/** Runs a command with its output on stderr; puppeteer is never to fetch a browser of its own. */
function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32" && command === "npm",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", PUPPETEER_SKIP_DOWNLOAD: "1" },
  });
  return status;
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
