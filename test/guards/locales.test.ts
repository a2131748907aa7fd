import { describe, expect, test } from "vitest";
import { CALL_STEPS, caseOfAnswer } from "../../src/guidance/call.ts";
import { ERROR_LINES, PROGRAM_CAUSES } from "../../src/guidance/error-table.ts";
import { PIN_REASONS, PIN_RULES } from "../../src/guidance/pins.ts";
import repair from "../../src/guidance/repair.json";
import { TEST_ANSWERS } from "../../src/guidance/smtp.ts";
import systems from "../../src/guidance/systems.json";
import { TRUST_ADDED, TRUST_LISTS } from "../../src/guidance/trust-lives.ts";
import trustStores from "../../src/guidance/trust-stores.json";
import { UPDATE_STEPS } from "../../src/guidance/update.ts";
import { dataKey, type DataPrefix } from "../../src/report-text/translator.ts";
import { TRAINING_SITUATIONS } from "../../src/training/training.ts";
import { FORBIDDEN_ADVICE } from "./forbidden-advice.ts";
import {
  isForbiddenAdvice,
  localeFaults,
  placeholderFaults,
  pluralCategories,
  pluralNames,
  type Messages,
} from "./locale-rules.ts";
import { filesLoadedBy, read, repositoryFiles, sourceFiles, visit } from "./repository.ts";

/** The script of the popup. */
const POPUP = "popup/main.tsx";

const english = messagesOf("public/_locales/en/messages.json");
const files = repositoryFiles().filter((name) => /^public\/_locales\/.*\.json$/.test(name));
const code = sourceFiles("src", "popup").map((name) => ({ name, text: read(name) }));

const storeSteps = trustStores.places.flatMap(({ steps }) => steps.map(({ id }) => id));
const systemIds = systems.systems.map(({ id }) => id);

const ERROR_CAUSE_IDS = [...ERROR_LINES.flatMap(({ causes }) => causes), ...PROGRAM_CAUSES];

/** Ids in data files that `dataKey` makes keys of. The compiler checks the words that `keyOf` takes. */
const DATA_IDS: Record<DataPrefix, readonly string[]> = {
  callAnswer: CALL_STEPS.flatMap(({ answers }) =>
    answers.filter((answer) => caseOfAnswer(answer) === null).map(({ id }) => id),
  ),
  callSay: CALL_STEPS.filter((step) => !step.case).map(({ id }) => id),
  errorCause: ERROR_CAUSE_IDS,
  errorTell: ERROR_CAUSE_IDS,
  pinReason: PIN_REASONS.map(({ id }) => id),
  pinRule: PIN_RULES.map(({ id }) => id),
  repair: repair.cases.flatMap(({ steps }) => steps.map(({ id }) => id)),
  smtpAnswer: TEST_ANSWERS.map(({ id }) => id),
  storeStep: [
    "save",
    "save-all",
    "download",
    "download-instead",
    "convert",
    "verify",
    "script-fetch",
    "script-install",
    ...storeSteps,
  ],
  systemEvent: systems.events.map(({ id }) => id),
  systemMinimum: systemIds,
  systemToday: systemIds,
  training: TRAINING_SITUATIONS.map(({ situation }) => situation),
  trustAdded: TRUST_ADDED,
  trustList: TRUST_LISTS,
  updateStep: UPDATE_STEPS,
};
const dataKeys = new Set<string>(
  Object.entries(DATA_IDS).flatMap(([prefix, ids]) =>
    ids.map((id) => dataKey(prefix as DataPrefix, id)),
  ),
);

/** Every string and property name in code and data, spelt as keys spell it: any may follow the prefix of a key. */
const strings = new Set(
  repositoryFiles()
    .filter((name) => /^(?:src|popup)\/.*\.(?:tsx?|json)$/.test(name))
    .flatMap((name) => [...read(name).matchAll(/"([\w-]+)"|\b(\w+):/g)])
    .map(([, text, name]) => (text ?? name)!.replaceAll("-", "_")),
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
    for (const key of ["programIntro", "optionsIntro", "endpointsIntro", "codeIntro"]) {
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

  const prefixes = new Set([...uses.matchAll(/\bkeyOf\(\s*"(\w+)"/g)].map(([, prefix]) => prefix!));

  /** Whether `keyOf` can make this key from a prefix and a word that are in the code. */
  function isBuilt(key: string): boolean {
    return [...prefixes].some(
      (prefix) => key.startsWith(`${prefix}_`) && strings.has(key.slice(prefix.length + 1)),
    );
  }

  function isUsed(key: string): boolean {
    const plural = /^(\w+)_(?:one|other)$/.exec(key)?.[1];
    return (
      uses.includes(`"${key}"`) ||
      (plural !== undefined && uses.includes(`"${plural}"`)) ||
      uses.includes(`__MSG_${key}__`) ||
      dataKeys.has(key) ||
      isBuilt(key)
    );
  }

  test("every id of a data file has its message", () => {
    expect([...dataKeys].filter((key) => !(key in english))).toEqual([]);
  });

  test("every prefix that code builds keys with stands in the code itself", () => {
    const calls = code
      .filter(({ name }) => name !== "src/report-text/translator.ts")
      .flatMap(({ text }) => [...text.matchAll(/\b(?:keyOf|dataKey)\(\s*(.)/g)]);
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter(([, start]) => start !== '"')).toEqual([]);
  });

  test("every message is used", () => {
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([]);
  });

  test.each(["finding_never", "unheard", "repair_nothing"])("an unused one is seen: %s", (key) => {
    expect(isUsed(key)).toBe(false);
  });
});

/** Facts of their day. All other texts take the names of roots from the catalogue. */
const DATED_FACTS = /^(?:systemEvent_|systemToday_|systemsMinimaNote$)/;

test("only dated facts list roots by number", () => {
  const listing = Object.entries(english).filter(
    ([key, { message }]) =>
      !DATED_FACTS.test(key) && /Root CA \d+(?:,| to| and| or)|\bfour\b/.test(message),
  );
  expect(listing.map(([key]) => key)).toEqual([]);
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
