/** What the pictures show: a situation of the lab, and how a browser gets there. */
import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import type { Page, ScreenshotClip } from "puppeteer-core";
import { pagePath } from "../../../src/core/pages.ts";
import { presetHosts } from "../../../src/core/endpoint-presets.ts";
import { supportCode } from "../../../src/core/support-code.ts";
import type { Scenario } from "../../lab/scenario.ts";
import { scenarioNamed } from "../../lab/scenarios.ts";
import { INSPECTING_ROOT } from "../../lab/words.ts";
import { openPart } from "../desk-page.ts";
import { ended, openEndpoints, press, typePlaces } from "../endpoints-page.ts";
import { openPopup, readReport, shownAs } from "../popup.ts";
import { drop } from "../read-page.ts";
import { until, type PageOptions, type Session } from "../session.ts";
import type { Staged, StageOptions } from "../stage.ts";
import { besideHtml, largeTileHtml, logoHtml, pageRoom, smallTileHtml } from "./compositions.ts";

/** The room that a picture has, in its own pixels. */
export interface Frame {
  width: number;
  height: number;
  colorScheme: "light" | "dark";
}

export interface Scene {
  scenario: string | Scenario;
  options?: StageOptions;
  /** Whether the extension has the shipped catalogue, not one with the lab's roots. */
  isShippedCatalogue?: boolean;
  /** Whether the picture has no background. */
  isTransparent?: boolean;
  /** Returns a tab that shows the picture and nothing else. */
  show(staged: Staged, frame: Frame): Promise<Page>;
}

/** Stores show pictures at half their size, so that texts are larger than in a browser. */
const PAGE_ZOOM = 8 / 7;
/** With it all steps fit. */
const STEPS_ZOOM = 16 / 15;
const POPUP_ZOOM = 1.25;
/** With it the popup fits into the large tile. */
const TILE_ZOOM = 1.1;

const REGION = "eu-central-1";
const INSPECTED_HOST = `sts.${REGION}.amazonaws.com`;
/** A VPC endpoint that this network's DNS does not know. */
const UNKNOWN_HOST = `vpce-0123456789abcdef0-abcdefgh.sqs.${REGION}.vpce.amazonaws.com`;
const HOSTS = [
  ...new Set([
    ...presetHosts("console", "aws", REGION),
    ...presetHosts("cli", "aws", REGION),
    UNKNOWN_HOST,
  ]),
];

/** All is well, but something signs for one service in Amazon's place, with a root that the browser lacks. */
const INSPECTED_ALONE: Scenario = {
  ...scenarioNamed("ready"),
  name: "showcase-endpoints",
  rules: [
    { when: { host: INSPECTED_HOST }, then: { certificate: { issuer: INSPECTING_ROOT } } },
    { when: { host: UNKNOWN_HOST }, then: { address: "none" } },
  ],
};

/** The popup of a browser that lacks Amazon's roots, beside the report of the same check. */
export const MISSING: Scene = {
  scenario: "untrusted-root",
  async show({ session }, frame) {
    const popup = await popupPicture(session, frame, POPUP_ZOOM);
    const { width, height } = pageRoom(frame, popup.width);
    const report = await openReport(session, { ...frame, width, height });
    await settle(report);
    const shot = await report.screenshot({ encoding: "base64" });
    return compose(session, frame, besideHtml(popup.png, shot, frame));
  },
};

/** What the person and the administrator can do about it. */
export const STEPS: Scene = {
  scenario: "untrusted-root",
  async show({ session }, frame) {
    await openPopup(session);
    const report = await openReport(session, zoomed(frame, STEPS_ZOOM));
    await settle(report, ".repair");
    return report;
  },
};

/** The verified chain of a test page, which Firefox shows: a company's proxy signed it. */
export const CHAIN: Scene = {
  scenario: "inspected",
  async show({ session }, frame) {
    await openPopup(session);
    const report = await openReport(session, zoomed(frame));
    await report.click('[data-root="amazon-root-ca-1"] > summary');
    // The lab's own address would only puzzle.
    await report.$$eval("[data-fact=address]", (facts) => {
      for (const fact of facts) fact.closest("div")!.hidden = true;
    });
    await settle(report, '[aria-labelledby="roots-deciding"]');
    return report;
  },
};

