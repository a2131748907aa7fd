import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryDirectory } from "../lab/cleanup.ts";
import { findBrowsers } from "./find.ts";

const home = temporaryDirectory("trust-ready-find-");
afterAll(() => home.remove());

/** A program that answers `--version` as the browser of that name would. */
function program(name: string, answer: string): string {
  const file = path.join(home.directory, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "${answer}"\n`);
  chmodSync(file, 0o755);
  return file;
}

const chromium = program("bin/chromium", "Chromium 156.0.8078.79 built on Debian");
const edge = program("bin/microsoft-edge-stable", "Microsoft Edge 156.0.1.2");
const firefox = program("bin/firefox-esr", "Mozilla Firefox 153.7.0esr");
program("bin/firefox", "Mozilla Firefox 153.7.0esr");
const PATH = path.join(home.directory, "bin");

test("finds what is on PATH, with versions, and one browser under two names once", async () => {
  expect(await findBrowsers({ PATH }, "linux")).toEqual([
    { family: "chromium", name: "Chromium", path: chromium, version: "156.0.8078.79" },
    { family: "chromium", name: "Microsoft Edge", path: edge, version: "156.0.1.2" },
    { family: "firefox", name: "Firefox ESR", path: firefox, version: "153.7.0" },
  ]);
});

test("a named program stands for its family alone", async () => {
  const chrome = program("other/google-chrome", "Google Chrome 155.0.1.1");
  const found = await findBrowsers({ PATH, CHROMIUM_PATH: chrome }, "linux");
  expect(found.map(({ family, path: where }) => [family, where])).toEqual([
    ["chromium", chrome],
    ["firefox", firefox],
  ]);
});

test("a named program that is not there is an error, and no browser at all is none", async () => {
  const missing = path.join(home.directory, "nothing");
  await expect(findBrowsers({ PATH, FIREFOX_PATH: missing }, "linux")).rejects.toThrow(
    `FIREFOX_PATH: there is no file ${missing}`,
  );
  expect(await findBrowsers({ PATH: "" }, "linux")).toEqual([]);
});

test("looks where macOS has its applications", async () => {
  const file = program("Applications/Firefox.app/Contents/MacOS/firefox", "Mozilla Firefox 154.0");
  const found = await findBrowsers({ HOME: home.directory }, "darwin");
  expect(found).toContainEqual({
    family: "firefox",
    name: "Firefox",
    path: file,
    version: "154.0",
  });
});
