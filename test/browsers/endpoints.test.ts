/** The page that tests endpoints, in real browsers: what it finds with permission and without. */
import type { Page } from "puppeteer-core";
import { describe, expect, it } from "vitest";
import { endpointHosts } from "../../src/core/endpoints.ts";
import type { Endpoint } from "../lab/hosts.ts";
import type { Scenario } from "../lab/scenario.ts";
import { scenarioNamed } from "../lab/scenarios.ts";
import { INSPECTING_ROOT, PRODUCT_ROOT, PUBLIC_ROOT } from "../lab/words.ts";
import { ended, openEndpoints, press, typePlaces } from "./endpoints-page.ts";
import type { FoundBrowser } from "./find.ts";
import { answerPermissionPrompt } from "./firefox-remote.ts";
import { openPopup, ownErrors } from "./popup.ts";
import { until } from "./session.ts";
import { browsers, inScenario } from "./stage.ts";

const ENDPOINTS = "pages/endpoints/index.html";

const AWS = "sns.us-east-1.amazonaws.com";
const REFUSED = "sqs.us-east-1.amazonaws.com";
const INSPECTED = "sts.us-east-1.amazonaws.com";
const VPC = "vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com";
/** One that an inspection took in while it left Amazon's test hosts out. */
const ALONE = "cloudformation.us-east-1.amazonaws.com";
const TYPED = "intranet.corp.example";
const GONE = "nowhere.corp.example";

const amazon = (host: string): Endpoint => ({ host, issuingRoot: "amazon-root-ca-1" });
const SERVED: Endpoint[] = [
  amazon(AWS),
  amazon(REFUSED),
  amazon(INSPECTED),
  amazon(VPC),
  { host: TYPED, issuingRoot: PUBLIC_ROOT },
];
/** The lab's baseline stands in for a host of Amazon's that rightly has another authority. */
const RETAIL = "www.amazon.com";
const GRANTED = [...SERVED.map(({ host }) => host), RETAIL, GONE].map(
  (host) => `https://${host}/*`,
);

const ready = scenarioNamed("ready");

/** All is well but for one host that signs for itself, and one that somebody inspects. */
const MIXED: Scenario = {
  ...ready,
  name: "endpoints-mixed",
  trusted: [...ready.trusted, INSPECTING_ROOT],
  rules: [
    ...ready.rules,
    { when: { host: REFUSED }, then: { certificate: { issuer: "self" } } },
    { when: { host: INSPECTED }, then: { certificate: { issuer: INSPECTING_ROOT } } },
  ],
};

/** Amazon's test hosts are as they should be, and one service's connections are signed by an inspecting product. */
const FOR_ONE_HOST: Scenario = {
  ...ready,
  name: "endpoints-inspected-alone",
  trusted: [...ready.trusted, PRODUCT_ROOT],
  rules: [
    ...ready.rules,
    { when: { host: ALONE }, then: { certificate: { issuer: PRODUCT_ROOT } } },
  ],
};

interface Row {
  finding: string;
  advice: string | null;
  text: string;
}

/** Each host's row, with the reason above it if it is in trouble. */
const rows = (page: Page): Promise<Record<string, Row>> =>
  page.$$eval("[data-endpoint]", (items) =>
    Object.fromEntries(
      items.map((item) => {
        const { endpoint = "", finding = "" } = (item as HTMLElement).dataset;
        const reason = item.closest("[data-reason]");
        const advice = reason?.querySelector<HTMLElement>("[data-advice]")?.dataset["advice"];
        const why = reason?.querySelector("[data-fact=meaning]")?.textContent ?? "";
        const text = `${why} ${item.textContent}`;
        return [new URL(endpoint).host, { finding, advice: advice ?? null, text }];
      }),
    ),
  );

/** Opens the details of a host. */
async function openDetails(page: Page, host: string): Promise<void> {
  const row = `[data-endpoint="https://${host}/"]`;
  await page.click(`${row} button`);
  await until("the facts", () => page.$(`${row} .facts`));
}

/** How many hosts are shown or folded. */
const shownHosts = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const folds = [...document.querySelectorAll<HTMLElement>("[data-fold]")];
    const folded = folds.reduce((sum, { dataset }) => sum + Number(dataset["count"]), 0);
    return folded + document.querySelectorAll("[data-endpoint]").length;
  });

/** What the extension holds permission for. */
const granted = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { browser } = globalThis as unknown as {
      browser: { permissions: { getAll(): Promise<{ origins: string[] }> } };
    };
    return (await browser.permissions.getAll()).origins;
  });

