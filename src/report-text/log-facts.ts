/** What a browser's log says of itself: who judged, by which list, and what was added to it. */
import type { FileReading } from "../reading/model.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { factMakerFor, type Fact } from "./fact.ts";
import { integerText, momentText } from "./format.ts";
import type { Translator } from "./translator.ts";

type LogAbout = NonNullable<FileReading["log"]>;

/** Labels that no other form needs. */
const LABELS = {
  "log-browser": "fieldBrowser",
  "log-system": "fieldSystem",
  "log-from": "fieldLogFrom",
  "log-to": "fieldLogTo",
  "log-mode": "fieldLogMode",
  "log-root-store": "fieldLogRootStore",
  "log-other-hosts": "fieldLogOtherHosts",
} as const satisfies Record<string, MessageKey>;

export function logFacts(log: LogAbout, { t, language, timeZone }: Translator): Fact<string>[] {
  const { own, untrusted } = factMakerFor(LABELS, { t });
  const { browser, startedAt, finishedAt, captureMode, rootStoreVersion, otherHosts } = log;
  return [
    untrusted("log-browser", `${browser.name} ${browser.version}`.trim()),
    untrusted("log-system", browser.os),
    own("log-from", momentText(startedAt, language, timeZone)),
    own("log-to", momentText(finishedAt, language, timeZone)),
    untrusted("log-mode", captureMode),
    own(
      "log-root-store",
      rootStoreVersion === null ? null : integerText(rootStoreVersion, language),
    ),
    own("log-other-hosts", integerText(otherHosts, language)),
  ];
}

export interface AddedRoot {
  /** SHA-256 (hex) of the certificate, or of its key if the log names that alone. */
  hash: string;
  /** In the browser's own words. Hostile text. */
  trust: string;
}

export function addedRoots({ added }: LogAbout): AddedRoot[] {
  return added.map(({ sha256, spkiSha256, trust }) => ({
    hash: sha256 ?? spkiSha256 ?? "",
    trust,
  }));
}

export interface Refusal {
  host: string;
  /** In the browser's own words. Hostile text. */
  errors: string[];
}

/** Why the browser refused the paths that it tried. */
export function refusals({ requests }: LogAbout): Refusal[] {
  return requests
    .filter(({ pathErrors }) => pathErrors.length > 0)
    .map(({ url, pathErrors }) => ({ host: new URL(url).hostname, errors: pathErrors }));
}
