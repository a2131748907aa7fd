/**
 * The lab's certification authorities, kept in `.cache/lab/` because large RSA keys take seconds to make.
 * All processes of a test run share one tree: the one that comes first makes it, the others wait.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { LabCa } from "./certificates.ts";
import { growTree, TREE_VERSION, type Tree } from "./tree.ts";

const CACHE_DIRECTORY = fileURLToPath(new URL("../../.cache/lab/", import.meta.url));
const MAX_AGE_MS = 7 * 24 * 3600 * 1000;
/** Making a tree takes seconds; whoever holds the lock longer than this has died. */
const LOCK_AGE_MS = 90_000;

export interface Authority extends Tree {
  catalogue: Catalogue;
  /** A root by its id. Throws where the catalogue has no such root. */
  root(id: string): LabCa;
}

export interface AuthorityOptions {
  /** Makes a new tree even where a good one is kept. Not while others use the kept one. */
  fresh?: boolean;
  /** Where the tree is kept. Default: `.cache/lab/` in the repository. */
  directory?: string;
}

interface Kept {
  /** What the tree was grown from; another value makes it stale. */
  origin: string;
  /** Milliseconds since 1970. */
  made: number;
  tree: Tree;
}

/**
 * The lab's authorities for this catalogue: kept ones, or new ones where those are older than a week,
 * damaged, or grown from another catalogue. For a fresh one between runs, delete `.cache/lab/`.
 */
export async function labAuthority(
  catalogue: Catalogue,
  options: AuthorityOptions = {},
): Promise<Authority> {
  const directory = options.directory ?? CACHE_DIRECTORY;
  const origin = originOf(catalogue);
  const { fresh } = options;
  const tree =
    (fresh ? undefined : kept(directory, origin)) ??
    (await underLock(directory, async () => {
      const others = fresh ? undefined : kept(directory, origin);
      if (others) return others;
      const grown = await growTree(catalogue);
      keep(directory, { origin, made: Date.now(), tree: grown });
      return grown;
    }));
  return {
    ...tree,
    catalogue,
    root(id) {
      const found = tree.roots[id];
      if (!found) throw new Error(`The lab has no root "${id}"`);
      return found;
    },
  };
}

/** Everything that the tree depends on, as one hash. */
function originOf(catalogue: Catalogue): string {
  const roots = catalogue.roots.map(({ id, subject, key, notBefore, notAfter, crossSignedBy }) => [
    id,
    subject,
    key,
    notBefore,
    notAfter,
    crossSignedBy,
  ]);
  return createHash("sha256")
    .update(JSON.stringify([TREE_VERSION, roots]))
    .digest("hex");
}

function kept(directory: string, origin: string): Tree | undefined {
  try {
    const found = JSON.parse(readFileSync(path.join(directory, "tree.json"), "utf8")) as Kept;
    const age = Date.now() - found.made;
    return found.origin === origin && age >= 0 && age < MAX_AGE_MS ? found.tree : undefined;
  } catch {
    return undefined; // Not there, or cut short: a new one is made.
  }
}

function keep(directory: string, value: Kept): void {
  const draft = path.join(directory, `tree.${process.pid}.json`);
  writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
  renameSync(draft, path.join(directory, "tree.json"));
}

async function underLock<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(directory, { recursive: true });
  const lock = path.join(directory, "lock");
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (since !== undefined && Date.now() - since > LOCK_AGE_MS) {
        rmSync(lock, { recursive: true, force: true });
      }
      await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