describe.each(browsers.map((found: FoundBrowser) => ({ found, family: found.family })))(
  "$family",
  ({ found, family }) => {
    const anchors = family === "firefox";

    it("says of each host what its evidence bears, and passes it on with the report", async () => {
      await inScenario(
        found,
        MIXED,
        async ({ session, lab }) => {
          await openPopup(session);
          const page = await openEndpoints(session);
          const before = lab.asked().length;
          await typePlaces(page, [AWS, REFUSED, INSPECTED, VPC, TYPED, RETAIL, GONE]);
          expect(await page.$("[data-test-blindly]")).toBeNull();
          await press(page, "[data-test]");
          await ended(page);
          const told = await rows(page);
          expect(Object.keys(told).toSorted()).toEqual(
            [AWS, REFUSED, INSPECTED, VPC, TYPED, RETAIL, GONE].toSorted(),
          );
          const troubles = anchors ? [REFUSED, INSPECTED, RETAIL, GONE] : [REFUSED, GONE];
          expect(Object.keys(told).slice(0, troubles.length).toSorted()).toEqual(
            troubles.toSorted(),
          );
          expect(
            await page.$eval(".endpoint-results [role=status]", ({ textContent }) => textContent),
          ).toBe(`7 hosts tested: ${7 - troubles.length} fine, ${troubles.length} to look at`);
          expect(told[AWS]).toMatchObject({ finding: "trusted", advice: null });
          expect(told[VPC]).toMatchObject({ finding: "trusted" });
          expect(told[REFUSED]).toMatchObject({ finding: "not-trusted" });
          expect(told[TYPED]).toMatchObject({ finding: "trusted" });
          expect(told[RETAIL]!.text).toContain("DigiCert");
          // The lab's public root had to be added to the browser, and no added root is right for a shop of Amazon's.
          expect(told[RETAIL]).toMatchObject({ finding: anchors ? "inspected" : "trusted" });
          expect(told[GONE]).toMatchObject({ finding: "inconclusive", advice: "name-unknown" });
          // Chromium shows no certificate, so that an inspection whose root it trusts cannot be seen.
          expect(told[INSPECTED]).toMatchObject({ finding: anchors ? "inspected" : "trusted" });
          if (anchors) {
            expect(told[AWS]!.text).toContain("Amazon Root CA 1");
            expect(told[TYPED]!.text).not.toContain("Amazon Root CA");
          }
          // Each host once, and no other.
          const asked = lab.asked().slice(before);
          expect(asked.toSorted()).toEqual(
            [AWS, REFUSED, INSPECTED, VPC, TYPED, RETAIL].toSorted(),
          );
          await press(page, "[data-pass-on]");
          const text = await until("what can be shared", () =>
            page.$eval(".share-preview", (preview) => preview.textContent),
          );
          expect(text).toContain(AWS);
          for (const own of [VPC, TYPED, GONE]) expect(text).not.toContain(own);
          expect(await ownErrors(session)).toEqual([]);
        },
        { endpoints: SERVED, granted: GRANTED },
      );
    });

    // Chromium's question stands outside of every page, where no test reaches it.
    if (anchors) {
      it("asks for the hosts at hand, and tests without them where it is refused", async () => {
        await inScenario(
          found,
          "ready",
          async ({ session }) => {
            await openPopup(session);
            const page = await openEndpoints(session);
            await typePlaces(page, [TYPED]);
            for (const yes of [false, true]) {
              await press(page, "[data-test]");
              await answerPermissionPrompt(session.browser, yes);
              await until("its result", async () => {
                const { [TYPED]: told } = await rows(page);
                const isBlind = (await page.$("[data-blind='1']")) !== null;
                return told?.finding === "trusted" && isBlind !== yes;
              });
              await ended(page);
              await openDetails(page, TYPED);
              const { [TYPED]: told } = await rows(page);
              expect(/without permission/.test(told!.text)).toBe(!yes);
            }
            // Of all that the manifest could ask for, that host alone was given.
            expect((await granted(page)).filter((origin) => !/amazontrust/.test(origin))).toEqual([
              `https://${TYPED}/*`,
            ]);
            expect(await ownErrors(session)).toEqual([]);
          },
          { endpoints: SERVED },
        );
      });
    }

    it("sees an inspection of one host of AWS beside a check in which all is well", async () => {
      await inScenario(
        found,
        FOR_ONE_HOST,
        async ({ session }) => {
          const popup = await openPopup(session);
          await until("a good check", () => popup.$('[data-verdict="ready"]'));
          const page = await openEndpoints(session);
          await typePlaces(page, [AWS, ALONE]);
          await press(page, "[data-test]");
          await ended(page);
          const told = await rows(page);
          expect(told[AWS]).toMatchObject({ finding: "trusted", advice: null });
          expect(told[ALONE]).toMatchObject({ finding: "inspected", advice: "inspected" });
          expect(told[ALONE]!.text).toContain("Zscaler");
        },
        {
          endpoints: [amazon(AWS), amazon(ALONE)],
          granted: [AWS, ALONE].map((host) => `https://${host}/*`),
          // Stock Chromium shows no certificate.
          features: ["WebRequestSecurityInfo"],
        },
      );
    });

    it("shows the chain that it has seen, and none that it has not", async () => {
      await inScenario(
        found,
        "ready",
        async ({ session }) => {
          const page = await openEndpoints(session);
          await typePlaces(page, [AWS]);
          await press(page, "[data-test]");
          await ended(page);
          await openDetails(page, AWS);
          const matches = await page.$$eval("[data-endpoint] [data-match]", (marks) =>
            marks.map((mark) => (mark as HTMLElement).dataset["match"]),
          );
          expect(matches.includes("amazon-root-ca-1")).toBe(anchors);
          expect(await page.$("[data-no-report]")).not.toBeNull();
        },
        { endpoints: SERVED, granted: GRANTED },
      );
    });

    it("without permission says whether a host loads, and nothing more", async () => {
      await inScenario(
        found,
        MIXED,
        async ({ session, lab }) => {
          const page = await openEndpoints(session);
          await typePlaces(page, [AWS, REFUSED]);
          await press(page, "[data-test-blindly]");
          await ended(page);
          const told = await rows(page);
          expect(told[AWS]).toMatchObject({ finding: "trusted" });
          expect(told[AWS]!.text).not.toContain("Amazon Root CA");
          expect(told[REFUSED]).toMatchObject({ finding: "inconclusive", advice: "permission" });
          expect(await page.$("[data-blind='2']")).not.toBeNull();
          // No check was made yet, so that the baseline had to be asked as well.
          expect(lab.asked().toSorted()).toEqual([AWS, REFUSED, RETAIL].toSorted());
          expect(await ownErrors(session)).toEqual([]);
        },
        { endpoints: SERVED },
      );
    });

    it("stops when it is told to, and keeps what it knows", async () => {
      const [first, ...others] = endpointHosts({ partition: "aws" }).slice(0, 40);
      const hosts = [first!, ...others].map(({ host }) => host);
      const slow: Scenario = {
        ...ready,
        name: "endpoints-slow",
        rules: [
          ...ready.rules,
          ...hosts
            .slice(8)
            .map((host) => ({ when: { host }, then: { answer: { delayMs: 4_000 } } })),
        ],
      };
      await inScenario(
        found,
        slow,
        async ({ session, lab }) => {
          const page = await openEndpoints(session);
          await typePlaces(page, hosts);
          await press(page, "[data-test]");
          await until("the first results", async () => (await shownHosts(page)) >= 8);
          expect(await page.$eval("[data-progress]", ({ textContent }) => textContent)).toBe(
            "Testing 8 of 40",
          );
          // The progress and the heading of the results are in view, and the heading has the focus.
          const places = await page.evaluate(() => ({
            bar: document.querySelector(".run-bar")!.getBoundingClientRect().toJSON() as DOMRect,
            heading: document
              .querySelector("#results")!
              .getBoundingClientRect()
              .toJSON() as DOMRect,
            height: innerHeight,
            focus: document.activeElement?.id,
          }));
          expect(places.focus).toBe("results");
          expect(places.bar.top).toBeGreaterThanOrEqual(0);
          expect(places.heading.top).toBeGreaterThanOrEqual(places.bar.bottom);
          expect(places.heading.bottom).toBeLessThan(places.height / 3);
          await press(page, "[data-stop]");
          await ended(page, "stopped");
          for (const fold of await page.$$("[data-fold] button")) await fold.click();
          const kept = Object.keys(await rows(page));
          const asked = lab.asked().length;
          expect(kept.toSorted()).toEqual(hosts.slice(0, 8).toSorted());
          expect(asked).toBeLessThan(hosts.length);
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          expect(lab.asked()).toHaveLength(asked);
          expect(Object.keys(await rows(page))).toEqual(kept);
        },
        { endpoints: hosts.map(amazon), granted: hosts.map((host) => `https://${host}/*`) },
      );
    });

    it("keeps a list until it is deleted, and fits into 320 pixels", async () => {
      await inScenario(found, "ready", async ({ session, lab }) => {
        const page = await session.openPage(ENDPOINTS, { width: 320, height: 700 });
        await typePlaces(page, [AWS, TYPED]);
        await page.type("[data-sets] input", "Our region");
        await press(page, "[data-save-set]");
        await until("the saved list", () => page.$('[data-set="Our region"]'));
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        const later = await openEndpoints(session);
        await press(later, '[data-set="Our region"] [data-load]');
        await until("its places", () => later.$("[data-count='2']"));
        await press(later, '[data-set="Our region"] [data-delete]');
        await until("its end", async () => (await page.$("[data-set]")) === null);
        expect(lab.asked()).toEqual([]);
        expect(await ownErrors(session)).toEqual([]);
      });
    });
  },
);
