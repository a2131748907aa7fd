/** How people find an extension in each browser. */
import { findOrThrow } from "../core/find.ts";
import table from "./extension-menus.json";
import type { BrowserKind } from "./repair-cases.ts";
import type { SourceId } from "./source.ts";

export const EXTENSION_MENU_IDS = ["chrome", "edge", "firefox"] as const;
export type ExtensionMenuId = (typeof EXTENSION_MENU_IDS)[number];

interface ExtensionMenu {
  id: ExtensionMenuId;
  browsers: BrowserKind[];
  /** Address of the browser's own page of extensions. */
  page: string;
  sources: SourceId[];
}

export const EXTENSION_MENUS = table.menus as ExtensionMenu[];

/** Null if nothing is known of that browser's menu. */
export function extensionMenuOf(browser: BrowserKind): ExtensionMenu | null {
  return EXTENSION_MENUS.find(({ browsers }) => browsers.includes(browser)) ?? null;
}

export function extensionsPage(id: ExtensionMenuId): string {
  return findOrThrow(EXTENSION_MENUS, (menu) => menu.id === id, `menu of extensions ${id}`).page;
}
