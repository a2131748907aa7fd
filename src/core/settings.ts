/** Policy overrides the person's choice. Both may hold anything: invalid values are reported and ignored. */
import {
  DEFAULT_SETTINGS,
  kindOf,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
} from "./default-settings.ts";
import type { SettingKind } from "./setting-table.ts";
import {
  readBaseline,
  readEmail,
  readEndpoint,
  readKey,
  readLink,
  readName,
  readPhone,
  readSection,
  type ReadResult,
  type SettingFaultCode,
} from "./setting-values.ts";

export type SettingSource = "policy" | "person" | "default";

export interface SettingFault {
  key: string;
  source: Exclude<SettingSource, "default">;
  fault: SettingFaultCode;
  /** At most 200 characters. Untrusted. */
  value: string;
}

export interface EffectiveSettings {
  values: Settings;
  sources: Record<SettingKey, SettingSource>;
  faults: SettingFault[];
}

/** Most entries of a list, and most reported unknown keys. */
export const LIST_LIMIT = 100;
const VALUE_LIMIT = 200;

interface InvalidValue {
  fault: SettingFaultCode;
  value: unknown;
}

interface ReadValue<T> {
  value?: T;
  faults: InvalidValue[];
}

type Reader = (given: unknown) => ReadValue<unknown>;

const READERS: Record<SettingKind, Reader> = {
  name: text(readName),
  email: text(readEmail),
  phone: text(readPhone),
  link: text(readLink),
  host: text(readBaseline),
  keys: list(readKey),
  places: list(readEndpoint),
  sections: list(readSection),
  flag,
};

/** Never throws. A valid value decides, even a blank one; without one, the next source decides. */
export function effectiveSettings(managed: unknown, own: unknown): EffectiveSettings {
  const policy = readLayer("policy", managed);
  const person = readLayer("person", own);
  const sources = Object.fromEntries(
    SETTING_KEYS.map((key): [SettingKey, SettingSource] => [
      key,
      key in policy.values ? "policy" : key in person.values ? "person" : "default",
    ]),
  ) as Record<SettingKey, SettingSource>;
  return {
    values: { ...structuredClone(DEFAULT_SETTINGS), ...person.values, ...policy.values },
    sources,
    faults: [...policy.faults, ...person.faults],
  };
}

export function validSettings(own: unknown): Partial<Settings> {
  return readLayer("person", own).values;
}

export function settingFaults(key: SettingKey, given: unknown): SettingFault[] {
  return effectiveSettings(undefined, { [key]: given }).faults;
}

function readLayer(source: SettingFault["source"], given: unknown) {
  const values: Partial<Record<SettingKey, unknown>> = {};
  const faults: SettingFault[] = [];
  const add = (key: string, { fault, value }: InvalidValue) =>
    faults.push({ key: shortened(key), source, fault, value: asText(value) });
  if (given !== undefined && given !== null && !isObject(given)) {
    add("", { fault: "type", value: given });
  }
  for (const [key, value] of isObject(given) ? orderedEntries(given) : []) {
    if (!isSettingKey(key)) {
      add(key, { fault: "unknown-key", value });
      continue;
    }
    const read = READERS[kindOf(key)](value);
    if (read.value !== undefined) values[key] = read.value;
    for (const fault of read.faults) add(key, fault);
  }
  return { values: values as Partial<Settings>, faults };
}

function isSettingKey(key: string): key is SettingKey {
  return SETTING_KEYS.some((each) => each === key);
}

function isObject(given: unknown): given is object {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

/** Known keys first, so that many unknown ones cannot hide them. */
function orderedEntries(given: object): [string, unknown][] {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const known = entries.filter(([key]) => isSettingKey(key));
  const unknown = entries.filter(([key]) => !isSettingKey(key));
  return [...known, ...unknown.slice(0, LIST_LIMIT)];
}

function text(read: (text: string) => ReadResult<string>): Reader {
  return (given) => {
    if (typeof given !== "string") return { faults: [{ fault: "type", value: given }] };
    const trimmed = given.trim();
    if (trimmed === "") return { value: "", faults: [] };
    const result = read(trimmed);
    return result.ok
      ? { value: result.value, faults: [] }
      : { faults: [{ fault: result.fault, value: given }] };
  };
}

function list(read: (text: string) => ReadResult<string>): Reader {
  return (given) => {
    if (!Array.isArray(given)) return { faults: [{ fault: "type", value: given }] };
    const faults: InvalidValue[] = [];
    const found = new Set<string>();
    for (const item of given.slice(0, LIST_LIMIT) as unknown[]) {
      const result = typeof item === "string" ? read(item.trim()) : null;
      if (result?.ok) found.add(result.value);
      else faults.push({ fault: result?.fault ?? "type", value: item });
    }
    if (given.length > LIST_LIMIT) {
      faults.push({ fault: "too-many", value: String(given.length) });
    }
    // A list of only invalid entries was not meant to be empty.
    return found.size || !faults.length ? { value: [...found], faults } : { faults };
  };
}

/** The Windows registry has no booleans: Firefox passes 0 and 1. */
function flag(given: unknown): ReadValue<boolean> {
  if (typeof given === "boolean") return { value: given, faults: [] };
  if (given === 0 || given === 1) return { value: given === 1, faults: [] };
  return { faults: [{ fault: "type", value: given }] };
}

function asText(value: unknown): string {
  if (typeof value === "string") return shortened(value);
  try {
    return shortened(JSON.stringify(value) ?? String(value));
  } catch {
    return typeof value;
  }
}

function shortened(value: string): string {
  return value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT - 1)}…` : value;
}
