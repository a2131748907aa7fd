import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import {
  CAUSES,
  CONTROL_RESULTS,
  EVIDENCE,
  FAILURE_CODES,
  FINDINGS,
  PROBE_KINDS,
  ROOT_PROGRAMMES,
  VERDICTS,
  ROOT_ADVICE,
  ROOT_ROLES,
} from "../../src/core/words.ts";
import { CLOCK_BUCKETS } from "../../src/core/support-code.ts";
import { LINK_ROLES } from "../../src/core/links.ts";
import { ADDRESS_KINDS } from "../../src/core/addresses.ts";
import { CHAIN_PLACES, CHECKERS, STRICT_RULE_IDS } from "../../src/core/strict-rules.ts";
import { HIDEABLE, SETTING_KEYS } from "../../src/core/default-settings.ts";
import { SETTING_FAULTS } from "../../src/core/setting-values.ts";
import { ENDPOINT_FAULTS } from "../../src/core/endpoint-input.ts";
import { ENDPOINT_MEANINGS } from "../../src/core/endpoint-meaning.ts";
import { SET_FAULTS } from "../../src/core/endpoint-sets.ts";
import { PRESET_IDS } from "../../src/core/endpoint-presets.ts";
import { ENDPOINT_FORMS } from "../../src/core/endpoints.ts";
import { ELSEWHERE_IDS } from "../../src/core/zones.ts";
import { OPEN_FAULTS } from "../../src/core/open-report.ts";
import { ALLOW_LISTS } from "../../src/guidance/allow-lists.ts";
import { CALL_STEPS, caseOfAnswer, TEAMS } from "../../src/guidance/call.ts";
import { CHANGE_REASONS } from "../../src/guidance/change-reason.ts";
import { ENDPOINT_ADVICES } from "../../src/guidance/endpoint-advice.ts";
import { ERROR_LINES, ERROR_MEANINGS } from "../../src/guidance/error-lines.ts";
import repair from "../../src/guidance/repair.json";
import { PIN_FORMS, PIN_REASONS, PIN_RULES } from "../../src/guidance/pins.ts";
import {
  EFFECTS,
  TOOL_GROUPS,
  TOOL_NOTES,
  TOOL_ROOTS,
  VERSION_KINDS,
  WHERES,
} from "../../src/guidance/sdks.ts";
import { SMTP_PORTS, TEST_ANSWERS } from "../../src/guidance/smtp.ts";
import { SYSTEM_MEANINGS } from "../../src/guidance/systems.ts";
import systems from "../../src/guidance/systems.json";
import { PLACE_GROUPS, PLACES, STEP_KINDS } from "../../src/guidance/trust-stores.ts";
import trustStores from "../../src/guidance/trust-stores.json";
import { TRUST_ADDED, TRUST_LISTS } from "../../src/guidance/trust-lives.ts";
import { UPDATE_STEPS } from "../../src/guidance/update.ts";
import { VERSION_STANDINGS } from "../../src/core/browser-release.ts";
import { CASES, TOPICS } from "../../src/guidance/words.ts";
import { PARTS } from "../../src/pages/desk/part.ts";
import { TRAINING_SITUATIONS } from "../../src/training/training.ts";
import { SETTING_GROUPS } from "../../src/core/setting-table.ts";
import { keyOf } from "../../src/report-text/translator.ts";
import { EXPORT_FORMS } from "../../src/report-text/forms.ts";
import { REDACTIONS } from "../../src/sharing/private.ts";
import { FORBIDDEN_ADVICE } from "./forbidden-advice.ts";
import {
  isForbiddenAdvice,
  localeFaults,
  placeholderFaults,
  pluralCategories,
  pluralNames,
  type Messages,
} from "./locale-rules.ts";
import { importsOf, read, repositoryFiles, sourceFiles, visit } from "./repository.ts";

/** The script of the popup. */
const POPUP = "popup/main.tsx";

const english = messagesOf("public/_locales/en/messages.json");
const files = repositoryFiles().filter((name) => /^public\/_locales\/.*\.json$/.test(name));
const code = sourceFiles("src", "popup").map((name) => ({ name, text: read(name) }));

const shown = EVIDENCE.filter((evidence) => evidence !== "none");
const causes = [...CAUSES, "missing-root-unproven", "tls-inspection-unproven"];

const storeSteps = trustStores.places.flatMap(({ steps }) => steps.map(({ id }) => id));
const storeStepIds = [
  ...new Set(["save", "download", "download-instead", "convert", "verify", ...storeSteps]),
];

