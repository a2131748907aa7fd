import { describe, expect, test } from "vitest";
import { readJson } from "../../build/files.ts";

interface Locked {
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const { packages } = readJson<{ packages: Record<string, Locked> }>("package-lock.json");
const { "": top, ...locked } = packages;
const asked = readJson<Locked>("package.json");

/**
 * Binaries of linter and formatter for other systems: not every registry carries them, and where they are
 * missing `npm ci` wants to see them in the lockfile all the same.
 */
function isForeignTool(path: string, { optional, dev, os }: Locked): boolean {
  const tool = /^node_modules\/@(?:oxfmt|oxlint)\/binding-(?!linux-(?:x64|arm64)-gnu$)/.test(path);
  return tool && optional === true && dev === true && os?.length === 1;
}

describe("packages", () => {
  test("none comes from a named registry, a repository or a folder", () => {
    const wrong = Object.entries(locked).filter(([, { resolved, link }]) => resolved || link);
    expect(wrong.map(([path]) => path)).toEqual([]);
    expect(Object.keys(locked).length).toBeGreaterThan(0);
  });

  test("each is locked by its SHA-512", () => {
    const wrong = Object.entries(locked).filter(([path, entry]) => {
      const { integrity } = entry;
      if (integrity === undefined) return !isForeignTool(path, entry);
      return !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity);
    });
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test("package.json asks for exact versions", () => {
    const all = Object.entries({ ...asked.dependencies, ...asked.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test("package-lock.json locks what package.json asks for", () => {
    expect(top?.dependencies).toEqual(asked.dependencies);
    expect(top?.devDependencies).toEqual(asked.devDependencies);
  });
});
