/**
 * `npm run browsers`: fetches older and newer browsers from Debian's suites and tries the lab's scenarios in each.
 * Exit code 0: every verdict was right; 1: some were wrong; 2: it could not run.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readJson, ROOT } from "../../../build/files.ts";
import { temporaryDirectory } from "../../lab/cleanup.ts";
import { SCENARIOS } from "../../lab/scenarios.ts";
import {
  candidateOf,
  expectDebian,
  machineMirrors,
  Refusal,
  type Candidate,
  type Fetched,
  type Mirrors,
  type Source,
} from "./apt.ts";
import {
  nameOf,
  terminalTable,
  titlePattern,
  triedIn,
  withRows,
  type Row,
  type Tried,
} from "./results.ts";

const USAGE = `npm run browsers -- [options]

  --browser NAME[,NAME]    only these: chromium-120, firefox-159 …, or chromium, firefox
  --only SCENARIO[,…]      only these scenarios (npm start -- --list names them)
  --list                   list the browsers
  --record                 write the results to docs/tested-browsers.md

The browsers come from Debian's suites, as root on Debian. They stay in the cache of this user
(XDG_CACHE_HOME), about 1 GB each. Nothing of this computer's own packages changes.
Exit code: 0 every verdict was right, 1 some were wrong, 2 it could not run.
`;

const PAGE = path.join(ROOT, "docs/tested-browsers.md");

async function main(): Promise<number> {
  const { values } = parse();
  if (values.help) return print(USAGE);
  const scenarios = listOf(values.only);
  for (const name of scenarios)
    if (!SCENARIOS.some((each) => each.name === name))
      throw new Refusal(
        `The lab has no scenario "${name}". \`npm start -- --list\` names them all.`,
      );
  if (values.record && scenarios.length)
    throw new Refusal("--record is for all scenarios, without --only");
  expectDebian();
  const mirrors = machineMirrors();
  const { browsers } = readJson<{ browsers: Source[] }>("test/browsers/versions/sources.json");
  const wanted = listOf(values.browser);
  const missing: string[] = [];
  const found = browsers
    .filter(({ family }) => !wanted.length || wanted.some((name) => name.startsWith(family)))
    .flatMap((source) => lookUp(source, mirrors, missing));
  const candidates = chosen(found, wanted);
  if (values.list) return print(candidates.map((each) => `${title(each)}\n`).join(""));
  const rows: (Row & { tried: Tried[] })[] = [];
  for (const candidate of candidates) {
    const fetched = candidate.fetch(say);
    say(`\n${title(fetched)}`);
    const tried = await tryIn(fetched, scenarios);
    const right = tried.filter(({ wrong }) => wrong === null).length;
    const { family, suite } = fetched.source;
    const date = new Date().toISOString().slice(0, 10);
    const { version } = fetched;
    rows.push({ family, version, suite, right, shown: tried.length, date, tried });
    if (values.record) writeFileSync(PAGE, withRows(readFileSync(PAGE, "utf8"), rows));
  }
  print(`\n${terminalTable(rows)}`);
  if (missing.length) print(`\nNot to be had:\n${missing.join("\n")}\n`);
  const isNamed = wanted.some((name) => name.includes("-"));
  if (missing.length && !isNamed) return 2;
  const isRight = ({ right, shown }: Row) => right === shown && (shown > 0 || scenarios.length > 0);
  return rows.every(isRight) && rows.some(({ shown }) => shown > 0) ? 0 : 1;
}

/** Nothing if the suite cannot be reached and the cache has nothing of it; the reason is then added to `missing`. */
function lookUp(source: Source, mirrors: Mirrors, missing: string[]): Candidate[] {
  try {
    return [candidateOf(source, mirrors)];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    missing.push(error.message);
    return [];
  }
}

function parse() {
  try {
    return parseArgs({
      options: {
        browser: { type: "string" },
        only: { type: "string" },
        list: { type: "boolean" },
        record: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function listOf(value: string | undefined): string[] {
  return (value ?? "").split(",").filter((each) => each !== "");
}

function chosen(candidates: readonly Candidate[], wanted: readonly string[]): Candidate[] {
  const named = (each: Candidate) => nameOf({ family: each.source.family, version: each.version });
  const unknown = wanted.find(
    (name) => !candidates.some((each) => name === named(each) || name === each.source.family),
  );
  if (unknown)
    throw new Refusal(`There is no ${unknown}, only ${candidates.map(named).join(", ")}`);
  return candidates.filter(
    (each) => !wanted.length || wanted.includes(named(each)) || wanted.includes(each.source.family),
  );
}

function title({ source, version }: Pick<Candidate, "source" | "version">): string {
  return `${nameOf({ family: source.family, version })}: ${version}, from Debian ${source.suite}`;
}

/** Runs the tests that `npm test` runs in the installed browser. */
async function tryIn({ source, program }: Fetched, scenarios: readonly string[]): Promise<Tried[]> {
  const { directory, remove } = temporaryDirectory("trust-ready-browsers-");
  const file = path.join(directory, "report.json");
  const { family } = source;
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, "node_modules/vitest/vitest.mjs"),
      "run",
      "--project=browsers",
      `test/browsers/scenarios-${family}.test.ts`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...(scenarios.length ? ["-t", titlePattern(scenarios)] : []),
    ],
    {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
      env: { ...process.env, [`${family.toUpperCase()}_PATH`]: program },
    },
  );
  try {
    const [code] = (await once(child, "close")) as [number | null];
    if (!existsSync(file))
      throw new Error("vitest has written no report; what it said stands above");
    const tried = triedIn(JSON.parse(readFileSync(file, "utf8")));
    // A failed hook skips its tests.
    return code === 0 || tried.some(({ wrong }) => wrong !== null)
      ? tried
      : [...tried, { title: "outside of a test", wrong: `vitest ended with ${code}` }];
  } finally {
    remove();
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

try {
  process.exitCode = await main();
} catch (error) {
  say(
    error instanceof Refusal || !process.env["DEBUG"]
      ? (error as Error).message
      : (error as Error).stack!,
  );
  process.exitCode = 2;
}
