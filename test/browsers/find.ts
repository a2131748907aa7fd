/** Finds the browsers that are installed on this computer. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";

export interface FoundBrowser {
  family: BrowserFamily;
  /** As people call it: `Google Chrome`, `Firefox ESR` … */
  name: string;
  /** Of the program. */
  path: string;
  /** `156.0.1`; empty where the program would not say. */
  version: string;
}

interface Place {
  family: BrowserFamily;
  name: string;
  /** Absolute, or a bare command that is looked for along PATH. */
  path: string;
}

/**
 * Installed browsers, the best for tests first within each family. `CHROMIUM_PATH` and `FIREFOX_PATH` name
 * a program that then stands for its family alone; one that does not exist is an error.
 */
export async function findBrowsers(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<FoundBrowser[]> {
  const named = namedPlaces(environment);
  const families = new Set(named.map(({ family }) => family));
  const usual = usualPlaces(environment, platform).filter(({ family }) => !families.has(family));
  const found: FoundBrowser[] = [];
  for (const place of [...named, ...usual]) {
    const program = located(place.path, environment);
    if (!program) continue;
    const version = await versionOf(program, platform);
    // Debian's `firefox` is a script that starts `firefox-esr`: one browser, not two.
    const same = (other: FoundBrowser) =>
      other.family === place.family && other.version === version;
    if (version === "" || !found.some(same)) found.push({ ...place, path: program, version });
  }
  return found;
}

function namedPlaces(environment: NodeJS.ProcessEnv): Place[] {
  const places: Place[] = [];
  for (const [family, variable] of [
    ["chromium", "CHROMIUM_PATH"],
    ["firefox", "FIREFOX_PATH"],
  ] as const) {
    const program = environment[variable];
    if (!program) continue;
    if (!existsSync(program)) throw new Error(`${variable}: there is no file ${program}`);
    places.push({ family, name: nameFrom(program, family), path: program });
  }
  return places;
}

function nameFrom(program: string, family: BrowserFamily): string {
  if (/edge/i.test(program)) return "Microsoft Edge";
  if (/chrome/i.test(program)) return "Google Chrome";
  return family === "chromium" ? "Chromium" : "Firefox";
}

function usualPlaces(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): Place[] {
  if (platform === "darwin") return applications(environment);
  if (platform === "win32") return programs(environment);
  const commands: [BrowserFamily, string, string[]][] = [
    ["chromium", "Chromium", ["chromium", "chromium-browser"]],
    ["chromium", "Google Chrome", ["google-chrome", "google-chrome-stable"]],
    ["chromium", "Microsoft Edge", ["microsoft-edge", "microsoft-edge-stable"]],
    ["firefox", "Firefox ESR", ["firefox-esr"]],
    ["firefox", "Firefox", ["firefox"]],
  ];
  return commands.flatMap(([family, name, names]) => {
    const command = names.find((one) => located(one, environment));
    return command ? [{ family, name, path: command }] : [];
  });
}

function applications(environment: NodeJS.ProcessEnv): Place[] {
  const roots = ["/Applications", path.join(environment["HOME"] ?? "", "Applications")];
  return roots.flatMap((root): Place[] => [
    { family: "chromium", name: "Chromium", path: `${root}/Chromium.app/Contents/MacOS/Chromium` },
    {
      family: "chromium",
      name: "Google Chrome",
      path: `${root}/Google Chrome.app/Contents/MacOS/Google Chrome`,
    },
    {
      family: "chromium",
      name: "Microsoft Edge",
      path: `${root}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
    },
    { family: "firefox", name: "Firefox", path: `${root}/Firefox.app/Contents/MacOS/firefox` },
  ]);
}

function programs(environment: NodeJS.ProcessEnv): Place[] {
  const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
    .map((variable) => environment[variable])
    .filter((root) => root !== undefined);
  return roots.flatMap((root): Place[] => [
    { family: "chromium", name: "Chromium", path: `${root}\\Chromium\\Application\\chrome.exe` },
    {
      family: "chromium",
      name: "Google Chrome",
      path: `${root}\\Google\\Chrome\\Application\\chrome.exe`,
    },
    {
      family: "chromium",
      name: "Microsoft Edge",
      path: `${root}\\Microsoft\\Edge\\Application\\msedge.exe`,
    },
    { family: "firefox", name: "Firefox", path: `${root}\\Mozilla Firefox\\firefox.exe` },
  ]);
}

function located(program: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (/[\\/]/.test(program)) return existsSync(program) ? program : undefined;
  const directories = (environment["PATH"] ?? "").split(path.delimiter);
  return directories
    .filter((directory) => directory !== "")
    .map((directory) => path.join(directory, program))
    .find((candidate) => existsSync(candidate));
}

/** Windows programs do not answer `--version`; Chromium's have a folder named after it beside them. */
async function versionOf(program: string, platform: NodeJS.Platform): Promise<string> {
  const version = /\d+(\.\d+)+/;
  try {
    if (platform === "win32") {
      const beside = readdirSync(path.win32.dirname(program));
      return beside.find((name) => /^\d+(\.\d+){3}$/.test(name)) ?? "";
    }
    const { stdout } = await promisify(execFile)(program, ["--version"], { timeout: 20_000 });
    return version.exec(stdout)?.[0] ?? "";
  } catch {
    return "";
  }
}
