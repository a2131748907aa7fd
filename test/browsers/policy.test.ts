/** An administrator's policy in real browsers: it reaches the settings page and the check. */
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../build/files.ts";
import { testHosts } from "../../src/core/catalogue.ts";
import { planCheck } from "../../src/core/plan.ts";
import { readLog } from "../../src/probe/log/read.ts";
import { SETTING_KEYS } from "../../src/core/default-settings.ts";
import { startLab } from "../lab/lab.ts";
import { hashesOf } from "../lab/certificates.ts";
import { INSPECTING_ROOT, PUBLIC_ROOT } from "../lab/words.ts";
import type { FoundBrowser } from "./find.ts";
import { callInBrowser } from "./firefox-remote.ts";
import { launch } from "./launch.ts";
import { startLog } from "./log.ts";
import { policySpace, policySpaceObstacle, type PolicySpace } from "./policy-space.ts";
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

/** A way in which a policy reaches the extension. */
interface Delivery {
  name: string;
  family: Session["family"];
  /** The administrator's template for it. */
  template: string;
  /** The content of its file, for the extension with an id. */
  wrap(policy: object, id: string): object;
  /** Puts the file where the browser reads it at its next start. */
  give(session: Session, text: string, space: PolicySpace): void | Promise<void>;
}

const DELIVERIES: Delivery[] = [
  {
    name: "Chromium's policy",
    family: "chromium",
    template: "policies/linux/trust-ready.json",
    wrap: (policy, id) => ({ "3rdparty": { extensions: { [id]: policy } } }),
    give: (_, text, space) => space.give("trust-ready.json", text),
  },
  {
    name: "Firefox's managed storage",
    family: "firefox",
    template: "policies/firefox/managed-storage.json",
    wrap: (data, name) => ({ name, description: "", type: "storage", data }),
    async give(session, text) {
      const home = await callInBrowser<string>(session.browser, USERS_MANIFESTS, []);
      // Never the person's own.
      expect(path.resolve(home).startsWith(`${tmpdir()}${path.sep}`)).toBe(true);
      const place = path.join(
        home,
        process.platform === "linux" ? "managed-storage" : "ManagedStorage",
      );
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, `${session.extensionId}.json`), text);
    },
  },
  {
    name: "Firefox's policies.json",
    family: "firefox",
    template: "policies/firefox/policies.json",
    wrap: (policy, id) => ({ policies: { "3rdparty": { Extensions: { [id]: policy } } } }),
    give: (_, text, space) => space.give("policies.json", text),
  },
];

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

/** Runs `act` in a browser that was restarted under a policy; `text` makes the policy's file for an id. */
async function underPolicy(
  found: FoundBrowser,
  delivery: Delivery,
  text: (id: string) => string,
  act: (session: Session) => Promise<void>,
): Promise<void> {
  const endpoints = [{ host: BASELINE, issuingRoot: PUBLIC_ROOT }];
  const { authority } = await labWorld();
  const lab = await startLab("ready", { authority, endpoints });
  const space = policySpace(found);
  try {
    const extensionDir = await labExtension(found.family);
    let session = await launch(space.browser, { extensionDir, lab });
    try {
      await delivery.give(session, text(session.extensionId), space);
      session = await session.restart();
      await act(session);
      expect(await ownErrors(session)).toEqual([]);
    } finally {
      await session.close();
    }
  } finally {
    space.remove();
    await lab.stop();
  }
}