/** Keys that `keyOf` builds: prefix, and the words that can follow it. */
const BUILT: Record<string, readonly string[]> = {
  about: ["browser", "tool", "catalogue", "inspector"],
  addressKind: ADDRESS_KINDS,
  allowList: ALLOW_LISTS,
  callAnswer: CALL_STEPS.flatMap(({ answers }) =>
    answers.filter((answer) => caseOfAnswer(answer) === null).map(({ id }) => id),
  ),
  callSay: CALL_STEPS.filter((step) => !step.case).map(({ id }) => id),
  callTeam: TEAMS,
  cause: CAUSES,
  changeReason: CHANGE_REASONS,
  codeClock: CLOCK_BUCKETS,
  codeFault: ["empty", "length", "alphabet", "check", "newer", "content"],
  codeInspection: ["none", "seen", "approved"],
  control: CONTROL_RESULTS,
  controlExpired: CONTROL_RESULTS,
  controlRevoked: CONTROL_RESULTS,
  desk: PARTS,
  detail: causes.filter((cause) => cause !== "none"),
  detail_none: shown,
  endpointAdvice: ENDPOINT_ADVICES,
  endpointElsewhere: ELSEWHERE_IDS,
  endpointFault: ENDPOINT_FAULTS,
  endpointForm: ENDPOINT_FORMS,
  endpointMeaning: ENDPOINT_MEANINGS,
  endpointPreset: PRESET_IDS,
  endpointSetFault: [...SET_FAULTS, "not-kept"],
  errorCause: [...new Set(ERROR_LINES.flatMap(({ causes: likely }) => likely))],
  errorMeaning: ERROR_MEANINGS,
  failure: FAILURE_CODES,
  finding: FINDINGS,
  handOver: CASES,
  kind: PROBE_KINDS,
  linkRole: LINK_ROLES,
  meaning_trusted: shown,
  openFault: [...OPEN_FAULTS, "unreadable", "no-report"],
  pinForm: PIN_FORMS,
  pinNote: PIN_FORMS,
  pinReason: PIN_REASONS.map(({ id }) => id),
  pinRole: ROOT_ROLES,
  pinRule: PIN_RULES.map(({ id }) => id),
  programme: ROOT_PROGRAMMES,
  repair: repair.cases.flatMap(({ steps }) => steps.map(({ id }) => id)),
  sdkEffect: EFFECTS,
  sdkGroup: TOOL_GROUPS,
  sdkKind: ["variable", "command", "file", "code"],
  sdkNote: TOOL_NOTES,
  sdkRoots: TOOL_ROOTS,
  sdkVersion: VERSION_KINDS,
  sdkWhere: WHERES,
  setting: SETTING_KEYS,
  settingFault: SETTING_FAULTS,
  settingGroup: SETTING_GROUPS,
  settingHelp: SETTING_KEYS,
  settingSection: HIDEABLE,
  settingSource: ["policy", "person", "default"],
  shareForm: EXPORT_FORMS,
  shareRedact: REDACTIONS,
  shareVerdict: VERDICTS,
  smtpAnswer: TEST_ANSWERS.map(({ id }) => id),
  smtpMode: SMTP_PORTS.map(({ mode }) => mode),
  smtpModeName: SMTP_PORTS.map(({ mode }) => mode),
  step: causes,
  store: PLACES,
  storeAdvice: ROOT_ADVICE,
  storeGroup: PLACE_GROUPS,
  storeKind: STEP_KINDS,
  storeStep: storeStepIds,
  strictChecker: CHECKERS,
  strictFault: STRICT_RULE_IDS,
  strictPlace: CHAIN_PLACES,
  systemEvent: systems.events.map(({ id }) => id),
  systemMeaning: SYSTEM_MEANINGS,
  systemMinimum: systems.systems.map(({ id }) => id),
  systemToday: systems.systems.map(({ id }) => id),
  title: causes,
  topic: TOPICS,
  training: TRAINING_SITUATIONS.map(({ situation }) => situation),
  trustAdded: TRUST_ADDED,
  trustList: TRUST_LISTS,
  updateStep: UPDATE_STEPS,
  verdict: VERDICTS,
  version: VERSION_STANDINGS,
  versionTag: VERSION_STANDINGS,
};
const built = Object.entries(BUILT).flatMap(([prefix, words]) =>
  words.map((word) => keyOf(prefix, word) as string),
);

