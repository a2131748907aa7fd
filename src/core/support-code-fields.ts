/** The digits of the support code: for each, how many values it has, and how it is written and read. */
import frozen from "./support-code.json";
import type {
  BrowserFamily,
  Cause,
  ControlResult,
  Evidence,
  Finding,
  VerdictCode,
} from "./vocabulary.ts";

/** How far this machine's clock is from the servers'. `right`: within what AWS accepts. */
export const CLOCK_BUCKETS = [
  "unknown",
  "right",
  "minutes-behind",
  "minutes-ahead",
  "hours-behind",
  "hours-ahead",
  "days-behind",
  "days-ahead",
] as const;
export type ClockBucket = (typeof CLOCK_BUCKETS)[number];

/** The content of a support code. */
export interface CodeContent {
  training: boolean;
  /** False where the extension was built with another catalogue. */
  builtInCatalogue: boolean;
  family: BrowserFamily;
  /** `Chrome`, `Firefox` … ; `other Chromium` or `other Firefox` for the rest. */
  browser: string;
  /** Major version; 0 where it is not known. */
  major: number;
  /** The code has no room above `major`, so that the version may also be a later one. */
  majorOrLater: boolean;
  /** `win`, `mac`, `linux`, `cros`, `android` or `other`. */
  os: string;
  verdict: VerdictCode;
  cause: Cause;
  evidence: Evidence;
  /** The roots that the report and the code's version both have, in the order of the frozen list. */
  roots: { id: string; finding: Finding }[];
  controls: { expired: ControlResult; revoked: ControlResult };
  baselineLoaded: boolean;
  inspection: "none" | "seen" | "approved";
  /** The known product that the inspecting authority looks like. */
  product: string | null;
  clock: ClockBucket;
  /** ISO 8601, UTC, rounded down to ten minutes. */
  madeAt: string;
}

const EPOCH_MS = Date.parse(frozen.epoch);
/** How exactly a code knows its time: ms. */
export const CODE_UNIT_MS = 10 * 60_000;
/** The digit of a root that the report does not have, if the version has room for it. */
export const ABSENT = frozen.findings.length;

export type Room = (typeof frozen.formats)[number]["room"];

/** One digit of a code. */
export interface CodeField {
  /** How many values the digit has. */
  radix: number;
  /** The value for a content, which has only words of the frozen lists. */
  write(content: CodeContent): number;
  /** Puts the meaning of a value into a content; false if it has none. */
  read(value: number, content: CodeContent): boolean;
}

/** The digits of a version, from the most significant on. */
export function fieldsOf(room: Room): CodeField[] {
  /** "No known product" and the known products. */
  const products = 1 + room.products;
  return [
    flag("training"),
    flag("builtInCatalogue"),
    {
      radix: room.browsers,
      write: ({ browser }) => place(frozen.browsers, browser),
      read: (value, content) =>
        put(frozen.browsers[value], (browser) => {
          Object.assign(content, { browser, family: familyOf(browser) });
        }),
    },
    {
      radix: room.majors,
      write: ({ major }) => major,
      read(value, content) {
        content.major = value;
        content.majorOrLater = isLast(value, room.majors);
        return true;
      },
    },
    {
      radix: room.systems,
      write: ({ os }) => place(frozen.systems, os),
      read: (value, content) => put(frozen.systems[value], (os) => (content.os = os)),
    },
    {
      radix: room.outcomes,
      write: ({ verdict, cause, evidence }) =>
        place(
          frozen.outcomes,
          verdict === "ready" ? `ready ${cause} ${evidence}` : `${verdict} ${cause}`,
        ),
      read: (value, content) =>
        put(frozen.outcomes[value], (outcome) => {
          const [verdict, cause, evidence = "none"] = outcome.split(" ");
          Object.assign(content, { verdict, cause, evidence });
        }),
    },
    ...room.findings.map((radix, at) => findingField(frozen.roots[at]!, radix)),
    controlField("expired", room),
    controlField("revoked", room),
    flag("baselineLoaded"),
    {
      radix: 1 + 2 * products,
      write({ inspection, product }) {
        const who = product === null ? 0 : place(frozen.products, product) + 1;
        return { none: 0, seen: 1 + who, approved: 1 + products + who }[inspection];
      },
      read(value, content) {
        const who = value === 0 ? 0 : (value - 1) % products;
        content.inspection = value === 0 ? "none" : value <= products ? "seen" : "approved";
        return who === 0 || put(frozen.products[who - 1], (name) => (content.product = name));
      },
    },
    {
      radix: room.clocks,
      write: ({ clock }) => place(frozen.clocks, clock),
      read: (value, content) =>
        put(frozen.clocks[value] as ClockBucket | undefined, (clock) => (content.clock = clock)),
    },
    {
      radix: room.times,
      write: ({ madeAt }) => unitOf(madeAt),
      read(value, content) {
        content.madeAt = timeOf(value);
        return true;
      },
    },
  ];
}

function flag(name: "training" | "builtInCatalogue" | "baselineLoaded"): CodeField {
  return {
    radix: 2,
    write: (content) => Number(content[name]),
    read(value, content) {
      content[name] = value === 1;
      return true;
    },
  };
}

/** Its last value means that the report has no such root, if the version has room for that. */
function findingField(id: string, radix: number): CodeField {
  return {
    radix,
    write({ roots }) {
      const root = roots.find((each) => each.id === id);
      return root ? place(frozen.findings, root.finding) : ABSENT;
    },
    read(value, { roots }) {
      const finding = frozen.findings[value] as Finding | undefined;
      if (finding) roots.push({ id, finding });
      return true;
    },
  };
}

function controlField(kind: "expired" | "revoked", room: Room): CodeField {
  return {
    radix: room.controls,
    write: ({ controls }) => place(frozen.controls, controls[kind]),
    read: (value, { controls }) =>
      put(frozen.controls[value] as ControlResult | undefined, (word) => (controls[kind] = word)),
  };
}

/** Calls `take` with the word and returns true; false if there is none. */
function put<T>(word: T | undefined, take: (word: T) => void): boolean {
  if (word === undefined) return false;
  take(word);
  return true;
}

/** A content for the fields to be read into. */
export function emptyContent(): CodeContent {
  return {
    training: false,
    builtInCatalogue: false,
    family: "chromium",
    browser: "",
    major: 0,
    majorOrLater: false,
    os: "",
    verdict: "inconclusive",
    cause: "unknown",
    evidence: "none",
    roots: [],
    controls: { expired: "void", revoked: "void" },
    baselineLoaded: false,
    inspection: "none",
    product: null,
    clock: "unknown",
    madeAt: "",
  };
}

/** Whether a value is the last of its digit, which also means everything above it. */
export function isLast(value: number, size: number): boolean {
  return value === size - 1;
}

export function unitOf(madeAt: string): number {
  return Math.floor((Date.parse(madeAt) - EPOCH_MS) / CODE_UNIT_MS);
}

export function timeOf(unit: number): string {
  return new Date(EPOCH_MS + unit * CODE_UNIT_MS).toISOString();
}

export function familyOf(browser: string): BrowserFamily {
  return browser.endsWith("Firefox") ? "firefox" : "chromium";
}

/** The place of a word in its frozen list. Throws where the list does not have it. */
function place(list: readonly string[], word: string): number {
  const index = list.indexOf(word);
  if (index === -1) throw new Error(`the support code has no place for "${word}"`);
  return index;
}
