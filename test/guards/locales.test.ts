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
import { LINK_ROLES } from "../../src/core/chain-links.ts";
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
import { FIELD_GROUPS } from "../../src/pages/options/fields.ts";
import { keyOf } from "../../src/view/doors.ts";
import { EXPORT_FORMS } from "../../src/view/export/index.ts";
import { REDACTIONS } from "../../src/view/export/private.ts";
import { read, repositoryFiles, sourceFiles, visit } from "./repository.ts";

interface Message {
  message: string;
  description?: string;
  placeholders?: Record<string, { content: string; example?: string }>;
}
type Messages = Record<string, Message>;

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
  settingGroup: FIELD_GROUPS,
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

/** What is wrong with the placeholders of a message, as sentences. */
function placeholderFaults(key: string, { message, placeholders = {} }: Message): string[] {
  const used = new Set(
    [...message.replaceAll("$$", "").matchAll(/\$(\w+)\$/g)].map(([, name]) => name!.toLowerCase()),
  );
  const stray = message
    .replaceAll("$$", "")
    .replaceAll(/\$\w+\$/g, "")
    .includes("$");
  const contents = Object.values(placeholders).map(({ content }) => content);
  const numbers = contents.map((content) => Number(/^\$([1-9])$/.exec(content)?.[1]));
  return [
    ...(stray ? [`${key}: a $ stands alone`] : []),
    ...[...used].filter((name) => !(name in placeholders)).map((name) => `${key}: no ${name}`),
    ...Object.keys(placeholders)
      .filter((name) => !used.has(name))
      .map((name) => `${key}: ${name} is not in the text`),
    ...(numbers.some((number, index) => number !== index + 1)
      ? [`${key}: placeholders are not $1, $2 … in their order`]
      : []),
  ];
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

describe.each(files)("%s", (name) => {
  const messages = messagesOf(name);

  test("has the keys of the English file, in alphabetical order", () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english).toSorted());
  });

  test("has no empty message", () => {
    const empty = Object.entries(messages).filter(([, { message }]) => message.trim() === "");
    expect(empty).toEqual([]);
  });

  test("has well-formed placeholders", () => {
    const faults = Object.entries(messages).flatMap(([key, value]) =>
      placeholderFaults(key, value),
    );
    expect(faults).toEqual([]);
  });
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
        !built.includes(key) && !uses.includes(`"${key}"`) && !uses.includes(`__MSG_${key}__`),
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
