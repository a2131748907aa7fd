/**
 * Settings: what an administrator's policy says, else what the person chose, else the default. Both sources
 * are outside our hands, so that every value that does not count is named and the others stand.
 */
import {
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
} from "./default-settings.ts";
import {
  readBaseline,
  readEmail,
  readEndpoint,
  readKey,
  readLink,
  readName,
  readPhone,
  readSection,
  type Read,
  type SettingFaultCode,
} from "./setting-values.ts";

/** Who said what a setting is. */
export type Source = "policy" | "person" | "default";

/** A given value that does not count. */
export interface SettingFault {
  /** As it was given: not always one of ours. */
  key: string;
  source: Exclude<Source, "default">;
  fault: SettingFaultCode;
  /** The value as text, cut to 200 characters. A stranger's text. */
  value: string;
}

export interface EffectiveSettings {
  values: Settings;
  sources: Record<SettingKey, Source>;
  faults: SettingFault[];
}

/** Most entries of a list, and of unknown keys that are named. */
export const LIST_LIMIT = 100;
const VALUE_LIMIT = 200;

interface Fault {
  fault: SettingFaultCode;
  value: unknown;
}

/** What a given value amounts to: `value` is undefined where nothing of it counts. */
interface Given<T> {
  value?: T;
  faults: Fault[];
}

type Reader<T> = (given: unknown) => Given<T>;

const READERS: { [Key in SettingKey]: Reader<Settings[Key]> } = {
  supportName: text(readName),
  supportEmail: text(readEmail),
  supportPhone: text(readPhone),
  supportUrl: text(readLink),
  approvedInspectors: list(readKey),
  endpoints: list(readEndpoint),
  hiddenSections: list(readSection),
  watchConsole: flag,
  baseline: text(readBaseline),
};

/**
 * The settings in force. `managed` is what the policy gives, `own` what the person chose, both as they were
 * found; a key that is absent says nothing, one that is given and sound decides, blank or not. Never throws.
 */
export function effectiveSettings(managed: unknown, own: unknown): EffectiveSettings {
  const policy = readLayer("policy", managed);
  const person = readLayer("person", own);
  const sources = Object.fromEntries(
    SETTING_KEYS.map((key): [SettingKey, Source] => [
      key,
      key in policy.values ? "policy" : key in person.values ? "person" : "default",
    ]),
  ) as Record<SettingKey, Source>;
  return {
    values: { ...structuredClone(DEFAULT_SETTINGS), ...person.values, ...policy.values },
    sources,
    faults: [...policy.faults, ...person.faults],
  };
}

/** What counts of what the person chose. Never throws. */
export function soundSettings(own: unknown): Partial<Settings> {
  return readLayer("person", own).values;
}

/** The faults of one value, if the person gave it for this setting. */
export function settingFaults(key: SettingKey, given: unknown): SettingFault[] {
  return effectiveSettings(undefined, { [key]: given }).faults;
}

function readLayer(source: SettingFault["source"], given: unknown) {
  const values: Partial<Settings> = {};
  const faults: SettingFault[] = [];
  const add = (key: string, { fault, value }: Fault) =>
    faults.push({ key: shortened(key), source, fault, value: textOf(value) });
  for (const [key, value] of entriesOf(given, () => add("", { fault: "type", value: given }))) {
    if (isSettingKey(key)) take(key, value, values, (fault) => add(key, fault));
    else add(key, { fault: "unknown-key", value });
  }
  return { values, faults };
}

function take<Key extends SettingKey>(
  key: Key,
  given: unknown,
  values: Partial<Settings>,
  add: (fault: Fault) => void,
): void {
  const { value, faults } = READERS[key](given);
  if (value !== undefined) values[key] = value;
  faults.forEach(add);
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(READERS, key);
}

/** Ours first, so that a flood of unknown keys cannot hide them. Absent input has no entries. */
function entriesOf(given: unknown, refuse: () => void): [string, unknown][] {
  if (given === undefined || given === null) return [];
  try {
    if (typeof given !== "object" || Array.isArray(given)) throw new TypeError();
    const entries = Object.entries(given).filter(([, value]) => value !== undefined);
    const known = entries.filter(([key]) => isSettingKey(key));
    const others = entries.filter(([key]) => !isSettingKey(key));
    return [...known, ...others.slice(0, LIST_LIMIT)];
  } catch {
    refuse();
    return [];
  }
}

function text(read: (text: string) => Read<string>): Reader<string> {
  return (given) => {
    if (typeof given !== "string") return { faults: [{ fault: "type", value: given }] };
    const trimmed = given.trim();
    if (trimmed === "") return { value: "", faults: [] };
    const answer = read(trimmed);
    return answer.ok
      ? { value: answer.value, faults: [] }
      : { faults: [{ fault: answer.fault, value: given }] };
  };
}

function list<T extends string>(read: (text: string) => Read<T>): Reader<T[]> {
  return (given) => {
    if (!isList(given)) return { faults: [{ fault: "type", value: given }] };
    const faults: Fault[] = [];
    const found = new Set<T>();
    for (const item of Array.from({ length: Math.min(given.length, LIST_LIMIT) }, itemOf(given))) {
      const answer = typeof item === "string" ? read(item.trim()) : null;
      if (answer?.ok) found.add(answer.value);
      else faults.push({ fault: answer?.fault ?? "type", value: item });
    }
    if (given.length > LIST_LIMIT) {
      faults.push({ fault: "too-many", value: String(given.length) });
    }
    // A list of which nothing counts was meant to say something else than "none".
    return found.size || !faults.length ? { value: [...found], faults } : { faults };
  };
}

function isList(given: unknown): given is readonly unknown[] {
  try {
    return Array.isArray(given);
  } catch {
    return false;
  }
}

function itemOf(given: readonly unknown[]): (_: unknown, index: number) => unknown {
  return (_, index) => {
    try {
      return given[index];
    } catch {
      return undefined;
    }
  };
}

/** Firefox hands over numbers from the Windows registry, which has no booleans, as they are. */
function flag(given: unknown): Given<boolean> {
  if (typeof given === "boolean") return { value: given, faults: [] };
  if (given === 0 || given === 1) return { value: given === 1, faults: [] };
  return { faults: [{ fault: "type", value: given }] };
}

function textOf(value: unknown): string {
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
