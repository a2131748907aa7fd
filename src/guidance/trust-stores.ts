/** Messages `store_<id>` for places and `storeStep_<id>` for steps. */
import { findOrThrow } from "../core/find.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { fill, rootValues, type CommandValues } from "./command.ts";
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
}

interface PlaceRow {
  id: Place;
  group: PlaceGroup;
  /** Where the certificate can be fetched. */
  systems: string[];
  /** Without those that fetch and verify the certificate. */
  steps: StoreStep[];
  sources: SourceId[];
}

const PLACE_ROWS = data.places as PlaceRow[];

export function groupOfPlace(place: Place): PlaceGroup {
  return rowOf(place).group;
}

/** `file`: the DER certificate. `hosts`: valid test hosts of this root and of the deciding ones, by spaces. */
export function storeValues(
  root: CatalogueRoot,
  roots: readonly CatalogueRoot[] = [root],
): CommandValues {
  const asked = roots.filter((each) => each.decides || each.id === root.id);
  const hosts = asked.flatMap((each) => rootValues(each)["host"] ?? []).join(" ");
  const values: CommandValues = { ...rootValues(root), ...(hosts && { hosts }) };
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

/** Fills commands; `undo` is last. `roots`: those whose test pages a step may mention. */
export function storeSteps(
  place: Place,
  root: CatalogueRoot,
  roots: readonly CatalogueRoot[] = [root],
): StoreStep[] {
  const row = rowOf(place);
  const values = storeValues(root, roots);
  const before = row.steps.filter(({ kind }) => kind === "look");
  const after = row.steps.filter(({ kind }) => kind !== "look");
  return [...before, ...fileSteps(row.systems, root), ...after]
    .filter(({ when }) => when === undefined || values["host"] !== undefined)
    .map((step) => {
      const { commands } = step;
      if (!commands) return step;
      const filled = commands.map(({ text, ...on }) => ({ ...on, text: fill(text, values) }));
      return { ...step, commands: filled };
    });
}

export function storeSources(place: Place): SourceId[] {
  return ["ats-repository", ...rowOf(place).sources];
}

function rowOf(place: Place): PlaceRow {
  return findOrThrow(PLACE_ROWS, ({ id }) => id === place, `trust store ${place}`);
}

/** For a packaged root: saving comes first, the download is the alternative. */
export function withSaving(steps: readonly StoreStep[]): StoreStep[] {
  return steps.flatMap((step): StoreStep[] => {
    if (step.id !== "download") return [step];
    const save: StoreStep = { id: "save", kind: "download", save: true };
    return [save, { ...step, id: "download-instead" }];
  });
}

/** Steps that fetch the certificate as DER and verify it. */
function fileSteps(systems: readonly string[], root: CatalogueRoot): StoreStep[] {
  const files = data.files.filter(({ system }) => systems.includes(system));
  const commands = (what: "download" | "convert" | "verify"): StoreCommand[] =>
    files.map((file) => {
      const text = file[what];
      return files.length > 1 ? { on: file.system, text } : { text };
    });
  const hasDer = root.downloads.some(({ format }) => format === "der");
  const convert: StoreStep = { id: "convert", kind: "download", commands: commands("convert") };
  return [
    { id: "download", kind: "download", commands: commands("download") },
    ...(hasDer ? [] : [convert]),
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

/** The first root that the last check did not trust, else the first. */
export function rootFor(
  roots: readonly CatalogueRoot[],
  report: Pick<Report, "roots"> | null,
): CatalogueRoot {
  const missing = report?.roots.find(({ finding }) => finding === "not-trusted")?.id;
  const root = roots.find(({ id }) => id === missing) ?? roots[0];
  if (!root) throw new Error("the catalogue has no root to download");
  return root;
}
