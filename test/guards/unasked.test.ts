/** Nothing opens by itself: neither when the extension is installed or updated, nor when it is removed. */
import { expect, test } from "vitest";
import { filesLoadedBy, read, sourceFiles, visit } from "./repository.ts";

/** Calls by which an extension opens something, or asks the browser to. */
const OPENING = /^(?:setUninstallURL|openOptionsPage|openPopup|create)$/;
/** What `create` opens; an alarm, for example, is created too. */
const OPENED = /^(?:tabs|windows|notifications)$/;

/** Opens a page of the extension, in the event of a press. */
const OPENER = "src/platform/page-context.ts";

/** Names of the calls in a file that open something. */
function openingCalls(name: string, code: string): string[] {
  const found: string[] = [];
  visit(name, code, {
    MemberExpression: ({ object, property }) => {
      if (property.type !== "Identifier" || !OPENING.test(property.name)) return;
      const owner = object.type === "MemberExpression" ? object.property : object;
      const area = owner.type === "Identifier" ? owner.name : "";
      if (property.name === "create" && !OPENED.test(area)) return;
      found.push(`${area}.${property.name}`);
    },
  });
  return found;
}

test("one file opens pages, and the background does not load it", () => {
  const opening = sourceFiles("src", "popup").flatMap((name) =>
    openingCalls(name, read(name)).map((call) => `${name}: ${call}`),
  );
  expect(opening).toEqual([`${OPENER}: tabs.create`]);
  expect(filesLoadedBy("popup/main.tsx")).toContain(OPENER);
  expect(filesLoadedBy("src/background/index.ts")).not.toContain(OPENER);
});

test.each([
  ["browser.runtime.setUninstallURL(a)", "runtime.setUninstallURL"],
  ["const { runtime } = browser; runtime.setUninstallURL(a)", "runtime.setUninstallURL"],
  ["browser.tabs.create({})", "tabs.create"],
  ["windows.create({})", "windows.create"],
  ["browser.runtime.openOptionsPage()", "runtime.openOptionsPage"],
])("an opening call is seen: %s", (code, call) => {
  expect(openingCalls("a.ts", code)).toEqual([call]);
});

test("other calls are none", () => {
  expect(openingCalls("a.ts", "browser.alarms.create('a'); Object.create(null)")).toEqual([]);
});
