/**
 * `npm start`: opens the built extension in the browsers found, lets it check, and prints what it found.
 * Exit code 0: ready everywhere; 1: any other verdict; 2: it could not run.
 */
import { lookup } from "node:dns/promises";
import { parseArgs } from "node:util";
import { chosenCatalogue } from "../../build/catalogue.ts";
import { testHosts, type Catalogue } from "../../src/core/catalogue.ts";
import type { Report } from "../../src/core/report.ts";
import { BROWSER_FAMILIES, type BrowserFamily } from "../../src/core/vocabulary.ts";
import { labAuthority } from "../lab/authority.ts";
import { labCatalogue } from "../lab/catalogue.ts";
import { startLab, type Lab } from "../lab/lab.ts";
import { SCENARIOS } from "../lab/scenarios.ts";
import { buildExtension } from "./extension.ts";
import { findBrowsers, type FoundBrowser } from "./find.ts";
import { launch, type Session } from "./launch.ts";
import { startLog } from "./log.ts";
import { openPopup, readReport } from "./popup.ts";
import { reportTable } from "./table.ts";

const USAGE = `npm start -- [options]

  --browser chromium|firefox|all   which of the installed browsers (default: all that are found)
  --live                           check against Amazon's real servers
  --lab [SCENARIO]                 check against the built-in lab (default scenario: ready)
  --list                           list the lab's scenarios
  --headed                         show the browser's window
  --log                            let Chromium write its own log meanwhile, and print what that proves
  --json                           print each report as one line of JSON instead of a table
  --screenshot FILE                save a picture of the popup (PNG)

Without --live or --lab it is live where Amazon's test hosts resolve, else on the lab.
Exit code: 0 ready, 1 any other verdict, 2 it could not run.
`;

const RESOLVE_MS = 3_000;

interface Options {
  families: readonly BrowserFamily[];
  /** Every family asked for must be there. */
  insist: boolean;
  live: boolean;
  lab: string | null;
  headed: boolean;
  log: boolean;
  json: boolean;
  screenshot: string | null;
}

/** An error to be told in one line. */
class Refusal extends Error {}

async function main(): Promise<number> {
  const { values } = parse(process.argv.slice(2));
  if (values.help) return print(USAGE);
  if (values.list) return print(scenarioList());
  const options = optionsOf(values);
  const browsers = await browsersFor(options);
  const builtIn = chosenCatalogue();
  const scenario = options.lab ?? (options.live || (await resolves(builtIn)) ? null : "ready");
  const reports =
    scenario === null
      ? await runLive(builtIn, browsers, options)
      : await runLab(builtIn, scenario, browsers, options);
  return reports.every(({ verdict }) => verdict.code === "ready") ? 0 : 1;
}

