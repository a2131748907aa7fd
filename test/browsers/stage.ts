/** What the specs share: the browsers, the lab's authority, one build per browser, and a session in a scenario. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../build/files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { BrowserFamily } from "../../src/core/words.ts";
import { labAuthority, type Authority } from "../lab/authority.ts";
import { labCatalogue } from "../lab/catalogue.ts";
import { startLab, type Lab, type LabOptions } from "../lab/lab.ts";
import type { Scenario } from "../lab/scenario.ts";
import { buildExtension } from "./extension.ts";
import { findBrowsers, type FoundBrowser } from "./find.ts";
import { launch } from "./launch.ts";
import type { LaunchOptions, Session } from "./session.ts";

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

/** Runs `act` in a fresh browser in a scenario, and clears everything away. */
export async function inScenario<Result>(
  found: FoundBrowser,
  scenario: string | Scenario,
  act: (staged: Staged) => Promise<Result>,
  { endpoints = [], ...options }: Partial<LaunchOptions> & Pick<LabOptions, "endpoints"> = {},
): Promise<Result> {
  const { authority, catalogue } = await labWorld();
  const lab = await startLab(scenario, { authority, endpoints });
  try {
    const extensionDir = await labExtension(found.family);
    const session = await launch(found, { extensionDir, lab, ...options });
    try {
      return await act({ session, lab, catalogue });
    } finally {
      await session.close();
    }
  } finally {
    await lab.stop();
  }
}
