/** What the specs share: the browsers, the lab's authority, one build per browser, and a session in a scenario. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../build/files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { labAuthority, type Authority } from "../lab/authority.ts";
import { labCatalogue } from "../lab/catalogue.ts";
import { startLab, type Lab, type LabOptions } from "../lab/lab.ts";
import type { Scenario } from "../lab/scenario.ts";
import { buildExtension } from "./extension.ts";
import { findBrowsers, type FoundBrowser } from "./find.ts";
import { launch } from "./launch.ts";
import type { LaunchOptions, Session } from "./session.ts";
import { clearStored } from "./stored.ts";

/** The first installed browser of each family. With `CI=true` a missing one fails, else it is left out. */
export const browsers: readonly FoundBrowser[] = await firstOfEach();

async function firstOfEach(): Promise<FoundBrowser[]> {
  const found = await findBrowsers();
  const firsts = (["chromium", "firefox"] as const).map((family: BrowserFamily) => {
    const first = found.find((each) => each.family === family);
    if (!first && process.env["CI"] === "true") throw new Error(`no ${family} is installed`);
    return first;
  });
  return firsts.filter((each) => each !== undefined);
}

export const builtIn = JSON.parse(
  readFileSync(join(ROOT, "src/core/catalogue.json"), "utf8"),
) as Catalogue;

let shared: Promise<{ authority: Authority; catalogue: Catalogue }> | undefined;
const builds = new Map<BrowserFamily, Promise<string>>();

/** The lab's authority and catalogue, made once. */
export function labWorld(): NonNullable<typeof shared> {
  shared ??= labAuthority(builtIn).then((authority) => ({
    authority,
    catalogue: labCatalogue(builtIn, authority),
  }));
  return shared;
}

/** One browser's extension with the lab's catalogue, built once. */
export async function labExtension(family: BrowserFamily): Promise<string> {
  const { catalogue } = await labWorld();
  const known = builds.get(family) ?? buildExtension(family, catalogue);
  builds.set(family, known);
  return known;
}

export interface Staged {
  session: Session;
  lab: Lab;
  catalogue: Catalogue;
}

export type StageOptions = Partial<LaunchOptions> & Pick<LabOptions, "endpoints" | "freshLeaves">;

/** A browser in a scenario of the lab. Whoever starts one must end it. */
export interface Stage extends Staged {
  /**
   * Plays another scenario to the same browser, whose extension has forgotten all that it stored. Only for
   * scenarios that a browser is started alike for: see `byStart`.
   */
  enter(scenario: Scenario): Promise<Staged>;
  end(): Promise<void>;
}

/** Starts a fresh browser in a scenario. */
export async function startStage(
  found: FoundBrowser,
  scenario: string | Scenario,
  { endpoints = [], freshLeaves = false, ...options }: StageOptions = {},
): Promise<Stage> {
  const { authority, catalogue } = await labWorld();
  let lab = await startLab(scenario, { authority, endpoints, freshLeaves });
  try {
    const extensionDir = await labExtension(found.family);
    const session = await launch(found, { extensionDir, lab, ...options });
    return {
      session,
      lab,
      catalogue,
      async enter(next) {
        await forgetEverything(session);
        if (session.moveTo) {
          const left = lab;
          lab = await startLab(next, { authority, endpoints, freshLeaves });
          await session.moveTo(lab).finally(() => left.stop());
        } else {
          await lab.become(next);
        }
        const before = (await session.errors()).length;
        const errors = async () => (await session.errors()).slice(before);
        return { session: { ...session, errors }, lab, catalogue };
      },
      async end() {
        await session.close();
        await lab.stop();
      },
    };
  } catch (error) {
    await lab.stop();
    throw error;
  }
}

/** Closes the extension's pages, empties its storage and ends its worker. */
async function forgetEverything(session: Session): Promise<void> {
  const [first, ...rest] = await session.browser.pages();
  for (const page of rest) await page.close();
  if (!first) throw new Error("The browser has no window");
  // A page that starts no check.
  const page = await session.openPage("pages/options/index.html");
  await clearStored(page);
  await page.close();
  await session.killWorker();
}

/** Runs `act` in a fresh browser in a scenario, and clears everything away. */
export async function inScenario<Result>(
  found: FoundBrowser,
  scenario: string | Scenario,
  act: (staged: Staged) => Promise<Result>,
  options: StageOptions = {},
): Promise<Result> {
  const stage = await startStage(found, scenario, options);
  try {
    return await act(stage);
  } finally {
    await stage.end();
  }
}
