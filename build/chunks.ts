/** Which modules share a chunk. The popup is opened again and again: it loads few files, not one for each little thing. */

interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

const POPUP = /\/popup\/main\.tsx$/;
const BACKGROUND = /\/src\/background\/index\.ts$/;
const LOG = /\/src\/pages\/report\/read-log\.ts$/;

/**
 * The chunk of a module that the popup needs: `popup-base` where the background needs it too, which loads nothing of what
 * is shown; else `popup-view`. `check`: what else makes a report, of a check and of a log. Null for every other module: the
 * bundler decides.
 */
export function popupChunk(id: string, modules: Modules): string | null {
  if (POPUP.test(id) || BACKGROUND.test(id) || LOG.test(id)) return null;
  const isOfBackground = isNeededBy(BACKGROUND, id, modules);
  if (isNeededBy(POPUP, id, modules)) return isOfBackground ? "popup-base" : "popup-view";
  return isOfBackground && isNeededBy(LOG, id, modules) ? "check" : null;
}

/** Whether an entry imports a module, directly or through others, before it runs. */
function isNeededBy(
  entry: RegExp,
  id: string,
  modules: Modules,
  seen = new Set<string>(),
): boolean {
  if (entry.test(id)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = modules.getModuleInfo(id)?.importers ?? [];
  return importers.some((importer) => isNeededBy(entry, importer, modules, seen));
}
