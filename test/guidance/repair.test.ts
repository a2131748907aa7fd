import { concernedHost } from "../../src/guidance/next-step.ts";
import { describe, expect, test } from "vitest";
import messages from "../../public/_locales/en/messages.json";
import { HIDEABLE } from "../../src/core/default-settings.ts";
import { readEndpointList } from "../../src/core/endpoint-input.ts";
import { ALLOW_LISTS } from "../../src/guidance/allow-lists.ts";
import { placeholders } from "../../src/guidance/command.ts";
import {
  repairFor,
  snippet,
  SNIPPETS,
  snippetValues,
  testedHosts,
  type Snippet,
  type Step,
} from "../../src/guidance/repair.ts";
import table from "../../src/guidance/repair.json";
import type { Machine, Situation } from "../../src/guidance/situation.ts";
import sources from "../../src/guidance/sources.json";
import {
  AUDIENCES,
  BROWSER_KINDS,
  CASES,
  STEP_PAGES,
  SYSTEMS,
  TOPICS,
  type BrowserKind,
  type System,
} from "../../src/guidance/repair-cases.ts";
import { dataKey } from "../../src/report-text/translator.ts";
import { catalogue, WORLDS } from "../made-up.ts";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const texts: Record<string, Message> = messages;
const rows = table.cases as { case: string; sources: string[]; steps: Step[] }[];
const steps = rows.flatMap((row) => row.steps);

const machines: Machine[] = BROWSER_KINDS.flatMap((browser) =>
  SYSTEMS.flatMap((system) => [true, false].map((managed) => ({ browser, system, managed }))),
);
const situations: Situation[] = CASES.flatMap((each) =>
  machines.map((machine) => ({ case: each, ...machine })),
);
const named = (at: Situation) =>
  `${at.case} ${at.browser} ${at.system} ${at.managed ? "managed" : "own"}`;

function messageOf({ id }: Pick<Step, "id">): Message | undefined {
  return texts[dataKey("repair", id)];
}

