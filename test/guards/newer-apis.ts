/** Finds calls of the web platform that a browser version does not have, by MDN's browser compatibility data. */
import { readJson } from "../../build/files.ts";
import { visit } from "./repository.ts";

/** The parts of MDN's data that are read. A feature's own parts have no leading underscores. */
interface Feature {
  __compat?: { support: Record<string, Support | Support[]> };
  [part: string]: unknown;
}

interface Support {
  version_added: string | false;
  flags?: unknown;
  prefix?: string;
  alternative_name?: string;
}

/** MDN's name of a browser. */
export type Engine = "chrome" | "firefox";

export interface TooNew {
  name: string;
  /** First version that has it; infinite for one that is only in preview. */
  since: number;
}

const { api, javascript, webextensions } = readJson<{
  api: Feature;
  javascript: { builtins: Feature };
  webextensions: { api: Feature };
}>("node_modules/@mdn/browser-compat-data/data.json");

const GLOBALS: Record<string, Feature> = { ...parts(api), ...parts(javascript.builtins) };
const EXTENSION_AREAS = parts(webextensions.api);

function parts(feature: Feature): Record<string, Feature> {
  const entries = Object.entries(feature).filter(([key]) => key !== "__compat");
  return Object.fromEntries(entries) as Record<string, Feature>;
}

/** First version with the feature, without a flag and under its own name; null if the engine never had it. */
function sinceIn(feature: Feature | undefined, engine: Engine): number | null {
  const support = feature?.__compat?.support[engine];
  const versions = [support ?? []]
    .flat()
    .filter((each) => !each.flags && !each.prefix && !each.alternative_name)
    .flatMap(({ version_added: added }) => (added === false ? [] : versionOf(added)));
  return versions.length ? Math.min(...versions) : null;
}

function versionOf(added: string): number {
  return added === "preview"
    ? Number.POSITIVE_INFINITY
    : Number.parseInt(added.replace("≤", ""), 10);
}

/**
 * Names in a source file that the version lacks: globals, what belongs to them, and calls of extensions. Methods of values
 * are not among them: the compiler knows those of the language, by `lib`. What an engine never had is for the other one.
 */
export function tooNewFor(engine: Engine, version: number, file: string, code: string): TooNew[] {
  const found = new Map<string, number>();
  const check = (name: string, feature: Feature | undefined) => {
    const since = sinceIn(feature, engine);
    if (since !== null && since > version) found.set(name, since);
  };
  visit(file, code, {
    MemberExpression: ({ object, property, computed }) => {
      if (computed || property.type !== "Identifier") return;
      const { name } = property;
      if (object.type === "Identifier") {
        const owner = parts(GLOBALS[object.name] ?? {});
        check(`${object.name}.${name}`, owner[`${name}_static`] ?? owner[name]);
      } else if (
        object.type === "MemberExpression" &&
        object.object.type === "Identifier" &&
        object.object.name === "browser" &&
        object.property.type === "Identifier"
      ) {
        const area = object.property.name;
        check(`browser.${area}.${name}`, parts(EXTENSION_AREAS[area] ?? {})[name]);
      }
    },
    NewExpression: ({ callee }) => {
      if (callee.type === "Identifier") check(`new ${callee.name}`, GLOBALS[callee.name]);
    },
    CallExpression: ({ callee }) => {
      if (callee.type === "Identifier") check(callee.name, GLOBALS[callee.name]);
    },
  });
  return [...found].map(([name, since]) => ({ name, since }));
}

/** What each edition of the language has that no older one has. */
const MARKS = {
  ES2022: ["Array", "at"],
  ES2023: ["Array", "toSorted"],
  ES2024: ["Promise", "withResolvers"],
  ES2025: ["Set", "union"],
} as const;

/** First version of an engine with an edition of the language, by its mark. */
export function editionSince(edition: keyof typeof MARKS, engine: Engine): number {
  const [owner, member] = MARKS[edition];
  return sinceIn(parts(GLOBALS[owner]!)[member], engine)!;
}