/** What the console and the AWS CLI need in a region, with one host that is inspected and one that has no address. */
export const ENDPOINTS: Scene = {
  scenario: INSPECTED_ALONE,
  options: {
    endpoints: HOSTS.map((host) => ({ host, issuingRoot: "amazon-root-ca-1" })),
    granted: HOSTS.map((host) => `https://${host}/*`),
  },
  async show({ session }, frame) {
    await openPopup(session);
    const page = await openEndpoints(session, zoomed(frame));
    await typePlaces(page, HOSTS);
    await press(page, "[data-test]");
    await ended(page);
    await settle(page, "#results");
    return page;
  },
};

/** A list of roots that lacks two of Amazon's, and the older ones that vouch for them. */
export const READING: Scene = {
  scenario: "ready",
  isShippedCatalogue: true,
  async show({ session }, frame) {
    const page = await session.openPage(pagePath("read"), zoomed(frame));
    const contents = Buffer.from(listWithoutTwo()).toString("base64");
    await drop(page, { "ca-bundle.pem": contents });
    await page.click(".file .fold > summary");
    await settle(page, ".file");
    return page;
  },
};

/** What the help desk sees of a support code. */
export const HELP_DESK: Scene = {
  scenario: "untrusted-root",
  async show({ session }, frame) {
    const code = supportCode(await readReport(await openPopup(session)));
    const page = await openPart(session, "code", zoomed(frame));
    await until("the field's focus", () => page.$("main input:focus"));
    await page.keyboard.type(code!);
    await until("the report", () => page.$("main [data-verdict]"));
    await settle(page);
    return page;
  },
};

export const SMALL_TILE: Scene = {
  scenario: "ready",
  show: ({ session }, frame) => compose(session, frame, smallTileHtml()),
};

export const LARGE_TILE: Scene = {
  scenario: "ready",
  async show({ session }, frame) {
    const popup = await popupPicture(session, frame, TILE_ZOOM);
    return compose(session, frame, largeTileHtml(popup.png));
  },
};

export const LOGO: Scene = {
  scenario: "ready",
  isTransparent: true,
  show: ({ session }, frame) => compose(session, frame, logoHtml(frame)),
};

function zoomed({ width, height, colorScheme }: Frame, scale = PAGE_ZOOM): PageOptions {
  return { width: width / scale, height: height / scale, scale, colorScheme };
}

/** A picture of the popup, cut to its size: base64, and its width in pixels. */
async function popupPicture(
  session: Session,
  { colorScheme }: Frame,
  scale: number,
): Promise<{ png: string; width: number }> {
  const page = await openPopup(session, { scale, colorScheme });
  const clip = await page.$eval("main", (popup): ScreenshotClip => {
    const { width, bottom } = popup.getBoundingClientRect();
    return { x: 0, y: 0, width, height: Math.ceil(bottom) };
  });
  return { png: await page.screenshot({ clip, encoding: "base64" }), width: clip.width * scale };
}

async function openReport(session: Session, options: PageOptions): Promise<Page> {
  const page = await session.openPage(pagePath("report"), options);
  await shownAs(page, "done");
  await until("the steps", () => page.$("[data-audience=administrator]"));
  return page;
}

/**
 * Makes a page ready for its picture: with a part at the top, if one is named, without a scrollbar and with all animations
 * at their end. At the bottom the page fades out if it goes on there, so that no line is cut.
 */
function settle(page: Page, top?: string): Promise<void> {
  return page.evaluate((selector) => {
    const root = document.documentElement;
    root.style.setProperty("scrollbar-width", "none");
    const part = selector === undefined ? null : document.querySelector(selector);
    if (part) {
      (document.activeElement as HTMLElement | null)?.blur();
      scrollTo({ top: scrollY + part.getBoundingClientRect().top - 16, behavior: "instant" });
    }
    for (const animation of document.getAnimations()) animation.finish();
    if (root.scrollHeight <= scrollY + innerHeight) return;
    const veil = document.createElement("div");
    const ground = getComputedStyle(document.body).backgroundColor;
    Object.assign(veil.style, {
      position: "fixed",
      inset: "auto 0 0 0",
      height: "64px",
      background: `linear-gradient(transparent, ${ground} 75%)`,
    });
    document.body.append(veil);
  }, top);
}

async function compose(session: Session, frame: Frame, html: string): Promise<Page> {
  const page = await session.browser.newPage();
  await page.setViewport({ width: frame.width, height: frame.height });
  await page.setContent(html);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  return page;
}

/** Node's own list of roots as PEM, without Amazon Root CA 1 and 2 and without Starfield's. */
function listWithoutTwo(): string {
  const removed = /CN=(?:Amazon Root CA [12]$|Starfield )|OU=Starfield /m;
  return rootCertificates
    .filter((pem) => !removed.test(new X509Certificate(pem).subject))
    .join("\n");
}