/** Words that speak of one browser or system alone, in a text or command. */
const BROWSER_WORDS: [RegExp, readonly BrowserKind[]][] = [
  [/\bFirefox\b|\babout:|detectportal/, ["firefox"]],
  [
    /NET::ERR|ignore-certificate|SSLErrorOverride|CADistrusted|URLBlocklist|\{scheme\}/,
    notFirefox(),
  ],
  [/\bChrome\b|\bchrome:\/\//, ["chrome"]],
  [/\bEdge\b|\bedge:\/\/|\bmsedge\b/, ["edge"]],
  [/\bBrave\b|\bbrave:\/\//, ["brave"]],
  [/\bOpera\b|\bopera:\/\//, ["opera"]],
  [/\bVivaldi\b|\bvivaldi:\/\//, ["vivaldi"]],
];
const SYSTEM_WORDS: [RegExp, readonly System[]][] = [
  [/\bWindows\b(?! of)|Group Policy|certmgr|certlm|w32tm|ipconfig|curl\.exe/, ["windows"]],
  [/Time & language|Network & internet|Resolve-DnsName|Test-NetConnection/, ["windows"]],
  [/%TEMP%|Invoke-WebRequest/, ["windows"]],
  [/^open -na/m, ["macos"]],
  [/^(?:chromium|google-chrome|microsoft-edge) /m, ["linux"]],
  [/\bmacOS\b|Keychain|System Settings|sntp|dscacheutil/, ["macos"]],
  [/\bLinux\b|timedatectl|resolvectl|certutil|\.pki/, ["linux"]],
  [/\bsudo\b|\bopenssl\b|\bdig\b|\bcurl -|\$HOME/, ["macos", "linux"]],
  [/Chromebook/, ["chromeos"]],
];

function notFirefox(): BrowserKind[] {
  return BROWSER_KINDS.filter((kind) => kind !== "firefox");
}

function everythingOf(step: Step, text = messageOf(step)?.message ?? ""): string {
  return [text, ...SNIPPETS.map((kind) => step[kind] ?? "")].join("\n");
}

/** Where a step speaks of a browser or a system that it does not only apply to. */
function straying(step: Step, text?: string): string[] {
  const all = everythingOf(step, text);
  const within = <Value>(where: readonly Value[] | undefined, allowed: readonly Value[]) =>
    where?.every((value) => allowed.includes(value)) ?? false;
  const wrong = [
    ...BROWSER_WORDS.filter(([word, kinds]) => word.test(all) && !within(step.browsers, kinds)),
    ...SYSTEM_WORDS.filter(([word, systems]) => word.test(all) && !within(step.systems, systems)),
  ];
  return wrong.map(([word]) => `${step.id}: ${word.exec(all)![0]}`);
}

const MAY_NAME: Record<Snippet, readonly string[]> = {
  command: ["host", "quotedHosts"],
  address: ["host", "scheme"],
  copy: ["host", "hosts"],
};

/** Faults of a step's snippets. */
function snippetFaults(step: Step): string[] {
  const { id, command, address } = step;
  return [
    ...SNIPPETS.flatMap((kind) =>
      placeholders(step[kind] ?? "")
        .filter((name) => !MAY_NAME[kind].includes(name))
        .map((name) => `${id}: a ${kind} may not name ${name}`),
    ),
    ...(command !== undefined && !SYSTEM_WORDS.some(([word]) => word.test(command))
      ? [`${id}: nobody knows on which system this runs: ${command}`]
      : []),
    ...(address !== undefined && !/^(?:https?:\/\/|about:|\{scheme\}:\/\/)/.test(address)
      ? [`${id}: not an address: ${address}`]
      : []),
    ...(address?.startsWith("about:") && (step.systems ?? ["android"]).includes("android")
      ? [`${id}: Firefox for Android has no ${address}`]
      : []),
  ];
}

/** Switches and settings that stop programs from verifying certificates. */
const UNVERIFIED =
  /(?:^|\s)-\w*k\b|insecure(?!Certs)|verify\s*=\s*false|reject_?unauthorized|no-verify|no-check-cert|strict-ssl|thisisunsafe|skip-?verify|SSL_VERIFY|--ignore-cert|allow-invalid/i;
/** Advice to go on regardless. */
const REGARDLESS =
  /\b(?:switch|turn)(?:ed|ing)? off\b|\bdisabl(?:e|ed|ing)\b|\bproceed|\badd an exception|\baccept the risk|\bignor/i;
/** What looks for a switch that ignores errors must call it by its name. */
const HUNTS = ["look-at-switches", "find-switch"];

/** Whether a step would have somebody verify less. */
function isUnsafe(step: Step, text?: string): boolean {
  const all = everythingOf(step, text);
  return UNVERIFIED.test(all) || (REGARDLESS.test(all) && !HUNTS.includes(step.id));
}

/** What is wrong with what a text names, against what its step declares. */
function valueFaults(step: Step, message = messageOf(step)): string[] {
  const { id, values = [] } = step;
  const declared = Object.keys(message?.placeholders ?? {});
  return declared.join() === values.join()
    ? []
    : [`${id}: the text names ${declared.join()}, the step ${values.join()}`];
}

describe("repair.json", () => {
  test("has each case once", () => {
    expect(rows.map((row) => row.case).toSorted()).toEqual([...CASES].toSorted());
  });

  test("has two to eight steps for each audience in every situation", () => {
    const off = situations.flatMap((situation) =>
      AUDIENCES.flatMap((who) => {
        // A fault that stricter programs find is a rare one's step.
        const mine = repairFor(situation).steps.filter(
          ({ who: whose, values }) => whose === who && !values?.includes("faults"),
        );
        // Whoever inspects is not always known.
        const certain = mine.filter(({ values = [] }) =>
          values.every((value) => value === "browser"),
        );
        return certain.length >= 2 && mine.length <= 8
          ? []
          : [`${named(situation)}: ${mine.length} for the ${who}`];
      }),
    );
    expect(off).toEqual([]);
  });

  test("suggests an update only where the browser is out of date", () => {
    const updates = ["update-browser", "ask-for-update", "deliver-updates"];
    const suggesting = situations.filter((situation) =>
      repairFor(situation).steps.some(({ id }) => updates.includes(id)),
    );
    const cases = new Set(suggesting.map((situation) => situation.case));
    expect(cases).toContain("outdated-trust-store");
    expect(cases).not.toContain("missing-root");
    expect(cases).not.toContain("missing-root-unproven");
  });

  test("never says the same twice in one situation", () => {
    const twice = situations.filter((situation) => {
      const ids = repairFor(situation).steps.map(({ id }) => id);
      return new Set(ids).size !== ids.length;
    });
    expect(twice.map(named)).toEqual([]);
  });

  test("has ids of lower-case words, and one text per id", () => {
    expect(steps.filter(({ id }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
    const ids = [...new Set(steps.map(({ id }) => id))];
    const said = ids.map((id) => messageOf({ id })?.message);
    expect(said).not.toContain(undefined);
    expect(new Set(said).size).toBe(ids.length);
  });

  test("says everything in whole sentences", () => {
    const off = steps.filter((step) => !/^[A-Z“$].*[.]$/s.test(messageOf(step)?.message ?? ""));
    expect(off.map(({ id }) => id)).toEqual([]);
  });

  test("gives an id to one audience, with the same values everywhere", () => {
    const kinds = new Map<string, string>();
    for (const { id, who, values = [] } of steps) {
      const kind = `${who} ${values.join()}`;
      expect([id, kinds.get(id) ?? kind]).toEqual([id, kind]);
      kinds.set(id, kind);
    }
  });

  test("knows only words of the lists", () => {
    const keys =
      "id who browsers systems managed values command address copy lists topic page link makerPage share isNextStep".split(
        " ",
      );
    for (const step of steps) {
      expect(Object.keys(step).filter((key) => !keys.includes(key))).toEqual([]);
      expect(AUDIENCES).toContain(step.who);
      for (const browser of step.browsers ?? []) expect(BROWSER_KINDS).toContain(browser);
      for (const system of step.systems ?? []) expect(SYSTEMS).toContain(system);
      if (step.topic) expect(TOPICS).toContain(step.topic);
      if (step.page) expect(STEP_PAGES).toContain(step.page);
      for (const list of step.lists ?? []) expect(ALLOW_LISTS).toContain(list);
      if (step.link) expect(Object.keys(sources)).toContain(step.link);
      expect([step.id, step.makerPage ?? false]).toEqual([
        step.id,
        step.values?.includes("menu") ?? false,
      ]);
    }
  });

  test.each(rows.map((row) => [row.case, row] as const))("%s names its sources", (_, row) => {
    expect(row.sources.length).toBeGreaterThan(0);
    expect(row.sources).toEqual([...new Set(row.sources)].toSorted());
    expect(row.sources.filter((id) => !(id in sources))).toEqual([]);
  });

  test("shows only sources about this browser and system, or linked by a step", () => {
    const sourcesOf = (change: Partial<Situation>) =>
      repairFor({
        case: "wrong-clock",
        browser: "chrome",
        system: "linux",
        managed: false,
        ...change,
      }).sources;
    expect(sourcesOf({})).toEqual(["iam-signing", "mozilla-time-errors", "timedatectl"]);
    expect(sourcesOf({ system: "macos" })).toEqual([
      "apple-set-time",
      "iam-signing",
      "mozilla-time-errors",
    ]);
    const off = situations.filter((situation) => repairFor(situation).sources.length === 0);
    expect(off.map(named)).toEqual([]);
    for (const situation of situations) {
      const found = repairFor(situation);
      const links = found.steps.flatMap(({ link }) => link ?? []);
      const row = rows.find((each) => each.case === situation.case)!;
      for (const link of links) {
        expect(found.sources.includes(link)).toBe(row.sources.includes(link));
      }
    }
  });

  test("leaves a step to the next step only if that says the same", () => {
    const words = (text: string) => new Set(text.toLowerCase().match(/[a-z]{3,}/g));
    const nextOf = (found: string) =>
      (texts[`step_${found.replaceAll("-", "_")}`] ?? texts["inspectorApproved"])!.message;
    let left = 0;
    for (const row of rows) {
      for (const step of row.steps.filter(({ isNextStep }) => isNextStep)) {
        left += 1;
        const [first = ""] = messageOf(step)!.message.split(".");
        const [said, next] = [words(first), words(nextOf(row.case))];
        const shared = [...said].filter((word) => next.has(word)).length / said.size;
        expect([row.case, step.id, shared >= 0.5]).toEqual([row.case, step.id, true]);
      }
    }
    expect(left).toBeGreaterThan(5);
  });

  test("leaves each audience a step beside the next step", () => {
    const off = situations.filter((situation) =>
      AUDIENCES.some(
        (who) =>
          !repairFor(situation).steps.some(
            (step) => step.who === who && !step.isNextStep && !step.values?.length,
          ),
      ),
    );
    expect(off.map(named)).toEqual([]);
  });

  test("declares what its texts name", () => {
    expect(steps.flatMap((step) => valueFaults(step))).toEqual([]);
  });

  test("speaks of a browser or a system only to those who have it", () => {
    expect(steps.flatMap((step) => straying(step))).toEqual([]);
  });

  test("has sound commands, addresses and host names", () => {
    expect(steps.flatMap(snippetFaults)).toEqual([]);
  });

  test("has nobody verify less", () => {
    expect(steps.filter((step) => isUnsafe(step)).map(({ id }) => id)).toEqual([]);
  });

  test("leads only to pages that no policy hides", () => {
    expect(STEP_PAGES.filter((page) => (HIDEABLE as readonly string[]).includes(page))).toEqual([]);
  });

  test("names only hosts that the page to test them takes", () => {
    const tested = steps.filter(({ page }) => page === "endpoints");
    expect(tested.length).toBeGreaterThan(0);
    for (const { copy } of tested) {
      const { values, faults } = readEndpointList(copy ?? "");
      expect([values.length, faults]).toEqual([copy?.split("\n").length, []]);
    }
  });

  test("tells wherever connections break off how to tell a long first message from Amazon", () => {
    const desktop = situations.filter(
      ({ case: found, system }) =>
        ["blocked", "offline", "amazon-side", "unknown"].includes(found) &&
        ["windows", "macos", "linux"].includes(system),
    );
    const without = desktop.filter(
      (situation) => !repairFor(situation).steps.some(({ id }) => id.startsWith("small-hello-")),
    );
    expect(without.map(named)).toEqual([]);
  });

  test("has a test undone afterwards", () => {
    const ids = steps.map(({ id }) => id).filter((id) => id.startsWith("small-hello-"));
    const settings = ids.filter((id) => id !== "small-hello-tool");
    for (const id of ids) expect(messageOf({ id })?.message).toMatch(/^As a test, /);
    for (const id of settings)
      expect(messageOf({ id })?.message).toMatch(/\. Then (?:close|set)[^.]*\.$/);
  });

  test.each(["tls-inspection", "tls-inspection-unproven", "tls-inspection-approved"])(
    "names the hosts of every partition to leave out, in the case %s",
    (found) => {
      const [step] = rows
        .find((row) => row.case === found)!
        .steps.filter(({ id }) => id === "leave-out-aws");
      expect(step?.lists).toEqual(["aws", "aws-us-gov", "aws-cn", "aws-eusc"]);
    },
  );

  test("names hosts and port in every situation where revocation cannot be asked", () => {
    const here = situations.filter(({ case: found }) => found === "revocation-unknown");
    for (const situation of here) {
      const mine = repairFor(situation).steps.filter(({ who }) => who === "administrator");
      const allow = mine.find(({ id }) => id === "allow-revocation");
      expect([named(situation), allow?.lists]).toEqual([
        named(situation),
        ["revocation", "revocation-hosts"],
      ]);
      expect(messageOf(allow!)?.message).toContain("TCP port 80");
      const desktop = situation.browser === "firefox" && situation.system !== "android";
      if (desktop && situation.system !== "chromeos") {
        expect(mine.map(({ id }) => id)).toContain("required-ocsp-policy");
      }
    }
    expect(here.length).toBeGreaterThan(0);
  });

  test("leaves settings of a managed computer to its administrator", () => {
    const rights = steps.filter(
      ({ who, command, managed }) => who === "person" && command && managed !== false,
    );
    expect(rights.map(({ id }) => id)).toEqual([]);
  });
});

describe("a fault would be seen", () => {
  const step = (change: Partial<Step>): Step => ({ id: "made-up", who: "person", ...change });

  test.each<[string, Step, string?]>([
    ["an about: page for all", step({ address: "about:policies" })],
    ["another browser's page", step({ address: "edge://policy", browsers: ["chrome"] })],
    ["a Chromium page in Firefox", step({ address: "{scheme}://policy", browsers: ["firefox"] })],
    ["a Windows command on macOS", step({ command: "ipconfig", systems: ["windows", "macos"] })],
    ["a Linux command anywhere", step({ command: "timedatectl status" })],
    ["a name in the text", step({}), "In Firefox, open the menu."],
  ])("straying: %s", (_, faulty, text) => {
    expect(straying(faulty, text)).not.toEqual([]);
  });

  test.each<[string, Step]>([
    ["a command that names hosts", step({ command: "dig {hosts}", systems: ["linux"] })],
    ["a command of no known system", step({ command: "frobnicate" })],
    ["no address", step({ address: "policy" })],
    ["an about: page on Android", step({ address: "about:policies", browsers: ["firefox"] })],
  ])("a snippet: %s", (_, faulty) => {
    expect(snippetFaults(faulty)).not.toEqual([]);
  });

  test.each<[string, Step, string?]>([
    ["curl -k", step({ command: "curl -k https://{host}/" })],
    ["curl -vk", step({ command: "curl -vk https://{host}/" })],
    ["--insecure", step({ command: "curl --insecure https://{host}/" })],
    ["a switch", step({ command: "chrome --ignore-certificate-errors" })],
    ["words", step({}), "Turn off the check and proceed."],
    ["more words", step({}), "Ignore the warning."],
  ])("unsafe: %s", (_, faulty, text) => {
    expect(isUnsafe(faulty, text)).toBe(true);
  });

  test("values that the text does not name, and the other way round", () => {
    expect(valueFaults(step({ values: ["browser"] }), { message: "Hello." })).toHaveLength(1);
    const message = { message: "$BROWSER$.", placeholders: { browser: { content: "$1" } } };
    expect(valueFaults(step({}), message)).toHaveLength(1);
  });
});

describe("snippets", () => {
  const dns = WORLDS["dns"]!();

  test("name the host that the report is about", () => {
    const report = WORLDS["one root missing"]!();
    expect(snippetValues(concernedHost(report), catalogue, "firefox")["host"]).toBe(
      "valid.rootca2.demo.amazontrust.com",
    );
  });

  test("name the first deciding root's host where no root is concerned", () => {
    const report = WORLDS["ready, anchors seen"]!();
    expect(report.verdict.roots).toEqual([]);
    expect(snippetValues(concernedHost(report), catalogue, "firefox")["host"]).toBe(
      "valid.rootca1.demo.amazontrust.com",
    );
  });

  test("name all hosts that a check asks, and not the baseline", () => {
    const hosts = testedHosts(catalogue);
    expect(hosts).toContain("expired.rootca4.demo.amazontrust.com");
    expect(hosts).toContain("valid.sfg2.demo.amazontrust.com");
    expect(hosts.filter((host) => !host.endsWith(".amazontrust.com"))).toEqual([]);
    expect(new Set(hosts).size).toBe(hosts.length);
  });

  test.each<[BrowserKind, string]>([
    ["chrome", "chrome://policy"],
    ["chromium", "chrome://policy"],
    ["edge", "edge://policy"],
    ["brave", "brave://policy"],
    ["opera", "opera://policy"],
    ["vivaldi", "vivaldi://policy"],
  ])("have the address of %s's own pages", (browser, address) => {
    const step: Step = { id: "x", who: "person", address: "{scheme}://policy" };
    expect(snippet(step, "address", snippetValues(concernedHost(dns), catalogue, browser))).toBe(
      address,
    );
  });

  test("are null where a step has none", () => {
    const values = snippetValues(concernedHost(dns), catalogue, "firefox");
    expect(snippet({ id: "x", who: "person" }, "command", values)).toBeNull();
  });

  test("can be filled in every situation", () => {
    for (const situation of situations) {
      const values = snippetValues(concernedHost(dns), catalogue, situation.browser);
      for (const step of repairFor(situation).steps) {
        for (const kind of SNIPPETS) {
          expect(snippet(step, kind, values) ?? "").not.toMatch(/\{\w*\}|undefined/);
        }
      }
    }
  });
});
