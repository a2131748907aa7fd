/** How to add a root to a trust store. Texts of places and steps are messages `store_<id>`, `storeStep_<id>`. */
import { findOrThrow } from "../core/find.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { fill, rootValues, type CommandValues } from "./command.ts";
import type { Machine } from "./situation.ts";
import type { SourceId } from "./source.ts";
import data from "./trust-stores.json";
import type { System } from "./words.ts";

/** Where a root can be added, in the order in which the places are listed. */
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

/** Groups of places, in the order in which they are listed; messages `storeGroup_<group>`. */
export const PLACE_GROUPS = [
  "computer",
  "linux",
  "browser",
  "mobile",
  "container",
  "program",
] as const;
export type PlaceGroup = (typeof PLACE_GROUPS)[number];

/** What a step is for, in the order in which it is done; `undo` stands apart. */
export const STEP_KINDS = ["look", "download", "verify", "install", "check", "undo"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface StoreCommand {
  /** The system or version that it is for, where there are several. */
  on?: string;
  text: string;
}

export interface StoreStep {
  id: string;
  kind: StepKind;
  /** Has a button that saves the certificate from the package. */
  save?: true;
  /** For roots with a test page only. Absent: for all. */
  when?: "test-host";
  commands?: StoreCommand[];
  /** To be pasted into the browser's address bar: pages that no link may open. */
  address?: string;
}

interface PlaceRow {
  id: Place;
  group: PlaceGroup;
  /** The systems on which the certificate may be fetched for this place. */
  systems: string[];
  /** All steps but those that fetch and verify the certificate. */
  steps: StoreStep[];
  sources: SourceId[];
}

const PLACE_ROWS = data.places as PlaceRow[];

/** The group that a place is listed in. */
export function groupOfPlace(place: Place): PlaceGroup {
  return rowOf(place).group;
}

/**
 * What the commands may name: the values of the root (see `rootValues`), `url` and `downloadFile`, the file
 * to download, `file`, the certificate in DER, whose SHA-256 is the root's fingerprint, and `hosts`, the
 * valid test hosts of this root and of those of `roots` that decide the verdict, separated by blanks.
 */
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
  // A packaged root can be saved in both forms, whichever Amazon offers.
  const renamed = (ending: string) => downloadFile.replace(/\.\w+$/, ending);
  const file = derFile ?? renamed(".cer");
  return { ...values, url, downloadFile, file, pemFile: pemFile ?? renamed(".pem") };
}

/** The roots that can be downloaded, and so be added. */
export function addableRoots(roots: readonly CatalogueRoot[]): CatalogueRoot[] {
  return roots.filter(({ downloads }) => downloads.length > 0);
}

/** The roots that belong into a trust store of one's own; the package has their certificates. */
export function rootsToAdd(roots: readonly CatalogueRoot[]): CatalogueRoot[] {
  return roots.filter(({ advice }) => advice === "add" || advice === "old-chains");
}

/**
 * The steps that add a root to a place, in order, with their commands filled in; `undo` comes last. `roots`
 * are those whose test pages a step may ask for together.
 */
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

/** Where the steps of a place come from. */
export function storeSources(place: Place): SourceId[] {
  return ["ats-repository", ...rowOf(place).sources];
}

function rowOf(place: Place): PlaceRow {
  return findOrThrow(PLACE_ROWS, ({ id }) => id === place, `trust store ${place}`);
}

/** The steps of a root that the package has: its certificate is saved; the download is another way. */
export function withSaving(steps: readonly StoreStep[]): StoreStep[] {
  return steps.flatMap((step): StoreStep[] => {
    if (step.id !== "download") return [step];
    const save: StoreStep = { id: "save", kind: "download", save: true };
    return [save, { ...step, id: "download-instead" }];
  });
}

/** How the certificate comes onto the computer, as DER, and is verified there. */
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

/** The place that a person at this browser most likely means. */
export function placeFor({ browser, system }: Pick<Machine, "browser" | "system">): Place {
  // On Android, Firefox has no settings for roots of its own.
  if (browser === "firefox" && system !== "android") return "firefox";
  return PLACE_OF_SYSTEM[system] ?? "windows";
}

/** The root that a person most likely misses: the first that the last check found not trusted, else the first. */
export function rootFor(
  roots: readonly CatalogueRoot[],
  report: Pick<Report, "roots"> | null,
): CatalogueRoot {
  const missing = report?.roots.find(({ finding }) => finding === "not-trusted")?.id;
  const root = roots.find(({ id }) => id === missing) ?? roots[0];
  if (!root) throw new Error("the catalogue has no root to download");
  return root;
}
