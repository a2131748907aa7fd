/**
 * Which modules share a chunk. The popup is opened again and again, and the background starts at each wake-up: they load few
 * files, not one for each little thing.
 */

interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

const POPUP = /\/popup\/main\.tsx$/;
/** The guide needs both browsers' words, the background those of one: the bundler decides for each table. */
const WORDS = /\/src\/probe\/(?:chromium|firefox|nss)-errors\.json$/;
const BACKGROUND = /\/src\/background\/index\.ts$/;

/**
 * The chunk of a module that popup or background need: `popup-base` where both do, else `popup-view` or `background-base`.
 * Null for every other module: the bundler decides.
 */
export function sharedChunk(id: string, modules: Modules): string | null {
  if ([POPUP, BACKGROUND, WORDS].some((pattern) => pattern.test(id))) return null;
  const inPopup = isNeededBy(POPUP, id, modules);
  const inBackground = isNeededBy(BACKGROUND, id, modules);
  if (inPopup) return inBackground ? "popup-base" : "popup-view";
  return inBackground ? "background-base" : null;
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
