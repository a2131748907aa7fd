/** Reads a catalogue and refuses an unsound one, in words that the person who wrote it can act on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { catalogueFaults, type Catalogue } from "../src/core/catalogue.ts";
import { readJson as readProjectJson, ROOT } from "./files.ts";
import schema from "../src/core/catalogue.schema.json" with { type: "json" };

const conforms = new Ajv2020({ allErrors: true, verbose: true }).compile<Catalogue>(schema);

/**
 * The catalogue in `file`; every test URL must fall under one of the `permitted` host patterns. Throws
 * one Error that lists all faults of form, or, where the form is right, all faults of content.
 */
export function readCatalogue(file: string, permitted: readonly string[]): Catalogue {
  const data = readJson(file);
  if (!conforms(data)) throw unsound(file, formFaults(data, conforms.errors ?? []));
  const faults = catalogueFaults(data, permitted);
  if (faults.length) throw unsound(file, faults);
  return data;
}

/** Returns the catalogue in the file that `CATALOGUE` names, else the built-in one. Throws if it is invalid. */
export function chosenCatalogue(): Catalogue {
  const file = process.env["CATALOGUE"] || join(ROOT, "src/core/catalogue.json");
  const { host_permissions: permitted } = readProjectJson<{ host_permissions: string[] }>(
    "manifest.json",
  );
  return readCatalogue(file, permitted);
}

function unsound(file: string, faults: readonly string[], cause?: unknown): Error {
  const lines = faults.map((fault) => `  ${fault}`);
  const text = [`The catalogue ${file} cannot be used:`, ...lines].join("\n");
  return cause === undefined ? new Error(text) : new Error(text, { cause });
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const fault = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw unsound(file, [fault], error);
  }
  try {
    // Some editors put a byte order mark before the text.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw unsound(file, [`it is not JSON: ${(error as Error).message}`], error);
  }
}

function formFaults(data: unknown, errors: readonly ErrorObject[]): string[] {
  // "if" only repeats that its "then" or "else" failed.
  const telling = errors.filter((error) => error.keyword !== "if");
  return telling.map((error) => `${place(error.instancePath, data)}: ${complaint(error)}`);
}

/** `/roots/0/key` as `roots[0].key`, with the id of that root where it has one. */
function place(pointer: string, data: unknown): string {
  if (pointer === "") return "the whole";
  const path = pointer
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".");
  const index = /^roots\[(\d+)\]/.exec(path)?.[1];
  const id = index && (data as { roots: { id?: unknown }[] }).roots[Number(index)]?.id;
  return typeof id === "string" ? `${path} (${id})` : path;
}

function complaint({ keyword, params, data, parentSchema, message }: ErrorObject): string {
  switch (keyword) {
    case "required":
      return `"${params["missingProperty"]}" is missing`;
    case "additionalProperties":
      return `"${params["additionalProperty"]}" has no meaning here`;
    case "type":
      return `must be of type ${params["type"]}, not ${shown(data)}`;
    case "const":
      return `must be ${shown(params["allowedValue"])}, not ${shown(data)}`;
    case "enum":
      return `must be one of ${params["allowedValues"].map(shown).join(", ")}, not ${shown(data)}`;
    case "minimum":
      return `must be ${params["limit"]} or more, not ${shown(data)}`;
    case "minItems":
      return "must not be empty";
    case "uniqueItems":
      return `holds ${shown((data as unknown[])[params["i"]])} twice`;
    case "contains":
      return `must have ${parentSchema?.["description"]}`;
    case "pattern":
      return `must be ${parentSchema?.["description"]}, not ${shown(data)}`;
    default:
      return message ?? keyword;
  }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return JSON.stringify(value);
}
