import { expect, test } from "vitest";
import { idOf, isWithoutCall, loaderFor } from "./chromium-loader.ts";

const NO_CALL = new Error(
  "Protocol error (Extensions.loadUnpacked): 'Extensions.loadUnpacked' wasn't found",
);

test("a program is taken for one that loads while it runs, until it shows otherwise", () => {
  const folders = ["/one", "/two"];
  expect(loaderFor("/old", folders).args).toEqual([]);
  expect(
    isWithoutCall("/old", new Error("Protocol error (Extensions.loadUnpacked): bad path")),
  ).toBe(false);
  expect(loaderFor("/old", folders).args).toEqual([]);
  expect(isWithoutCall("/old", NO_CALL)).toBe(true);
  expect(loaderFor("/old", folders).args).toEqual([
    "--load-extension=/one,/two",
    "--disable-extensions-except=/one,/two",
  ]);
  expect(loaderFor("/new", folders).args).toEqual([]);
});

test("the same complaint a second time is a fault, not a reason to start again", () => {
  isWithoutCall("/stubborn", NO_CALL);
  expect(isWithoutCall("/stubborn", NO_CALL)).toBe(false);
});

test("an unpacked extension has the id that Chromium 120 gave it at this path", () => {
  expect(idOf("/tmp/zz-KNWYVK/extension")).toBe("iilaokccpbgaepdlhfnkcicinonefahp");
});