function messagesOf(name: string): Messages {
  return JSON.parse(read(name)) as Messages;
}

function pick(messages: Messages, keys: readonly string[]): Messages {
  return Object.fromEntries(Object.entries(messages).filter(([key]) => keys.includes(key)));
}

function sorted(messages: Messages): Messages {
  const keys = Object.keys(messages).toSorted();
  return Object.fromEntries(keys.map((key) => [key, messages[key]!]));
}

/** Text in markup that a person would read and no translator would see. */
function visibleText(name: string, text: string): string[] {
  const found: string[] = [];
  const add = (value: string) => {
    if (/\p{L}/u.test(value)) found.push(`${name}: ${value.trim()}`);
  };
  visit(name, text, {
    JSXText: (node) => add(node.value),
    JSXExpressionContainer: ({ expression }) => {
      if (expression.type === "Literal" && typeof expression.value === "string") {
        add(expression.value);
      }
    },
    JSXAttribute: (node) => {
      const readable = /^(?:alt|title|placeholder|label|aria-label|aria-description)$/;
      if (node.name.type !== "JSXIdentifier" || !readable.test(node.name.name)) return;
      if (node.value?.type === "Literal") add(String(node.value.value));
    },
  });
  return found;
}

/** The source files that a file loads, itself among them. */
function filesLoadedBy(entry: string): Set<string> {
  const seen = new Set<string>();
  const follow = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { specifier, typeOnly } of importsOf(name, read(name))) {
      if (typeOnly || !/^\..*\.tsx?$/.test(specifier)) continue;
      follow(posix.join(posix.dirname(name), specifier));
    }
  };
  follow(entry);
  return seen;
}

