/** Holds every data file of sources and builds against its shape. */
import type { ErrorObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { readJson } from "../../build/files.ts";
import { DATA_SHAPES } from "./data-shapes.ts";
import { repositoryFiles } from "./repository.ts";

const OWN_SCHEMA = ["src/core/catalogue.json", "src/core/catalogue.schema.json"];

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, strictTypes: false });
const conforms = Object.fromEntries(
  Object.entries(DATA_SHAPES).map(([file, schema]) => [file, ajv.compile(schema)]),
);

function faultText(
  file: string,
  { instancePath, keyword, message, params, data }: ErrorObject,
): string {
  const where = `${file}${instancePath}`;
  if (keyword === "additionalProperties")
    return `${where} "${params["additionalProperty"]}" is unknown`;
  return typeof data === "string" ? `${where} "${data}" ${message}` : `${where} ${message}`;
}

function faultsOf(file: string, data: unknown): string[] {
  const fits = conforms[file]!;
  return fits(data) ? [] : [...new Set(fits.errors!.map((error) => faultText(file, error)))];
}

type Json = { [key: string]: Json };

/** The keys to every object within; of a list, to its first and its last. */
function objectsIn(data: Json, path: string[] = []): string[][] {
  const own = Array.isArray(data) ? [] : [path];
  const keys = Object.keys(data);
  const followed = Array.isArray(data)
    ? [...new Set([...keys.slice(0, 1), ...keys.slice(-1)])]
    : keys;
  return followed.reduce((found, key) => {
    const value = data[key];
    const isObject = typeof value === "object" && value !== null;
    return isObject ? [...found, ...objectsIn(value, [...path, key])] : found;
  }, own);
}

function at(data: Json, path: readonly string[]): Json {
  return path.reduce((within, key) => within[key]!, data);
}

/** The faults of a file after a change to the object at a path. */
function faultsAfter(file: string, path: readonly string[], change: (object: Json) => void) {
  const data = readJson<Json>(file);
  change(at(data, path));
  return faultsOf(file, data);
}

/** Fields that say where a fact is from and when it was read. */
const ORIGIN = ["source", "sources", "date", "read"];
/** Paths at which these are optional. */
const OPTIONAL =
  /^src\/guidance\/(?:update\.json\/steps\/\d+\/sources|programs\.json\/.+\/versions\/\d+\/date|error-lines\.json\/rows\/\d+\/read)$/;

test("every data file has a shape", () => {
  const files = repositoryFiles().filter((name) => /^(?:src|build|store)\/.*\.json$/.test(name));
  expect([...Object.keys(DATA_SHAPES), ...OWN_SCHEMA].toSorted()).toEqual(files);
});

describe.each(Object.keys(DATA_SHAPES))("%s", (file) => {
  const data = readJson<Json>(file);
  const paths = objectsIn(data);

  test("has its shape", () => {
    expect(faultsOf(file, data)).toEqual([]);
  });

  test("has no room for a field that nothing reads", () => {
    const accepted = paths.filter(
      (path) => faultsAfter(file, path, (object) => (object["colour"] = {})).length === 0,
    );
    expect(accepted).toEqual([]);
  });

  test("needs the source and the date of every row that has them", () => {
    const accepted = paths.flatMap((path) =>
      ORIGIN.filter(
        (field) =>
          field in at(data, path) &&
          faultsAfter(file, path, (object) => delete object[field]).length === 0,
      ).map((field) => [file, ...path, field].join("/")),
    );
    expect(accepted.filter((path) => !OPTIONAL.test(path))).toEqual([]);
  });
});

test.each([
  ["src/core/zones.json", "zones/0/partitions/0", "aws-us-gow"],
  ["src/core/console-hosts.json", "hosts/3/role", "signin"],
  ["src/core/inspectors.json", "products/2/date", "2026-13-01"],
  ["src/core/reverse-proxies.json", "proxies/1/source", "seen"],
  ["src/guidance/repair.json", "cases/1/sources/0", "ats-repositry"],
  ["src/guidance/repair.json", "cases/1/case", "missing-rot"],
  ["src/guidance/systems.json", "bundles/0/roots/0", "amazon-root-ca-0"],
  ["src/guidance/call.json", "steps/0/answers/0/to", "nowhere"],
  ["src/guidance/update.json", "table/chrome/windows", "chrome-menue"],
  ["src/guidance/error-lines.json", "rows/5/causes/0", "wrong-clok"],
  ["src/probe/firefox-errors.json", "symbols/NS_ERROR_UNKNOWN_HOST", "dsn"],
  ["src/training/situations.json", "situations/4/expected/cause", "missing"],
])("%s with the wrong %s fails and names it", (file, path, wrong) => {
  const keys = path.split("/");
  const faults = faultsAfter(file, keys.slice(0, -1), (object) => {
    Object.assign(object, { [keys.at(-1)!]: wrong });
  });
  expect(faults).toEqual([expect.stringContaining(`${file}/${path} "${wrong}" must `)]);
});
