/** The shapes of the data files: their fields, the closed lists of their ids, and where a source and a date belong. */
import type { AnySchemaObject } from "ajv";
import { readJson } from "../../build/files.ts";
import { STORES } from "../../build/store-fields.ts";
import { ADDRESS_KINDS } from "../../src/core/addresses.ts";
import { BUNDLE_LOOKS } from "../../src/core/bundle-look.ts";
import { CONSOLE_ROLES } from "../../src/core/console-hosts.ts";
import { PRESET_IDS } from "../../src/core/endpoint-presets.ts";
import { ENDPOINT_FORMS } from "../../src/core/endpoints.ts";
import { PARTITION_IDS } from "../../src/core/partitions.ts";
import { CHECKERS, STRICT_RULE_IDS } from "../../src/core/strict-rules.ts";
import {
  BROWSER_FAMILIES,
  CAUSES,
  CONTROL_RESULTS,
  FAILURE_CODES,
  FINDINGS,
  PROBE_KINDS,
  ROOT_PROGRAMMES,
  ROOT_ROLES,
  VERDICTS,
} from "../../src/core/vocabulary.ts";
import { ELSEWHERE_IDS } from "../../src/core/zones.ts";
import { ALLOW_LISTS } from "../../src/guidance/allow-lists.ts";
import { TEAMS } from "../../src/guidance/call.ts";
import { EXTENSION_MENU_IDS } from "../../src/guidance/extension-menus.ts";
import { ERROR_MEANINGS, PROGRAM_CAUSES } from "../../src/guidance/error-table.ts";
import { HOST_LISTS } from "../../src/guidance/program-hosts.ts";
import { NO_ROW_REASONS } from "../../src/guidance/error-reader/program-signs.ts";
import { PIN_FORMS } from "../../src/guidance/pins.ts";
import {
  AUDIENCES,
  BROWSER_KINDS,
  CASES,
  STEP_PAGES,
  SYSTEM_NAMES,
  SYSTEMS,
  TOPICS,
} from "../../src/guidance/repair-cases.ts";
import { STEP_VALUES } from "../../src/guidance/repair.ts";
import {
  EFFECTS,
  PROGRAM_GROUPS,
  PROGRAM_NOTES,
  PROGRAM_ROOTS,
  VERSION_KINDS,
  WHERES,
} from "../../src/guidance/programs.ts";
import { SHELLS } from "../../src/guidance/shell.ts";
import { CONNECTION_MODES, TEST_TOOLS } from "../../src/guidance/smtp.ts";
import { PLACE_GROUPS, PLACES, STEP_KINDS } from "../../src/guidance/trust-stores.ts";
import { catalogue } from "../made-up.ts";

type Schema = AnySchemaObject;
type Fields = Record<string, Schema>;