/** Keys that every locale needs: those of the popup, of verdicts and of repair steps. */
function coreKeys(): string[] {
  const popup = [...filesLoadedBy(POPUP)].map(read).join("\n");
  const prefixes = [...popup.matchAll(/\bkeyOf\(\s*"(\w+)"/g)].map(([, prefix]) => prefix!);
  const needed = [...prefixes, "title", "detail", "step", "verdict", "repair"];
  return Object.keys(english).filter(
    (key) =>
      needed.some((prefix) => key.startsWith(`${prefix}_`)) ||
      popup.includes(`"${key}"`) ||
      popup.includes(`"${key.replace(/_(?:one|other)$/, "")}"`),
  );
}
const core = coreKeys();

describe.each(files)("%s", (name) => {
  test("fulfils the rules for locales", () => {
    expect(localeFaults(name.split("/")[2]!, messagesOf(name), english, core)).toEqual([]);
  });
});

describe("the core of a locale", () => {
  test("holds the popup's texts, verdicts and repair steps, and not those of other pages", () => {
    const needed = ["checkAgain", "checkingDetail_other", "title_none", "finding_trusted"];
    for (const key of [...needed, "languageTag", "repair_wait", "failure_dns"]) {
      expect(core).toContain(key);
    }
    for (const key of ["sdkIntro", "optionsIntro", "endpointsIntro", "codeIntro"]) {
      expect(core).not.toContain(key);
    }
  });
});

describe("a made-up locale", () => {
  /** The core in English, passed off as German. */
  const german = (): Messages => structuredClone(pick(english, core));
  const faults = (messages: Messages, locale = "de") =>
    localeFaults(locale, sorted(messages), english, core);
  const changed = (changes: Messages): Messages => ({ ...german(), ...changes });

  test("may be partial", () => {
    expect(Object.keys(german()).length).toBeLessThan(Object.keys(english).length);
    expect(faults(german())).toEqual([]);
  });

  test("may be whole", () => {
    expect(faults(structuredClone(english))).toEqual([]);
  });

  test("is seen to drop a placeholder", () => {
    const title = { message: "Dieser Browser vertraut Amazons Roots nicht." };
    expect(faults(changed({ title_missing_root: title }))).toEqual([
      "title_missing_root: other placeholders than in English",
    ]);
  });

  test("is seen to swap the values of two placeholders", () => {
    const placeholders = { planned: { content: "$1" }, ended: { content: "$2" } };
    const message = "$ENDED$ von $PLANNED$ Tests fertig";
    expect(faults(changed({ checkingDetail_other: { message, placeholders } }))).toEqual([
      "checkingDetail_other: other placeholders than in English",
    ]);
  });

  test("is seen to switch certificate checks off", () => {
    const message = "Schalten Sie die Zertifikatsprüfung ab.";
    expect(faults(changed({ step_offline: { message } }))).toEqual([
      "step_offline: forbidden advice",
    ]);
  });

  test("is seen to have no list of forbidden advice", () => {
    expect(faults(german(), "ja")).toContain("ja: no list of forbidden advice");
  });

  test("is seen to have a key that English lacks, an empty text, keys out of order", () => {
    expect(faults(changed({ zz: { message: "Neu" } }))).toEqual(["zz: English has no such key"]);
    expect(faults(changed({ checkAgain: { message: " " } }))).toEqual(["checkAgain: empty"]);
    const reversed = Object.fromEntries(Object.entries(german()).toReversed());
    expect(localeFaults("de", reversed, english, core)).toEqual([
      "the keys are not in alphabetical order",
    ]);
  });

  test("is seen to lack a text of the core", () => {
    const { checkAgain: _, ...rest } = german();
    expect(faults(rest)).toEqual(["checkAgain: missing, and the popup or a repair step needs it"]);
  });

  test("needs the plural categories of its language, and no others", () => {
    const { errorCount_one: one, errorCount_other: other } = english;
    const count = { errorCount_one: one!, errorCount_other: other! };
    expect(faults(changed(count))).toEqual([]);
    expect(faults(changed({ errorCount_other: other! }))).toEqual([
      "errorCount: lacks the plural one",
    ]);
    expect(faults(changed({ ...count, errorCount_few: other! }))).toEqual([
      "errorCount_few: English has no such key",
    ]);
    expect(faults({ ...german(), ...count }, "pl")).toContain(
      "errorCount: lacks the plural few, many",
    );
    expect(faults({ ...german(), ...count }, "ja")).toContain(
      "errorCount_one: English has no such key",
    );
  });
});

describe("forbidden advice", () => {
  test.each(Object.entries(FORBIDDEN_ADVICE))("in %s is caught", (language, { caught }) => {
    expect(caught.length).toBeGreaterThan(0);
    expect(caught.filter((text) => !isForbiddenAdvice(text, language))).toEqual([]);
  });
});

test("English has the plural categories that code relies on", () => {
  expect(pluralCategories("en").toSorted()).toEqual(["one", "other"]);
  expect(pluralNames(english)).toContain("checkingDetail");
});

describe("keys", () => {
  const uses = [...code.map(({ text }) => text), read("manifest.json")].join("\n");

  test("every word that can stand in a built key has its message", () => {
    expect(built.filter((key) => !(key in english))).toEqual([]);
  });

  test("every prefix that code builds keys with is in the table above", () => {
    const prefixes = [...uses.matchAll(/\bkeyOf\(\s*"(\w+)"/g)].map(([, prefix]) => prefix!);
    expect([...new Set(prefixes)].toSorted()).toEqual(Object.keys(BUILT));
  });

  test("every message is used", () => {
    const unused = Object.keys(english).filter(
      (key) =>
        !built.includes(key) &&
        !uses.includes(`"${key}"`) &&
        !uses.includes(`"${key.replace(/_(?:one|other)$/, "")}"`) &&
        !uses.includes(`__MSG_${key}__`),
    );
    expect(unused).toEqual([]);
  });
});

describe("markup", () => {
  test("holds no text of its own", () => {
    const markup = code.filter(({ name }) => name.endsWith(".tsx"));
    expect(markup.flatMap(({ name, text }) => visibleText(name, text))).toEqual([]);
  });

  test.each(["<p>Hello</p>", '<p>{"Hello"}</p>', '<img alt="Hello" />', "<p>{n} Wörter</p>"])(
    "text is seen: %s",
    (text) => {
      expect(visibleText("a.tsx", text)).toHaveLength(1);
    },
  );

  test.each(['<p class="hello">{t("hello")} · 1</p>', '<img alt="" />'])("is none: %s", (text) => {
    expect(visibleText("a.tsx", text)).toEqual([]);
  });
});

test.each([
  ["not declared", { message: "a $B$" }],
  ["not used", { message: "a", placeholders: { b: { content: "$1" } } }],
  ["a lone $", { message: "5 $" }],
  ["a gap", { message: "$A$", placeholders: { a: { content: "$2" } } }],
])("a faulty placeholder is seen: %s", (_, message) => {
  expect(placeholderFaults("key", message)).toHaveLength(1);
});