/** The settings page, once it shows what a policy set. Chromium takes a moment to hold it against the schema. */
async function openOptions(session: Session): Promise<Page> {
  const page = await session.openPage(OPTIONS);
  await until("the policy", async () => (await shown(page, "supportName")).source === "policy");
  return page;
}

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found, family }) => {
    const why = policySpaceObstacle();
    if (why && process.env["CI"] === "true" && process.getuid?.() === 0) throw new Error(why);

    describe.each(DELIVERIES.filter((each) => each.family === family))("$name", (delivery) => {
      it.skipIf(why !== null)("is shown for what it is, and gone by", async () => {
        const text = (id: string) => JSON.stringify(delivery.wrap(POLICY, id));
        await underPolicy(found, delivery, text, async (session) => {
          const page = await openOptions(session);
          const locked = { source: "policy", locked: true };
          expect(await shown(page, "supportName")).toEqual({ ...locked, value: "IT Service Desk" });
          expect(await shown(page, "approvedInspectors")).toEqual({ ...locked, value: KEY });
          expect(await shown(page, "watchConsole")).toEqual({ ...locked, value: true });
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

          const popup = await openPopup(session);
          const { observations, baseline, verdict } = await readReport(popup);
          expect(observations[baseline.observation!]!.url).toBe(`https://${BASELINE}/`);
          expect({ ...baseline, verdict: verdict.code }).toMatchObject({
            loaded: true,
            verdict: "ready",
          });
          const named = await popup.$eval(".support", (section) => section.textContent);
          expect(named).toContain("IT Service Desk");
        });
      });

      it.skipIf(why !== null)("comes with a template that sets every setting", async () => {
        const template = readFileSync(path.join(ROOT, delivery.template), "utf8");
        const text = (id: string) => template.replaceAll("CHROME_EXTENSION_ID", id);
        await underPolicy(found, delivery, text, async (session) => {
          const page = await openOptions(session);
          const sources = await page.$$eval("[data-setting]", (fields) =>
            fields.map((field) => {
              const { setting, source } = (field as HTMLElement).dataset;
              return [setting, source];
            }),
          );
          expect(sources.map(([, source]) => source)).toEqual(SETTING_KEYS.map(() => "policy"));
          expect(sources.map(([key]) => key).toSorted()).toEqual(SETTING_KEYS.toSorted());
          expect(await page.$$("[data-fault]")).toEqual([]);
        });
      });
    });

    it.skipIf(why !== null || family !== "chromium")(
      "roots that it adds and distrusts stand in the log of a new profile",
      async () => {
        const { authority, catalogue } = await labWorld();
        const base64 = (id: string) =>
          authority.root(id).certificatePem.replaceAll(/-----[^-]+-----|\s/g, "");
        const root = catalogue.roots.find(({ decides }) => decides)!;
        const policy = {
          CACertificates: [base64(root.id)],
          CADistrustedCertificates: [base64(INSPECTING_ROOT)],
        };
        const space = policySpace(found);
        space.give("trust-ready.json", JSON.stringify(policy));
        const lab = await startLab("untrusted-root", { authority });
        const log = startLog();
        try {
          const extensionDir = await labExtension(family);
          const session = await launch(space.browser, { extensionDir, lab, extraArgs: log.args });
          try {
            // The verifier of the first profile may be older than the log.
            const incognito = await session.browser.createBrowserContext();
            await (await incognito.newPage()).goto(testHosts(root, "valid")!.urls[0]!);
          } finally {
            await session.close();
          }
          const plan = planCheck(catalogue);
          const reading = await readLog(createReadStream(log.file), plan);
          const inspecting = hashesOf(authority.root(INSPECTING_ROOT).certificatePem);
          expect(reading!.added).toEqual(
            expect.arrayContaining([
              {
                sha256: root.certificateSha256,
                spkiSha256: null,
                trust: expect.stringContaining("TRUSTED_ANCHOR"),
              },
              {
                sha256: null,
                spkiSha256: inspecting.spkiSha256,
                trust: expect.stringContaining("DISTRUSTED"),
              },
            ]),
          );
          const valid = reading!.observations.find(({ kind, root: id }) => {
            return kind === "valid" && id === root.id;
          });
          expect(valid).toMatchObject({ outcome: "loaded", evidence: "anchor" });
          expect(valid!.chain.at(-1)!.builtIn).toBe(false);
        } finally {
          space.remove();
          log.remove();
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
