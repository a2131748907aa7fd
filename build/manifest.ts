/** One manifest source, one manifest per browser: what each browser warns about or rejects is left out. */
import type { BrowserFamily } from "../src/core/vocabulary.ts";

/** The parts of `manifest.json` that differ per browser or that the build reads; the rest passes through. */
export interface SourceManifest {
  version: string;
  background: { service_worker: string; scripts: string[]; type: "module" };
  permissions: string[];
  host_permissions: string[];
  minimum_chrome_version: string;
  browser_specific_settings: {
    gecko: { id: string; strict_min_version: string };
    gecko_android: { strict_min_version: string };
  };
  [key: string]: unknown;
}

/** A manifest as it is shipped. */
export type Manifest = Record<string, unknown>;

/**
 * The manifest for one browser. `version` is package.json's: two versions that differ would give a
 * store zip that does not say what it is, so that is an error.
 */
export function manifestFor(
  family: BrowserFamily,
  source: SourceManifest,
  version: string,
): Manifest {
  if (source.version !== version) {
    throw new Error(`manifest.json has version ${source.version}, package.json has ${version}`);
  }
  const { service_worker, scripts, type } = source.background;
  const manifest: Manifest = structuredClone(source);
  if (family === "chromium") {
    manifest["background"] = { service_worker, type };
    manifest["permissions"] = source.permissions.filter((name) => name !== "webRequestBlocking");
    delete manifest["browser_specific_settings"];
  } else {
    manifest["background"] = { scripts, type };
    delete manifest["minimum_chrome_version"];
    // Firefox has managed storage without a schema, and warns of one.
    delete manifest["storage"];
  }
  return manifest;
}

/** The oldest browser that the manifest admits, as a build target (`chrome120`, `firefox140`). */
export function buildTarget(family: BrowserFamily, source: SourceManifest): string {
  const version =
    family === "chromium"
      ? source.minimum_chrome_version
      : source.browser_specific_settings.gecko.strict_min_version;
  return `${family === "chromium" ? "chrome" : "firefox"}${Number.parseInt(version, 10)}`;
}
