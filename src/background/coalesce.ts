interface Coalesced {
  (): Promise<void>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/** Runs `write` one at a time; calls that come meanwhile are served together by one more run. */
export function coalesce(write: () => Promise<void>): Coalesced {
  let active: Promise<void> | null = null;
  let wanted = false;
  const work = async () => {
    try {
      while (wanted) {
        wanted = false;
        await write();
      }
    } finally {
      // Synchronously after the last look at `wanted`, so that a later call starts anew.
      active = null;
    }
  };
  const run = (): Promise<void> => {
    wanted = true;
    active ??= work();
    return active;
  };
  return Object.assign(run, {
    settled: () => (active ?? Promise.resolve()).catch(() => undefined),
  });
}