function parse(args: string[]) {
  // The scenario's name may be left out, which parseArgs has no word for.
  const spelled = args.flatMap((arg, index) =>
    arg === "--lab" && (args[index + 1] ?? "--").startsWith("--") ? ["--lab=ready"] : [arg],
  );
  try {
    return parseArgs({
      args: spelled,
      options: {
        browser: { type: "string" },
        live: { type: "boolean" },
        lab: { type: "string" },
        list: { type: "boolean" },
        headed: { type: "boolean" },
        log: { type: "boolean" },
        json: { type: "boolean" },
        screenshot: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function optionsOf(values: ReturnType<typeof parse>["values"]): Options {
  const { browser = null, lab = null, live = false } = values;
  const families = BROWSER_FAMILIES.filter((family) => browser === family);
  if (browser !== null && browser !== "all" && !families.length) {
    throw new Refusal(`--browser takes chromium, firefox or all, not "${browser}"`);
  }
  if (live && lab !== null) throw new Refusal("--live and --lab exclude each other");
  if (lab !== null && !SCENARIOS.some(({ name }) => name === lab)) {
    throw new Refusal(`The lab has no scenario "${lab}". \`npm start -- --list\` names them all.`);
  }
  if (values.log && browser === "firefox") {
    throw new Refusal(
      "--log is for Chromium, which proves no root otherwise. Firefox shows its chains without a log.",
    );
  }
  return {
    families: families.length ? families : BROWSER_FAMILIES,
    insist: browser !== null,
    live,
    lab,
    headed: values.headed ?? false,
    log: values.log ?? false,
    json: values.json ?? false,
    screenshot: values.screenshot ?? null,
  };
}

/** One installed browser per family asked for. */
async function browsersFor({ families, insist }: Options): Promise<FoundBrowser[]> {
  const found = await findBrowsers();
  const chosen = families.flatMap((family) => found.find((each) => each.family === family) ?? []);
  const missing = families.filter((family) => !chosen.some((each) => each.family === family));
  if (missing.length && (insist || !chosen.length)) {
    throw new Refusal(
      `No ${missing.join(" and no ")} found. Install it, or name it in CHROMIUM_PATH or FIREFOX_PATH.`,
    );
  }
  return chosen;
}

/** Whether this machine can look Amazon's test hosts up. */
async function resolves(catalogue: Catalogue): Promise<boolean> {
  const root = catalogue.roots.find(({ decides }) => decides)!;
  const { hostname } = new URL(testHosts(root, "valid")!.urls[0]!);
  const limit = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("too slow")), RESOLVE_MS).unref();
  });
  return Promise.race([lookup(hostname), limit]).then(
    () => true,
    () => false,
  );
}

async function runLive(
  catalogue: Catalogue,
  browsers: readonly FoundBrowser[],
  options: Options,
): Promise<Report[]> {
  say(options, "Live: Amazon's test servers, on this network.\n");
  return runEach(browsers, options, catalogue, undefined);
}

async function runLab(
  builtIn: Catalogue,
  scenario: string,
  browsers: readonly FoundBrowser[],
  options: Options,
): Promise<Report[]> {
  const authority = await labAuthority(builtIn);
  const lab = await startLab(scenario, { authority });
  say(options, `Lab: ${scenario}. ${lab.scenario.summary}. Nothing here is about this network.\n`);
  try {
    return await runEach(browsers, options, labCatalogue(builtIn, authority), lab);
  } finally {
    await lab.stop();
  }
}

async function runEach(
  browsers: readonly FoundBrowser[],
  options: Options,
  catalogue: Catalogue,
  lab: Lab | undefined,
): Promise<Report[]> {
  const reports: Report[] = [];
  if (options.log && !browsers.some(({ family }) => family === "chromium"))
    say(options, "--log: there is no Chromium here, and Firefox shows its chains without a log.\n");
  for (const found of browsers) {
    const cannot = lab?.scenario.cannot?.[found.family];
    if (cannot) say(options, `${found.name} cannot show this scenario: ${cannot}.\n`);
    const extensionDir = await buildExtension(found.family, catalogue);
    const log = options.log && found.family === "chromium" ? startLog() : null;
    try {
      const session = await launch(found, {
        extensionDir,
        headed: options.headed,
        ...(lab ? { lab } : {}),
        ...(log ? { extraArgs: log.args } : {}),
      });
      const checked = await reportIn(session, () => {
        return options.screenshot && pictureFile(options.screenshot, found, browsers.length);
      });
      // The browser writes the end of its log when it ends.
      const logged = await log?.open(catalogue, checked.browser.programme);
      const report = logged ? await logged(checked) : checked;
      reports.push(report);
      print(
        options.json ? `${JSON.stringify(report)}\n` : reportTable(report, found, log !== null),
      );
    } finally {
      log?.remove();
    }
  }
  return reports;
}

/** Checks, and closes the browser. */
async function reportIn(session: Session, picture: () => string | null): Promise<Report> {
  try {
    const page = await openPopup(session);
    const report = await readReport(page);
    const file = picture();
    if (file) await page.screenshot({ path: file as `${string}.png`, fullPage: true });
    return report;
  } finally {
    await session.close();
  }
}

/** With several browsers each gets a file of its own: `popup.png` becomes `popup-firefox.png`. */
function pictureFile(file: string, { family }: FoundBrowser, browsers: number): string {
  return browsers === 1 ? file : file.replace(/(\.png)?$/i, `-${family}.png`);
}

function scenarioList(): string {
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  return SCENARIOS.map(({ name, summary, cannot = {} }) => {
    const reasons = Object.entries(cannot).map(
      ([family, reason]) => `${"".padEnd(width)}  not in ${family}: ${reason}\n`,
    );
    return `${name.padEnd(width)}  ${summary}\n${reasons.join("")}`;
  }).join("");
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Tells a person; a program that reads JSON is left alone. */
function say({ json }: Options, text: string): void {
  (json ? process.stderr : process.stdout).write(text);
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  if (!(error instanceof Refusal) && process.env["DEBUG"])
    process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 2;
}
