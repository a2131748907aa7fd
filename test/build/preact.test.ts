import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../build/files.ts";
import { withoutInnerHtml } from "../../build/preact.ts";

const code = readFileSync(join(ROOT, "node_modules/preact/dist/preact.mjs"), "utf8");

test("the installed preact loses its assignment of innerHTML, and nothing else", () => {
  const changed = withoutInnerHtml(code);
  expect(code.split(".innerHTML=")).toHaveLength(2);
  expect(changed).not.toContain(".innerHTML");
  expect(changed).toContain("dangerouslySetInnerHTML is not part of this build");
  expect(code.length - changed.length).toBeLessThan(100);
});

test.each([
  ["without that code", code.replace(".innerHTML=", ".outerHTML=")],
  ["with more of it", `${code};x.innerHTML=y`],
  ["with it twice", code + code],
])("a preact %s stops the build", (_, other) => {
  expect(() => withoutInnerHtml(other)).toThrow("build/preact.ts");
});
