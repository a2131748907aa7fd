/** An administrator's policy in real browsers: it reaches the settings page and the check. */
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "puppeteer-core";
import { afterEach, describe, expect, it } from "vitest";
import { startLab } from "../lab/lab.ts";
import { PUBLIC_ROOT } from "../lab/words.ts";
import { callInBrowser } from "./firefox-remote.ts";
import { launch } from "./launch.ts";
import { openPopup, ownErrors, readReport } from "./popup.ts";
import { until, type Session } from "./session.ts";
import { browsers, inScenario, labExtension, labWorld } from "./stage.ts";

const OPTIONS = "pages/options/index.html";

/** A host of the lab's that is not the catalogue's baseline; Amazon's own names would not be taken. */
const BASELINE = "compare.example";
const KEY = "ab".repeat(32);

const POLICY = {
  supportName: "IT Service Desk",
  supportEmail: "no address",
  approvedInspectors: [KEY.toUpperCase()],
  watchConsole: true,
  baseline: BASELINE,
};

/** Where Chromium on Linux looks for policies; Debian's looks in the first, Google's in the second. */
const PLACES = ["/etc/chromium/policies/managed", "/etc/opt/chrome/policies/managed"];

/** What was made on the machine: files, and the first of the directories above each that was not there before. */
const made: string[] = [];
const clear = () => {
  for (const each of made.splice(0)) rmSync(each, { recursive: true, force: true });
};
afterEach(clear);
// A run that is told to end leaves no policy on the machine.
process.on("exit", clear);

/** Why Chromium's policies cannot be written here; null where they can. */
function obstacle(): string | null {
  if (process.platform !== "linux") return "policies in files are for Linux";
  try {
    accessSync("/etc", constants.W_OK);
    return null;
  } catch {
    return "only root may write Chromium's policies";
  }
}

/** Gives the policy to the extension; what is returned is the session in which it is in force. */
async function underPolicy(session: Session): Promise<Session> {
  if (session.family === "chromium") {
    for (const place of PLACES) {
      const file = path.join(place, `trust-ready-test-${process.pid}.json`);
      made.push(mkdirSync(place, { recursive: true }) ?? file);
      const extensions = { [session.extensionId]: POLICY };
      writeFileSync(file, JSON.stringify({ "3rdparty": { extensions } }));
    }
    return session.restart();
  }
  const home = await callInBrowser<string>(session.browser, USERS_MANIFESTS, []);
  // Never the person's own.
  expect(path.resolve(home).startsWith(`${tmpdir()}${path.sep}`)).toBe(true);
  const place = path.join(
    home,
    process.platform === "linux" ? "managed-storage" : "ManagedStorage",
  );
  mkdirSync(place, { recursive: true });
  const manifest = { name: session.extensionId, description: "", type: "storage", data: POLICY };
  writeFileSync(path.join(place, `${session.extensionId}.json`), JSON.stringify(manifest));
  return session.restart();
}

/** Runs inside Firefox: the directory of the user's native manifests. */
const USERS_MANIFESTS = `() => Services.dirsvc.get("XREUserNativeManifests", Ci.nsIFile).path`;

/** What the settings page shows of one setting. */
async function shown(page: Page, key: string) {
  return until(key, () =>
    page.evaluate((name) => {
      const field = document.querySelector<HTMLElement>(`[data-setting=${name}]`);
      const control = field?.querySelector<HTMLInputElement>("input, textarea");
      return field && control
        ? {
            source: field.dataset["source"],
            value: control.type === "checkbox" ? control.checked : control.value,
            locked: control.readOnly || control.disabled,
          }
        : null;
    }, key),
  );
}

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found, family }) => {
    const why = family === "chromium" ? obstacle() : null;
    if (why && process.env["CI"] === "true" && process.getuid?.() === 0) throw new Error(why);

    it.skipIf(why !== null)(
      `shows a policy for what it is, and goes by it${why ? ` (${why})` : ""}`,
      async () => {
        const endpoints = [{ host: BASELINE, issuingRoot: PUBLIC_ROOT }];
        const { authority } = await labWorld();
        const lab = await startLab("ready", { authority, endpoints });
        try {
          const extensionDir = await labExtension(family);
          const before = await launch(found, { extensionDir, lab });
          // Where the policy cannot be given, the browser ends all the same.
          const session = await underPolicy(before).catch(async (error: unknown) => {
            await before.close();
            throw error;
          });
          try {
            const page = await session.openPage(OPTIONS);
            // Chromium takes a moment to hold the policy against an extension's schema.
            await until("the policy", async () => {
              return (await shown(page, "supportName")).source === "policy";
            });
            expect(await shown(page, "supportName")).toEqual({
              source: "policy",
              value: "IT Service Desk",
              locked: true,
            });
            expect(await shown(page, "approvedInspectors")).toMatchObject({
              source: "policy",
              value: KEY,
            });
            expect(await shown(page, "watchConsole")).toEqual({
              source: "policy",
              value: true,
              locked: true,
            });
            expect(await shown(page, "supportEmail")).toMatchObject({
              source: "default",
              locked: false,
            });
            const faults = await page.$$eval("[data-fault]", (items) =>
              items.map((item) => {
                const { key, fault } = (item as HTMLElement).dataset;
                return `${key}: ${fault}`;
              }),
            );
            expect(faults).toEqual(["supportEmail: email"]);

            const { observations, baseline, verdict } = await readReport(await openPopup(session));
            expect(observations[baseline.observation!]!.url).toBe(`https://${BASELINE}/`);
            expect({ ...baseline, verdict: verdict.code }).toMatchObject({
              loaded: true,
              verdict: "ready",
            });
            expect(await ownErrors(session)).toEqual([]);
          } finally {
            await session.close();
          }
        } finally {
          await lab.stop();
        }
      },
    );

    it("keeps what a person chooses, and fits into 320 pixels", async () => {
      await inScenario(found, "ready", async ({ session }) => {
        const page = await session.openPage(OPTIONS, { width: 320, height: 700 });
        await until("the page", () => page.$("#supportName"));
        await page.focus("#supportName");
        await page.keyboard.type("Desk by keyboard");
        await page.keyboard.press("Tab");
        await until("the setting to be kept", async () => {
          return (await shown(page, "supportName")).source === "person";
        });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        const again = await session.openPage(OPTIONS);
        expect(await shown(again, "supportName")).toEqual({
          source: "person",
          value: "Desk by keyboard",
          locked: false,
        });
        expect(await ownErrors(session)).toEqual([]);
      });
    });
  },
);
