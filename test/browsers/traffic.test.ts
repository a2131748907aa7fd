/** The extension talks to the catalogue's hosts and to nobody else, and tells them nothing of the person. */
import { describe, expect, it } from "vitest";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { baselineUrls, planCheck } from "../../src/core/plan.ts";
import { openPopup, ownErrors, readReport } from "./popup.ts";
import { browsers, inScenario } from "./stage.ts";

/** What the browsers themselves ask for at start, whatever extension they carry. */
const OF_THE_BROWSER: Record<BrowserFamily, RegExp> = {
  chromium: /^(accounts\.google\.com|update\.googleapis\.com|www\.google\.com)$/,
  firefox: /^([\w-]+\.)*(mozilla\.(com|org|net)|firefox\.com)$/,
};

describe.each(browsers.map((found) => ({ found, family: found.family })))(
  "$family",
  ({ found }) => {
    // Behind a proxy that leads everywhere, every host that anybody asks for is seen.
    it("asks the hosts of the plan and no other, without cookies or referrer", async () => {
      await inScenario(found, "proxy-works", async ({ session, lab, catalogue }) => {
        const popup = await openPopup(session);
        // Every row and section opened: nothing that the popup shows loads anything.
        await popup.evaluate(() => {
          const rows = document.querySelectorAll<HTMLElement>("[data-root] button");
          for (const row of rows) row.click();
          for (const details of document.querySelectorAll("details")) details.open = true;
        });
        await popup.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));

        const { browser } = await readReport(popup);
        const planned = planCheck(catalogue, browser.programme).map(
          ({ urls }) => new URL(urls[0]!).hostname,
        );
        const ownHosts = OF_THE_BROWSER[found.family];
        const asked = lab.wished().filter((host) => planned.includes(host) || !ownHosts.test(host));
        expect([...new Set(asked)].toSorted()).toEqual(planned.toSorted());

        // The check asks the maker's host for headers only; whatever else comes for it, the browser sent.
        const requests = lab
          .requests()
          .filter(({ host, method }) => method === "HEAD" || !ownHosts.test(host));
        const told = new Set(requests.flatMap(({ headers }) => Object.keys(headers)));
        expect([...told].filter((name) => /cookie|referer|authorization/i.test(name))).toEqual([]);
        const methods = requests.map(({ host, method }) => `${method} ${host}`);
        for (const url of baselineUrls(catalogue, browser.programme)) {
          expect(methods).toContain(`HEAD ${new URL(url).hostname}`);
        }
        expect(methods.filter((line) => line.startsWith("GET valid.rootca1."))).toHaveLength(1);
        expect(await ownErrors(session)).toEqual([]);
      });
    });
  },
);
