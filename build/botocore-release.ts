/** A release of botocore as it was downloaded: `botocore/data` of its source or wheel. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** The file `name` of the directory. */
export function readBotocore<T>(directory: string, name: string): T {
  return JSON.parse(readFileSync(join(directory, name), "utf8")) as T;
}

/** Null unless `__init__.py` beside the directory names the release, or the directory itself: `botocore-1.43.107`. */
export function releaseOf(directory: string): string | null {
  const path = resolve(directory);
  const file = join(path, "../__init__.py");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return (
    /^__version__ = ['"]([\d.]+)['"]$/m.exec(text)?.[1] ??
    /^botocore-([\d.]+)$/.exec(basename(path))?.[1] ??
    null
  );
}
