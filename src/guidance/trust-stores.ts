/** Messages `store_<id>` for places and `storeStep_<id>` for steps. */
import { findOrThrow } from "../core/find.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import { fill, placeholders, rootValues, type CommandValues } from "./command.ts";
import type { Machine } from "./situation.ts";
import type { SourceId } from "./source.ts";
import data from "./trust-stores.json";
import type { System } from "./repair-cases.ts";

/** In display order. */
export const PLACES = [
  "windows",
  "windows-policy",
  "macos",
  "macos-profile",
  "debian",
  "red-hat",
  "amazon-linux",
  "suse",
  "arch",
  "nixos",
  "alpine",
  "wsl",
  "firefox",
  "chrome-linux",
  "chromeos",
  "android",
  "ios",
  "container-debian",
  "container-alpine",
  "docker",
  "kubernetes",
  "java",
] as const;
export type Place = (typeof PLACES)[number];

/** In display order; messages `storeGroup_<group>`. */
export const PLACE_GROUPS = [
  "computer",
  "linux",
  "browser",
  "mobile",
  "container",
  "program",
] as const;
export type PlaceGroup = (typeof PLACE_GROUPS)[number];

/** In the order of work; `undo` is separate. */
export const STEP_KINDS = ["look", "download", "verify", "install", "check", "undo"] as const;
type StepKind = (typeof STEP_KINDS)[number];

interface StoreCommand {
  on?: string;
  text: string;
}

/** A line with values of one root is repeated for each root. */
interface CommandTemplate extends StoreCommand {
  /** Filled for each root and joined by `join`, it is `{items}` in the text. */
  item?: string;
  join?: string;
}

export interface StoreStep {
  id: string;
  kind: StepKind;
  /** Has a button that saves the packaged certificate. */
  save?: true;
  /** Only for roots with a test page. */
  when?: "test-host";
  commands?: StoreCommand[];
  /** For the address bar: pages that no link may open. */
  address?: string;
  /** Of a script: the step whose commands it ends with. */
  endsWith?: string;
}

interface PlaceRow {
  id: Place;
  group: PlaceGroup;
  /** Where the certificate can be fetched. */
  systems: string[];
  /** One script fetches, verifies and installs. */
  isScript?: true;
  /** Without those that fetch and verify the certificate. */
  steps: StoreStep[];
  sources: SourceId[];
}

const PLACE_ROWS = data.places as PlaceRow[];

export function groupOfPlace(place: Place): PlaceGroup {
  return rowOf(place).group;
}

/** Names what is made of several roots. */
const ROOT_SET = "amazon-roots";

/** Valid test hosts of the chosen roots and of the deciding ones, by spaces; nothing if there are none. */
function hostsOf(
  chosen: readonly CatalogueRoot[],
  roots: readonly CatalogueRoot[],
): { hosts?: string } {
  const asked = roots.filter((each) => each.decides || chosen.some(({ id }) => id === each.id));
  const hosts = asked.flatMap((each) => rootValues(each)["host"] ?? []).join(" ");
  return hosts ? { hosts } : {};
}

/** `file`: the DER certificate. */
export function storeValues(root: CatalogueRoot): CommandValues {
  const values = rootValues(root);
  const { derFile, pemFile } = values;
  const url = values["derUrl"] ?? values["pemUrl"];
  const downloadFile = derFile ?? pemFile;
  if (url === undefined || downloadFile === undefined) return values;
  // A packaged root can be saved in both forms, whichever Amazon publishes.
  const renamed = (ending: string) => downloadFile.replace(/\.\w+$/, ending);
  const file = derFile ?? renamed(".cer");
  return { ...values, url, downloadFile, file, pemFile: pemFile ?? renamed(".pem") };
}

export function addableRoots(roots: readonly CatalogueRoot[]): CatalogueRoot[] {
  return roots.filter(({ downloads }) => downloads.length > 0);
}

/** The package contains their certificates. */
export function rootsToAdd(roots: readonly CatalogueRoot[]): CatalogueRoot[] {
  return roots.filter(({ advice }) => advice === "add" || advice === "old-chains");
}

/** The roots that decide, as far as somebody offers them. */
export function neededRoots(roots: readonly CatalogueRoot[]): CatalogueRoot[] {
  return addableRoots(roots).filter(({ decides }) => decides);
}

/** Fills commands; `undo` is last. `roots`: those whose test pages a step may mention. */
export function storeSteps(
  place: Place,
  root: CatalogueRoot,
  roots: readonly CatalogueRoot[] = [root],
): StoreStep[] {
  const row = rowOf(place);
  const before = row.steps.filter(({ kind }) => kind === "look");
  const after = row.steps.filter(({ kind }) => kind !== "look");
  return filledSteps([...before, ...fileSteps(row.systems, root), ...after], [root], roots);
}

