/**
 * Makes the texts of `corpus/` that browsers show: `npx tsx test/reading/make-browser-corpus.ts [chromium|firefox]`.
 * Opens hosts of the lab, and copies each error page as a person does who selects all of it. `CHROMIUM_PATH` may name
 * a Chromium with more languages.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";
import { callInBrowser } from "../browsers/firefox-remote.ts";
import { until } from "../browsers/session.ts";
import { browsers, inScenario } from "../browsers/stage.ts";

const CORPUS = fileURLToPath(new URL("corpus/", import.meta.url));
const HOST = "valid.rootca1.demo.amazontrust.com";
const SCENARIOS = [
  "untrusted-root",
  "expired-leaf",
  "wrong-name",
  "self-signed",
  "inspected-untrusted",
];
const LANGUAGES = ["de", "fr", "ja"];

const save = (name: string, text: string): void =>
  writeFileSync(path.join(CORPUS, `${name}.txt`), `${text.trimEnd()}\n`);

/** Runs code in a page. As text, because tools that run TypeScript add calls of their own to functions. */
const run = (page: Page, code: string): Promise<string> => page.evaluate(code) as Promise<string>;

/** All of a page, as the clipboard would hold it. */
const COPIED = `getSelection().selectAllChildren(document.body), getSelection().toString()`;
/** The same of Firefox's error page, whose text stands in a component. */
const CARD = `[...document.querySelectorAll("net-error-card")].flatMap((card) =>
  [...(card.shadowRoot ?? card).children].map((child) => child.innerText ?? "")).join("\\n")`;
const click = (id: string): string =>
  `(document.querySelector("net-error-card").shadowRoot ?? document).querySelector("${id}")?.click() ?? ""`;

/** Of the link to the certificate; only a real click opens it. */
const PLACE = `(() => {
  const link = document.querySelector("net-error-card").shadowRoot.querySelector("#viewCertificate");
  link.scrollIntoView({ block: "center" });
  const { x, y, width, height } = link.getBoundingClientRect();
  return (x + width / 2) + " " + (y + height / 2);
})()`;

/** The address of Firefox's own tab for a certificate. */
const VIEWER = `() => Services.wm.getMostRecentWindow("navigator:browser").gBrowser.selectedBrowser.currentURI.spec`;

/** The row of \`chrome://system\` that lists the roots. */
const ROOT_STORE = `(() => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (/^\\s*version: \\d+\\s+hash: /.test(element.textContent)) found.push(element.textContent);
    }
  };
  walk(document);
  return found.at(-1) ?? "";
})()`;

async function chromium(scenario: string, language?: string): Promise<void> {
  const found = browsers.find(({ family }) => family === "chromium")!;
  // On Linux, Chromium follows the environment, and not its own option.
  Object.assign(process.env, { LANGUAGE: language ?? "en", LC_ALL: "en_US.UTF-8" });
  const options = { unwatched: false, ...(language ? { language } : {}) };
  await inScenario(
    found,
    scenario,
    async ({ session }) => {
      const page = await session.browser.newPage();
      // Small windows hide a part of the page.
      await page.setViewport({ width: 1280, height: 1000 });
      await page.goto(`https://${HOST}/`).catch(() => {});
      await until("the error page", () => page.$("#error-code"));
      const suffix = language ? `-${language}` : "";
      if (scenario === "untrusted-root")
        save(`chromium-${scenario}${suffix}-folded`, await run(page, COPIED));
      await page.click("#error-code");
      await page.click("#details-button").catch(() => {});
      save(`chromium-${scenario}${suffix}`, await run(page, COPIED));
      if (scenario !== "untrusted-root" || language) return;
      await page.goto("chrome://system");
      const row = await until("the root store", () => run(page, ROOT_STORE));
      save("chromium-root-store", `chrome_root_store\n${row}`);
    },
    options,
  );
}

async function firefox(scenario: string, language?: string): Promise<void> {
  const found = browsers.find(({ family }) => family === "firefox")!;
  await inScenario(
    found,
    scenario,
    async ({ session }) => {
      const page = await session.browser.newPage();
      await page.goto(`https://${HOST}/`).catch(() => {});
      const suffix = language ? `-${language}` : "";
      await until("the error page", () => run(page, CARD));
      if (scenario === "untrusted-root")
        save(`firefox-${scenario}${suffix}-folded`, await run(page, CARD));
      await run(page, click("#advanced-button"));
      await until("the details", () => run(page, `(${click("#errorCode")}) || "clicked"`));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      save(`firefox-${scenario}${suffix}`, await run(page, CARD));
      if (scenario !== "untrusted-root" || language) return;
      const place = await run(page, PLACE);
      const [x = 0, y = 0] = place.split(" ").map(Number);
      await page.mouse.click(x, y);
      const viewer = await until("the viewer", async () => {
        const address = await callInBrowser<string>(session.browser, VIEWER, []);
        return address.startsWith("about:certificate") ? address : "";
      });
      save("firefox-certificate-address", viewer);
    },
    language ? { language } : {},
  );
}

const [family, only, language] = process.argv.slice(2);
if (family !== "firefox") {
  for (const scenario of SCENARIOS)
    if (!only || only === scenario) await chromium(scenario, language);
  if (!only) for (const each of LANGUAGES) await chromium("untrusted-root", each);
}
if (family !== "chromium") {
  for (const scenario of SCENARIOS)
    if (!only || only === scenario) await firefox(scenario, language);
  if (!only) for (const each of LANGUAGES) await firefox("untrusted-root", each);
}
