import { expect, test } from "vitest";
import {
  EXTENSION_MENU_IDS,
  EXTENSION_MENUS,
  extensionMenuOf,
  extensionsPage,
} from "../../src/guidance/extension-menus.ts";
import sources from "../../src/guidance/sources.json";

test("each browser has one menu of extensions at most", () => {
  expect(EXTENSION_MENUS.map(({ id }) => id)).toEqual([...EXTENSION_MENU_IDS]);
  const browsers = EXTENSION_MENUS.flatMap((menu) => menu.browsers);
  expect(new Set(browsers).size).toBe(browsers.length);
});

test("a browser of which nothing is known has none", () => {
  expect(extensionMenuOf("chromium")?.id).toBe("chrome");
  expect(extensionMenuOf("opera")).toBeNull();
});

test.each(EXTENSION_MENUS)("the menu of $id has its page and its sources", (menu) => {
  expect(extensionsPage(menu.id)).toBe(menu.page);
  expect(menu.sources.filter((id) => !(id in sources))).toEqual([]);
});
