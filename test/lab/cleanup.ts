/** Leaves nothing behind: what is registered here is undone at the end, on SIGINT and on SIGTERM too. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const pending = new Set<() => void>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Has `undo` run when the process ends, unless the function returned here is called before, which runs it
 * then. It must not wait for anything: a process that is told to end goes on for no longer than this.
 */
export function atEnd(undo: () => void): () => void {
  if (pending.size === 0) listen();
  pending.add(undo);
  return () => {
    if (!pending.delete(undo)) return;
    if (pending.size === 0) unlisten();
    undo();
  };
}

/** A directory of its own under the system's temporary one; calling `remove` or ending removes it. */
export function temporaryDirectory(prefix: string): { directory: string; remove(): void } {
  const directory = mkdtempSync(path.join(os.tmpdir(), prefix));
  // A browser that has just died may still be writing.
  const remove = atEnd(() =>
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  );
  return { directory, remove };
}

function undoAll(): void {
  for (const undo of [...pending].toReversed()) {
    pending.delete(undo);
    try {
      undo();
    } catch {
      // The rest must still be undone.
    }
  }
}

function onSignal(signal: NodeJS.Signals): void {
  undoAll();
  unlisten();
  process.kill(process.pid, signal); // Now with nobody listening: the process ends as it was told to.
}

function listen(): void {
  process.on("exit", undoAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off("exit", undoAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
