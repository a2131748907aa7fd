import { CAUSES } from "../core/vocabulary.ts";

/** `person` uses the browser; `administrator` runs the computer or the network. */
export const AUDIENCES = ["person", "administrator"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** `chromium` is any other browser of that family. */
export const BROWSER_KINDS = [
  "chrome",
  "edge",
  "brave",
  "opera",
  "vivaldi",
  "chromium",
  "firefox",
] as const;
export type BrowserKind = (typeof BROWSER_KINDS)[number];

export const SYSTEMS = ["windows", "macos", "linux", "chromeos", "android", "other"] as const;
export type System = (typeof SYSTEMS)[number];

/** The vendors' names; `other` has none. */
export const SYSTEM_NAMES: Record<Exclude<System, "other">, string> = {
  windows: "Windows",
  macos: "macOS",
  linux: "Linux",
  chromeos: "ChromeOS",
  android: "Android",
};

/** Pages that a repair step may open; no policy hides them. */
export const STEP_PAGES = ["endpoints"] as const;
export type StepPage = (typeof STEP_PAGES)[number];

/** `missing-root-unproven`: may also be an inspecting proxy. `tls-inspection-unproven`: inferred, not seen. */
export const CASES = [
  ...CAUSES,
  "missing-root-unproven",
  "tls-inspection-unproven",
  "tls-inspection-approved",
] as const;
export type Case = (typeof CASES)[number];

export const TOPICS = [
  "update",
  "trust-stores",
  "systems",
  "programs",
  "error-lines",
  "smtp",
  "pinning",
] as const;
export type Topic = (typeof TOPICS)[number];