/** As `storeSteps`, for several roots at once: one script fetches and verifies all, and installs them where it can. */
export function scriptSteps(
  place: Place,
  chosen: readonly CatalogueRoot[],
  roots: readonly CatalogueRoot[] = chosen,
): StoreStep[] {
  const { steps, systems, isScript = false } = rowOf(place);
  const before = steps.filter(({ kind }) => kind === "look");
  const installs = steps.filter(({ kind }) => kind === "install");
  const after = steps.filter(({ kind }) => kind === "check" || kind === "undo");
  const [merged] = isScript ? installs : [];
  const script: StoreStep = merged
    ? { id: "script-install", kind: "install", endsWith: merged.id }
    : { id: "script-fetch", kind: "verify" };
  const last = merged?.commands?.map(({ text }) => text) ?? [];
  const commands = scriptsFor(systems, chosen, last);
  const rest = merged ? after : [...installs, ...after];
  return filledSteps([...before, { ...script, commands }, ...rest], chosen, roots);
}

/** Templates: one script for each system. */
function scriptsFor(
  systems: readonly string[],
  chosen: readonly CatalogueRoot[],
  last: readonly string[],
): CommandTemplate[] {
  const files = data.files.filter(({ system }) => systems.includes(system));
  const convertible = chosen.filter((root) => !hasDer(root)).map((root) => storeValues(root));
  return files.map(({ system, script }) => {
    const { start, download, convert, verify, item, end } = script;
    const converts = convertible.map((values) => doubled(fill(convert, values)));
    const text = [start, download, ...converts, verify, ...last, end].join("\n");
    return { ...(files.length > 1 && { on: system }), text, item, join: "\n" };
  });
}

/** A filled text that is filled once more stays as it is. */
function doubled(text: string): string {
  return text.replaceAll(/[{}]/g, "$&$&");
}

function filledSteps(
  steps: readonly StoreStep[],
  chosen: readonly CatalogueRoot[],
  roots: readonly CatalogueRoot[],
): StoreStep[] {
  const values = chosen.map((root) => storeValues(root));
  const tested = values.filter(({ host }) => host !== undefined);
  const shared = { set: chosen.length === 1 ? chosen[0]!.id : ROOT_SET, ...hostsOf(chosen, roots) };
  return steps
    .filter(({ when }) => when === undefined || tested.length > 0)
    .map((step) => {
      const { commands } = step;
      if (!commands) return step;
      const each = step.when === undefined ? values : tested;
      const filled = commands.map(({ text, item, join, ...on }: CommandTemplate) => ({
        ...on,
        text: fillForEach({ text, item, join }, each, shared),
      }));
      return { ...step, commands: filled };
    });
}

function fillForEach(
  { text, item, join = "" }: { text: string; item?: string | undefined; join?: string | undefined },
  each: readonly CommandValues[],
  shared: CommandValues,
): string {
  const items = item === undefined ? {} : { items: each.map((own) => fill(item, own)).join(join) };
  const once: CommandValues = { ...shared, ...items };
  return text
    .split("\n")
    .flatMap((line) =>
      placeholders(line).every((name) => name in once)
        ? [fill(line, once)]
        : each.map((own) => fill(line, { ...own, ...once })),
    )
    .join("\n");
}

export function storeSources(place: Place): SourceId[] {
  return ["ats-repository", ...rowOf(place).sources];
}

function rowOf(place: Place): PlaceRow {
  return findOrThrow(PLACE_ROWS, ({ id }) => id === place, `trust store ${place}`);
}

/** For packaged roots: saving comes first, the download is the alternative. A script uses files that were saved. */
export function withSaving(steps: readonly StoreStep[]): StoreStep[] {
  return steps.flatMap((step): StoreStep[] => {
    if (step.id.startsWith("script-")) {
      return [{ id: "save-all", kind: "download", save: true }, step];
    }
    if (step.id !== "download") return [step];
    const save: StoreStep = { id: "save", kind: "download", save: true };
    return [save, { ...step, id: "download-instead" }];
  });
}

function hasDer({ downloads }: CatalogueRoot): boolean {
  return downloads.some(({ format }) => format === "der");
}

/** Steps that fetch the certificate as DER and verify it. */
function fileSteps(systems: readonly string[], root: CatalogueRoot): StoreStep[] {
  const files = data.files.filter(({ system }) => systems.includes(system));
  const commands = (what: "download" | "convert" | "verify"): StoreCommand[] =>
    files.map((file) => {
      const text = file[what];
      return files.length > 1 ? { on: file.system, text } : { text };
    });
  const convert: StoreStep = { id: "convert", kind: "download", commands: commands("convert") };
  return [
    { id: "download", kind: "download", commands: commands("download") },
    ...(hasDer(root) ? [] : [convert]),
    { id: "verify", kind: "verify", commands: commands("verify") },
  ];
}

const PLACE_OF_SYSTEM: Partial<Record<System, Place>> = {
  windows: "windows",
  macos: "macos",
  linux: "chrome-linux",
  chromeos: "chromeos",
  android: "android",
};

export function placeFor({ browser, system }: Pick<Machine, "browser" | "system">): Place {
  // On Android, Firefox has no settings for added roots.
  if (browser === "firefox" && system !== "android") return "firefox";
  return PLACE_OF_SYSTEM[system] ?? "windows";
}
