import { describe, expect, test } from "vitest";
import { readManifest } from "../../build/config.ts";
import { pagePath, PAGES } from "../../src/core/pages.ts";
import { read, repositoryFiles } from "./repository.ts";

const names = PAGES.map(({ id }) => id as string);
const mains = repositoryFiles().filter((name) => /^src\/pages\/[^/]+\/main\.tsx$/.test(name));

describe("the table of pages", () => {
  test("has every page that has a script, once", () => {
    expect(mains).toEqual(names.map((name) => `src/pages/${name}/main.tsx`).toSorted());
  });

  test.each(names)("the script of %s mounts that page, and nothing else mounts one", (name) => {
    const mounted = [...read(`src/pages/${name}/main.tsx`).matchAll(/mountPage\(\s*"(\w+)"/g)];
    expect(mounted.map(([, page]) => page)).toEqual([name]);
  });

  test("has the page that the manifest names", () => {
    expect(readManifest()["options_ui"]).toMatchObject({ page: pagePath("options") });
  });

  test("is the only place for a page's HTML", () => {
    const html = repositoryFiles().filter((name) => /^src\/.*\.html$/.test(name));
    expect(html).toEqual(["src/pages/page.html"]);
  });
});
