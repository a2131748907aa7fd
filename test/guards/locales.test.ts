import { describe, expect, test } from "vitest";
import { CALL_STEPS, caseOfAnswer } from "../../src/guidance/call.ts";
import { ERROR_LINES } from "../../src/guidance/error-lines.ts";
import { PIN_REASONS, PIN_RULES } from "../../src/guidance/pins.ts";
import repair from "../../src/guidance/repair.json";
import { TEST_ANSWERS } from "../../src/guidance/smtp.ts";
import systems from "../../src/guidance/systems.json";
import { TRUST_ADDED, TRUST_LISTS } from "../../src/guidance/trust-lives.ts";
import trustStores from "../../src/guidance/trust-stores.json";
import { UPDATE_STEPS } from "../../src/guidance/update.ts";
import { dataKey, type DataPrefix } from "../../src/report-text/translator.ts";
import { TRAINING_SITUATIONS } from "../../src/training/training.ts";
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

const storeSteps = trustStores.places.flatMap(({ steps }) => steps.map(({ id }) => id));
const systemIds = systems.systems.map(({ id }) => id);

/** Ids in data files that `dataKey` makes keys of. The compiler checks the words that `keyOf` takes. */
const DATA_IDS: Record<DataPrefix, readonly string[]> = {
  callAnswer: CALL_STEPS.flatMap(({ answers }) =>
    answers.filter((answer) => caseOfAnswer(answer) === null).map(({ id }) => id),
  ),
  callSay: CALL_STEPS.filter((step) => !step.case).map(({ id }) => id),
  errorCause: ERROR_LINES.flatMap(({ causes }) => causes),
  pinReason: PIN_REASONS.map(({ id }) => id),
  pinRule: PIN_RULES.map(({ id }) => id),
  repair: repair.cases.flatMap(({ steps }) => steps.map(({ id }) => id)),
  smtpAnswer: TEST_ANSWERS.map(({ id }) => id),
  storeStep: ["save", "download", "download-instead", "convert", "verify", ...storeSteps],
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

  const prefixes = new Set([...uses.matchAll(/\bkeyOf\(\s*"(\w+)"/g)].map(([, prefix]) => prefix!));

  /** Whether `keyOf` can make this key from a prefix and a word that are in the code. */
  function isBuilt(key: string): boolean {
    return [...prefixes].some(
      (prefix) => key.startsWith(`${prefix}_`) && strings.has(key.slice(prefix.length + 1)),
    );
  }

  function isUsed(key: string): boolean {
    return (
      uses.includes(`"${key}"`) ||
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

  test.each(["finding_never", "nothing", "repair_nothing"])("an unused one is seen: %s", (key) => {
    expect(isUsed(key)).toBe(false);
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
