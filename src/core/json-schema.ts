/**
 * Checks a value against a JSON Schema (draft 2020-12) without making code out of it, which the policy of
 * extension pages forbids. It knows the keywords that `report.schema.json` uses and throws at any other.
 */

export type Schema = { readonly [keyword: string]: unknown };
type Holder = Record<string, unknown>;

/** A check of one keyword: the way to the first fault from here on, null where there is none. */
type Check = (rule: never, value: unknown, schema: Schema, root: Schema) => string | null;

const HERE = "";

/** The way (a JSON pointer) to the first fault of a value; null where the value conforms. */
export function faultIn(value: unknown, schema: Schema, root: Schema = schema): string | null {
  for (const [keyword, rule] of Object.entries(schema)) {
    if (PASSIVE.has(keyword)) continue;
    const check = CHECKS[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword}`);
    const fault = check(rule as never, value, schema, root);
    if (fault !== null) return fault;
  }
  return null;
}

/** Keywords that check nothing by themselves; `then` and `else` are read together with `if`. */
export const PASSIVE = new Set(["$schema", "$defs", "title", "description", "then", "else"]);

const fails = (bad: boolean): string | null => (bad ? HERE : null);

/** Every keyword that checks something. */
export const CHECKS: Record<string, Check> = {
  $ref: (name: string, value, _, root) => faultIn(value, referred(name, root), root),
  type: (types: string | string[], value) =>
    fails(![types].flat().some((type) => isOfType(value, type))),
  const: (only: unknown, value) => fails(value !== only),
  enum: (list: unknown[], value) => fails(!list.includes(value)),
  pattern: (pattern: string, value) =>
    fails(typeof value === "string" && !new RegExp(pattern, "u").test(value)),
  minLength: (least: number, value) =>
    fails(typeof value === "string" && [...value].length < least),
  maxLength: (most: number, value) => fails(typeof value === "string" && [...value].length > most),
  minimum: (least: number, value) => fails(typeof value === "number" && value < least),
  maximum: (most: number, value) => fails(typeof value === "number" && value > most),
  minItems: (least: number, value) => fails(Array.isArray(value) && value.length < least),
  maxItems: (most: number, value) => fails(Array.isArray(value) && value.length > most),
  uniqueItems: (unique: boolean, value) =>
    fails(unique && Array.isArray(value) && new Set(value).size < value.length),
  items: (each: Schema, value, _, root) =>
    Array.isArray(value) ? firstFault(Object.entries(value), () => each, root) : null,
  required: (names: string[], value) =>
    fails(isObject(value) && names.some((name) => !Object.hasOwn(value, name))),
  properties: (known: Record<string, Schema>, value, _, root) =>
    isObject(value)
      ? firstFault(
          Object.entries(value).filter(([name]) => Object.hasOwn(known, name)),
          (name) => known[name],
          root,
        )
      : null,
  additionalProperties: (rest: Schema | false, value, { properties = {} }, root) => {
    if (!isObject(value)) return null;
    const others = Object.entries(value).filter(
      ([name]) => !Object.hasOwn(properties as object, name),
    );
    return rest === false
      ? others.length
        ? step(others[0]![0])
        : null
      : firstFault(others, () => rest, root);
  },
  propertyNames: (names: Schema, value, _, root) =>
    isObject(value)
      ? firstFault(
          Object.keys(value).map((name) => [name, name]),
          () => names,
          root,
        )
      : null,
  allOf: (all: Schema[], value, _, root) =>
    all.map((each) => faultIn(value, each, root)).find((fault) => fault !== null) ?? null,
  anyOf: (some: Schema[], value, _, root) => {
    const faults = some.map((each) => faultIn(value, each, root));
    if (faults.includes(null)) return null;
    // The branch that got furthest is the one that was meant.
    return faults.map(String).reduce((one, other) => (other.length > one.length ? other : one));
  },
  not: (other: Schema, value, _, root) => fails(faultIn(value, other, root) === null),
  if: (condition: Schema, value, schema, root) => {
    const branch = schema[faultIn(value, condition, root) === null ? "then" : "else"];
    return branch === undefined ? null : faultIn(value, branch as Schema, root);
  },
};

function firstFault(
  parts: readonly (readonly [string, unknown])[],
  schemaOf: (name: string) => Schema | undefined,
  root: Schema,
): string | null {
  for (const [name, part] of parts) {
    const fault = faultIn(part, schemaOf(name) ?? {}, root);
    if (fault !== null) return step(name) + fault;
  }
  return null;
}

/** One step of a JSON pointer (RFC 6901). */
function step(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function referred(name: string, root: Schema): Schema {
  const definition = (root["$defs"] as Record<string, Schema>)[name.replace("#/$defs/", "")];
  if (!definition) throw new Error(`unknown definition ${name}`);
  return definition;
}

/** An object of JSON: neither an array nor null. */
export function isObject(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isObject(value);
    case "integer":
      return Number.isInteger(value);
    case "boolean":
    case "string":
      return typeof value === type;
    default:
      throw new Error(`unknown type ${type}`);
  }
}
