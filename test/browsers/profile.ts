/** A throwaway home for one browser: profile, settings and a copy of the extension. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "puppeteer-core";
import { atEnd, temporaryDirectory } from "../lab/cleanup.ts";

export interface Home {
  directory: string;
  profile: string;
  extension: string;
  /** See `LaunchOptions`. */
  granted: readonly string[];
  /** For the browser's process: nothing in it leads to the person's own settings. */
  environment: Record<string, string | undefined>;
  remove(): void;
}

/** Makes the home and copies the extension into it. */
export function makeHome(extensionDir: string, granted: readonly string[] = []): Home {
  const { directory, remove } = temporaryDirectory("trust-ready-");
  const home: Home = {
    directory,
    profile: path.join(directory, "profile"),
    extension: path.join(directory, "extension"),
    granted,
    environment: { ...process.env, ...ownDirectories(directory) },
    remove,
  };
  mkdirSync(home.profile);
  try {
    copyExtension(extensionDir, home);
  } catch (error) {
    remove();
    throw error;
  }
  return home;
}

/** Replaces the copy of the extension. Throws where there is no extension in the directory. */
export function copyExtension(extensionDir: string, home: Home): void {
  const manifest = manifestOf(extensionDir);
  rmSync(home.extension, { recursive: true, force: true });
  cpSync(extensionDir, home.extension, { recursive: true });
  if (!home.granted.length) return;
  const host_permissions = [...(manifest.host_permissions ?? []), ...home.granted];
  const text = JSON.stringify({ ...manifest, host_permissions });
  writeFileSync(path.join(home.extension, "manifest.json"), text);
}

export interface Manifest {
  name: string;
  host_permissions?: string[];
  browser_specific_settings?: { gecko?: { id?: string } };
}

export function manifestOf(extensionDir: string): Manifest {
  const file = path.join(extensionDir, "manifest.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest;
  } catch (cause) {
    throw new Error(`No extension to launch: ${file} cannot be read`, { cause });
  }
}

/** On macOS the home holds the keychain, and with it the trust that the system gives every browser. */
function ownDirectories(directory: string): Record<string, string> {
  if (process.platform !== "linux") return {};
  return {
    HOME: directory,
    XDG_CONFIG_HOME: path.join(directory, ".config"),
    XDG_CACHE_HOME: path.join(directory, ".cache"),
    XDG_DATA_HOME: path.join(directory, ".local", "share"),
  };
}

/** Ends the browser, once; also when this process is told to end. */
export function ending(browser: Browser): () => Promise<void> {
  const kill = atEnd(() => killTree(browser.process()?.pid));
  let ended: Promise<void> | undefined;
  return () =>
    (ended ??= (async () => {
      const patience = new Promise<void>((resolve) => setTimeout(resolve, 5000).unref());
      await Promise.race([browser.close().catch(() => {}), patience]);
      kill();
    })());
}

/** Kills the process and, as it leads a group of its own, those that it started. */
function killTree(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