const text: Schema = { type: "string", pattern: "^\\S(?:[\\s\\S]*\\S)?$" };
const id: Schema = { type: "string", pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$" };
const sha256: Schema = { type: "string", pattern: "^[0-9a-f]{64}$" };
const flag: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const day: Schema = {
  type: "string",
  pattern: "^20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$",
};
const link: Schema = { type: "string", pattern: "^https://\\S+$" };
const only = (value: unknown): Schema => ({ const: value });
const oneOf = (words: Iterable<string>): Schema => ({ enum: [...words] });
const either = (...schemas: Schema[]): Schema => ({ anyOf: schemas });

function object(required: Fields, optional: Fields = {}): Schema {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

/** An object with these keys, all of which hold the same. */
function record(keys: readonly string[], value: Schema): Schema {
  return object(Object.fromEntries(keys.map((key) => [key, value])));
}

/** An object with any keys that fit. */
function map(keys: Schema, value: Schema): Schema {
  return { type: "object", minProperties: 1, propertyNames: keys, additionalProperties: value };
}

/** Not empty, each item once. */
function list(items: Schema): Schema {
  return { type: "array", items, minItems: 1, uniqueItems: true };
}

/** As `list`, but may be empty. */
function anyList(items: Schema): Schema {
  return { ...list(items), minItems: 0 };
}

function rows(required: Fields, optional?: Fields): Schema {
  return list(object(required, optional));
}

/** The words of a data file that its other parts refer to. */
function wordsOf<Data>(file: string, words: (data: Data) => string[]): Schema {
  return oneOf(words(readJson<Data>(file)));
}

interface Identified {
  id: string;
}
const idsOf = (all: readonly Identified[]) => all.map((row) => row.id);

const SOURCES = Object.keys(readJson<object>("src/guidance/sources.json"));
const REGIONS = readJson<{ partitions: { regions: Identified[] }[] }>(
  "src/core/partitions.json",
).partitions.flatMap(({ regions }) => idsOf(regions));

const sourced = { source: link, date: day };
const sources = list(oneOf(SOURCES));
const cited = { sources };
const dated = { about: text, date: day };
const pem = {
  type: "string",
  pattern: "^-----BEGIN CERTIFICATE-----\\n[A-Za-z0-9+/=\\n]+-----END",
};
const rootId = oneOf(idsOf(catalogue.roots));
const partition = oneOf(PARTITION_IDS);
const region = oneOf(REGIONS);
const programme = oneOf(ROOT_PROGRAMMES);
const product = wordsOf<{ products: { name: string }[] }>("src/core/inspectors.json", (data) =>
  data.products.map(({ name }) => name),
);
const host: Schema = {
  type: "string",
  pattern: "^(?:\\*\\.)?(?:[a-z0-9-]|\\{[a-z]+\\})+(?:\\.(?:[a-z0-9-]|\\{[a-z]+\\})+)*$",
};
const byShell = either(object({ any: text }), record(SHELLS, text));
const eachBrowser = (value: Schema) => record(BROWSER_KINDS, record(SYSTEMS, value));
const seen = { ...sourced, seen: text, about: text };

const callStepId = wordsOf<{ steps: Identified[] }>("src/guidance/call.json", ({ steps }) =>
  idsOf(steps),
);
const lineId = wordsOf<{ rows: Identified[] }>("src/guidance/error-lines.json", (data) =>
  idsOf(data.rows),
);
const trustList = wordsOf<{ lists: Identified[] }>("src/guidance/trust-lives.json", (data) =>
  idsOf(data.lists),
);
const trustAdded = wordsOf<{ added: Identified[] }>("src/guidance/trust-lives.json", (data) =>
  idsOf(data.added),
);
const updateStep = wordsOf<{ steps: Identified[] }>("src/guidance/update.json", ({ steps }) =>
  idsOf(steps),
);
const updateWay = wordsOf<{ ways: object }>("src/guidance/update.json", ({ ways }) =>
  Object.keys(ways),
);
const programId = wordsOf<{ programs: Identified[] }>("src/guidance/programs.json", (data) =>
  idsOf(data.programs),
);
const trainingBrowser = wordsOf<{ browsers: object }>("src/training/situations.json", (data) =>
  Object.keys(data.browsers),
);

/** How a program is recognised; `row` says which program of the guide it is, or why none. */
function programSigns(row: Fields): Schema {
  return object(
    {
      id,
      name: text,
      ...row,
      level: oneOf(["program", "language"]),
      families: list(id),
      signs: list(text),
    },
    { lines: list(text), variables: anyList({ type: "string", pattern: "^[A-Z_]+$" }) },
  );
}

/** A setting of a program: variables name a file or hold a value, others are commands. */
function programSetting(kind: Schema, required: Fields, optional: Fields = {}): Schema {
  const common = { kind, name: text, effect: oneOf(EFFECTS), ...cited };
  return object({ ...common, ...required }, { since: text, where: oneOf(WHERES), ...optional });
}

const serviceHost = { host, ...sourced };
const hostForm = { form: oneOf(ENDPOINT_FORMS) };
const except = list(region);

/** JSON schemas by file. The catalogue has one of its own, which builds use. */
export const DATA_SHAPES: Record<string, Schema> = {
  "build/endpoint-services.json": object({
    ...dated,
    services: rows(
      { id, name: text, prefixes: anyList(text) },
      {
        vpcLabels: list(text),
        hosts: list(
          either(
            object({ ...serviceHost, regions: text }, hostForm),
            object({ ...serviceHost, partition }, hostForm),
            object(
              { ...serviceHost, regionsOf: text },
              { ...hostForm, partitions: list(partition), except },
            ),
          ),
        ),
      },
    ),
  }),
  "src/core/address-ranges.json": object({
    ranges: rows({ range: text, kind: oneOf(ADDRESS_KINDS), ...sourced }),
  }),
  "src/core/blocked-ports.json": object({ ...dated, source: link, ports: list(count) }),
  "src/core/bundle-looks.json": object({
    about: text,
    date: day,
    looks: rows(
      { id: oneOf(BUNDLE_LOOKS), least: count, ...sourced },
      {
        aliases: object({}, { start: text, end: text }),
        text: list(text),
        holds: list(sha256),
        lacks: list(sha256),
      },
    ),
  }),
  "src/core/console-hosts.json": object({
    ...dated,
    hosts: rows(
      {
        partition,
        role: oneOf(CONSOLE_ROLES),
        domain: host,
        match: oneOf(["exact", "subdomains"]),
        confirmed: flag,
        ...sourced,
      },
      { path: { type: "string", pattern: "^/\\S+$" }, withheld: text },
    ),
  }),
  "src/core/endpoint-presets.json": object({
    ...dated,
    presets: rows({ id: oneOf(PRESET_IDS), hosts: rows({ partition, host, ...sourced }) }),
  }),
  "src/core/endpoints.json": object({
    about: text,
    ...sourced,
    services: rows(
      {
        id,
        name: text,
        hosts: list(
          either(
            ...[{}, sourced].flatMap((origin) => [
              object({ host, regions: text, ...origin }, { form: oneOf(ENDPOINT_FORMS) }),
              object({ host, partition, ...origin }, { form: oneOf(ENDPOINT_FORMS) }),
            ]),
          ),
        ),
      },
      { vpcLabels: list(text) },
    ),
  }),
  "src/core/inspectors.json": object({
    ...dated,
    products: rows(
      {
        name: text,
        kind: oneOf(["antivirus", "developer", "filter", "gateway"]),
        words: list(text),
        ...sourced,
      },
      { seen: list(text) },
    ),
  }),
  "src/core/partitions.json": object({
    ...dated,
    partitions: rows({
      id: partition,
      name: text,
      dnsSuffix: host,
      dualStackSuffix: host,
      regionPattern: text,
      ...sourced,
      amazonTrust: object({ confirmed: flag, ...sourced }),
      regions: rows({ id, name: text }),
    }),
  }),
  "src/core/reverse-proxies.json": object({
    ...dated,
    proxies: rows({ product: text, suffix: host, ...sourced }, { joint: text }),
  }),
  "src/core/strict-rules.json": object({
    rules: rows({
      id: oneOf(STRICT_RULE_IDS),
      checker: oneOf(CHECKERS),
      words: either(text, only(null)),
      ...cited,
      date: day,
    }),
  }),
  "src/core/support-code.json": object({
    about: text,
    alphabet: text,
    lookAlikes: map({ type: "string", maxLength: 1 }, { type: "string", maxLength: 1 }),
    spoken: map({ type: "string", maxLength: 1 }, text),
    epoch: text,
    formats: rows({
      version: count,
      characters: count,
      room: object({
        browsers: count,
        majors: count,
        systems: count,
        outcomes: count,
        findings: { type: "array", items: count, minItems: 1 },
        controls: count,
        products: count,
        clocks: count,
        times: count,
      }),
    }),
    browsers: list(text),
    systems: list(text),
    outcomes: list(text),
    roots: list(rootId),
    findings: list(oneOf(FINDINGS)),
    controls: list(oneOf(CONTROL_RESULTS)),
    clocks: list(id),
    products: list(text),
  }),
  "src/core/zones.json": object({
    ...dated,
    zones: rows({ zone: host, partitions: list(partition), ...sourced }),
    open: rows({ zone: host, why: oneOf(["customer", "unverified"]), ...sourced }),
    elsewhere: rows(
      {
        id: oneOf(ELSEWHERE_IDS),
        name: host,
        authority: text,
        knownToBrowsers: flag,
        ...sourced,
      },
      { notStarting: text, notEnding: text },
    ),
  }),
  "src/guidance/allow-lists.json": object({
    ...dated,
    lists: rows({ id: oneOf(ALLOW_LISTS), hosts: list(host), ...cited }),
  }),
  "src/guidance/call.json": object({
    start: callStepId,
    steps: rows(
      { id, answers: anyList(object({ id, to: callStepId })) },
      { case: oneOf(CASES), team: oneOf(TEAMS), menu: oneOf(EXTENSION_MENU_IDS) },
    ),
  }),
  "src/guidance/extension-menus.json": object({
    about: text,
    menus: rows({
      id: oneOf(EXTENSION_MENU_IDS),
      browsers: list(oneOf(BROWSER_KINDS)),
      page: { type: "string", pattern: "^(?:[a-z]+://extensions|about:addons)$" },
      ...cited,
    }),
  }),
  "src/guidance/error-lines.json": object({
    about: text,
    rows: rows(
      {
        id,
        program: text,
        lines: list(text),
        meaning: oneOf(ERROR_MEANINGS),
        causes: anyList(oneOf([...CAUSES, ...PROGRAM_CAUSES])),
        ...cited,
      },
      {
        read: object({ topic: oneOf(TOPICS) }, { detail: id }),
        general: only(true),
        library: only(true),
        clause: only(true),
        atAws: only(true),
      },
    ),
  }),
  "src/guidance/error-reader/program-signs.json": object({
    ...dated,
    programs: list(
      either(
        programSigns({ program: programId }),
        programSigns({ program: only(null), why: oneOf(NO_ROW_REASONS) }),
      ),
    ),
  }),
  "src/guidance/program-hosts.json": object({
    about: text,
    lists: rows(
      {
        id: oneOf(HOST_LISTS),
        hosts: anyList(
          either(
            object({ host }),
            object(
              { host, ...cited },
              {
                regions: text,
                port: count,
                authority: oneOf(ELSEWHERE_IDS),
              },
            ),
          ),
        ),
      },
      {
        preset: oneOf(PRESET_IDS),
        with: list(oneOf(HOST_LISTS)),
        allow: list(oneOf(ALLOW_LISTS)),
        sources,
      },
    ),
  }),
  "src/guidance/inspector-settings.json": object({
    about: text,
    rows: rows({ product, menu: text, source: oneOf(SOURCES) }),
  }),
  "src/guidance/pins.json": object({
    forms: rows({
      id: oneOf(PIN_FORMS),
      file: either(text, only(null)),
      host: flag,
      expires: flag,
      ...cited,
    }),
    reasons: rows({ id, ...cited }),
    rules: rows({ id, ...cited }),
    roles: record(ROOT_ROLES, sources),
  }),
  "src/guidance/repair.json": object({
    cases: rows({
      case: oneOf(CASES),
      ...cited,
      steps: rows(
        { id, who: oneOf(AUDIENCES) },
        {
          browsers: list(oneOf(BROWSER_KINDS)),
          systems: list(oneOf(SYSTEMS)),
          managed: flag,
          values: list(oneOf(STEP_VALUES)),
          command: text,
          address: text,
          copy: text,
          lists: list(oneOf(ALLOW_LISTS)),
          topic: oneOf(TOPICS),
          page: oneOf(STEP_PAGES),
          link: oneOf(SOURCES),
          makerPage: only(true),
          share: only(true),
          isNextStep: only(true),
        },
      ),
    }),
  }),
  "src/guidance/root-files.json": object({
    about: text,
    ...sourced,
    roots: rows({ id: rootId, pem }),
    others: rows({ id: rootId, pem, ...sourced }),
  }),
  "src/guidance/programs.json": object({
    about: text,
    bundle: object({
      look: byShell,
      build: byShell,
      check: byShell,
      systemFiles: rows({ systems: text, file: text }),
      ...cited,
    }),
    programs: rows(
      {
        id,
        name: text,
        group: oneOf(PROGRAM_GROUPS),
        roots: oneOf(PROGRAM_ROOTS),
        versions: anyList(object({ kind: oneOf(VERSION_KINDS), ...cited }, { date: day })),
        settings: anyList(
          either(
            programSetting(only("variable"), {}, { value: text }),
            programSetting(oneOf(["command", "file", "code", "menu"]), { commands: byShell }),
          ),
        ),
        shows: anyList(
          either(
            object({ commands: byShell, ...cited }, { tried: text, since: text }),
            object({ commands: byShell, tried: text, sources: only([]) }),
          ),
        ),
        tests: anyList(byShell),
        notes: anyList(oneOf(PROGRAM_NOTES)),
        ...cited,
      },
      {
        rootsOn: object(
          {},
          Object.fromEntries(
            Object.keys(SYSTEM_NAMES).map((system) => [system, oneOf(PROGRAM_ROOTS)]),
          ),
        ),
        hosts: oneOf(HOST_LISTS),
      },
    ),
  }),
  "src/guidance/smtp.json": object({
    about: text,
    hostTemplate: host,
    fips: object({ hostTemplate: host, regions: list(region), date: day }),
    regions: list(region),
    unverified: list(region),
    regionSources: sources,
    mailManagerSources: sources,
    ports: rows({ port: count, mode: oneOf(CONNECTION_MODES) }),
    portSources: sources,
    commands: rows({
      tool: oneOf(TEST_TOOLS),
      mode: oneOf(CONNECTION_MODES),
      commands: either(byShell, object({ powershell: text })),
    }),
    commandSources: sources,
    answers: rows({ id, tool: oneOf(TEST_TOOLS), good: flag, line: text }, { errorLine: lineId }),
  }),
  "src/guidance/sources.json": map(
    id,
    object(
      { title: text, publisher: text, url: link, read: day },
      { published: day, browsers: list(oneOf(BROWSER_KINDS)), systems: list(oneOf(SYSTEMS)) },
    ),
  ),
  "src/guidance/systems.json": object({
    about: text,
    stores: rows({ programme, name: text }),
    bundles: rows({ id, name: text, version: text, roots: list(rootId), read: day, ...cited }),
    systems: rows({ id, name: text, ...cited }),
    events: rows({
      id,
      date: { type: "string", pattern: "^20\\d\\d(?:-\\d\\d(?:-\\d\\d)?)?$" },
      ...cited,
    }),
  }),
  "src/guidance/trust-lives.json": object({
    lists: rows({ id, sources: anyList(oneOf(SOURCES)) }, { setting: text }),
    added: rows({ id, sources: anyList(oneOf(SOURCES)) }, { setting: text }),
    table: eachBrowser({
      type: "array",
      prefixItems: [trustList, trustAdded],
      minItems: 2,
      maxItems: 2,
    }),
  }),
  "src/guidance/trust-stores.json": object({
    about: text,
    bundle: object({ about: text, file: text, fingerprints: text }),
    files: rows({
      system: text,
      download: text,
      convert: text,
      verify: text,
      script: object({
        start: text,
        download: text,
        convert: text,
        verify: text,
        item: text,
        end: text,
      }),
    }),
    places: rows(
      {
        id: oneOf(PLACES),
        group: oneOf(PLACE_GROUPS),
        systems: list(
          wordsOf<{ files: { system: string }[] }>("src/guidance/trust-stores.json", (data) =>
            data.files.map(({ system }) => system),
          ),
        ),
        steps: rows(
          { id, kind: oneOf(STEP_KINDS) },
          {
            commands: rows(
              { text },
              { on: text, item: { type: "string", minLength: 1 }, join: { type: "string" } },
            ),
            address: text,
            when: only("test-host"),
          },
        ),
        ...cited,
      },
      { isScript: only(true) },
    ),
  }),
  "src/guidance/update-pages.json": object({
    about: text,
    browsers: rows({
      kind: oneOf(BROWSER_KINDS),
      name: text,
      page: either(link, only(null)),
      ...sourced,
    }),
  }),
  "src/guidance/update.json": object({
    commands: rows({ on: text, text }),
    steps: rows({ id }, { address: text, commands: only(true), sources }),
    ways: map(id, list(updateStep)),
    table: eachBrowser(updateWay),
  }),
  "src/probe/chromium-errors.json": object({
    ...seen,
    codes: map({ pattern: "^net::ERR_[A-Z0-9_]+$" }, oneOf(FAILURE_CODES)),
    older: map({ pattern: "^net::ERR_[A-Z0-9_]+$" }, text),
  }),
  "src/probe/chromium-unread.json": object({
    ...seen,
    unread: rows({
      reason: text,
      codes: list({ type: "string", pattern: "^net::[A-Z0-9_]+$" }),
    }),
  }),
  "src/probe/firefox-errors.json": object({
    ...seen,
    symbols: map({ pattern: "^[A-Z0-9_]+$" }, oneOf(FAILURE_CODES)),
  }),
  "src/probe/firefox-sentences.json": object({
    ...seen,
    languages: count,
    errors: rows(
      { symbol: { type: "string", pattern: "^[A-Z0-9_]+$" }, digests: { type: "string" } },
      { longer: { type: "string" } },
    ),
  }),
  "src/probe/firefox-unread.json": object({
    ...seen,
    tls: rows({ reason: text, symbols: list(text) }),
    network: rows({ reason: text, symbols: list(text) }),
  }),
  "src/probe/log/tls-numbers.json": object({
    ...sourced,
    about: text,
    cipherSuites: map({ pattern: "^\\d+$" }, text),
    keyExchanges: map({ pattern: "^\\d+$" }, text),
    signatures: map({ pattern: "^\\d+$" }, text),
  }),
  "src/probe/nss-errors.json": object({
    ...seen,
    codes: map({ pattern: "^[A-Z0-9_]+$" }, oneOf(FAILURE_CODES)),
  }),
  "src/training/situations.json": object({
    about: text,
    browsers: map(id, object({ family: oneOf(BROWSER_FAMILIES), programme, name: text, os: text })),
    words: record(BROWSER_FAMILIES, map(oneOf(FAILURE_CODES), text)),
    situations: rows(
      {
        id,
        situation: id,
        browser: trainingBrowser,
        rules: anyList(
          object({
            when: object(
              {},
              {
                kind: either(oneOf(PROBE_KINDS), list(oneOf(PROBE_KINDS))),
                root: rootId,
                decides: only(true),
                amazon: only(true),
              },
            ),
            then: object(
              {},
              {
                fails: oneOf(FAILURE_CODES),
                status: count,
                chain: oneOf(["own", "inspector"]),
                exception: only("untrusted-issuer"),
              },
            ),
          }),
        ),
        expected: object({ verdict: oneOf(VERDICTS), cause: oneOf(CAUSES) }),
      },
      { outdated: flag, offline: flag, approved: flag, clockBehindMinutes: { type: "number" } },
    ),
  }),
  "store/fields.json": object({
    about: text,
    stores: record(
      STORES,
      rows(
        { field: text, source: link, read: day },
        {
          min: count,
          max: count,
          choices: list(text),
          items: object({ max: count }, { length: count, words: count }),
        },
      ),
    ),
  }),
};
