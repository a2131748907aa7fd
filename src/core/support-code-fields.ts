import frozen from "./support-code.json";
import type {
  BrowserFamily,
  Cause,
  ControlResult,
  Evidence,
  Finding,
  VerdictCode,
} from "./vocabulary.ts";

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

export interface CodeContent {
  training: boolean;
  /** False if the extension was built with another catalogue. */
  builtInCatalogue: boolean;
  family: BrowserFamily;
  /** `other Chromium` or `other Firefox` if the frozen list lacks it. */
  browser: string;
  /** 0 if unknown. */
  major: number;
  /** Whether the version may be later, because the code has no room above `major`. */
  majorOrLater: boolean;
  /** `win`, `mac`, `linux`, `cros`, `android` or `other`. */
  os: string;
  verdict: VerdictCode;
  cause: Cause;
  evidence: Evidence;
  /** Roots that both the report and the code's version have, in the frozen order. */
  roots: { id: string; finding: Finding }[];
  controls: { expired: ControlResult; revoked: ControlResult };
  baselineLoaded: boolean;
  inspection: "none" | "seen" | "approved";
  /** The known product that the inspecting CA resembles. */
  product: string | null;
  clock: ClockBucket;
  /** ISO 8601, UTC, rounded down to ten minutes. */
  madeAt: string;
}

const EPOCH_MS = Date.parse(frozen.epoch);
/** How exactly a code knows its time: ms. */
export const CODE_UNIT_MS = 10 * 60_000;
export const ABSENT = frozen.findings.length;

export type Room = (typeof frozen.formats)[number]["room"];

export interface CodeField {
  radix: number;
  /** `content` may hold only words of the frozen lists. */
  write(content: CodeContent): number;
  /** Writes the meaning of `value` into `content`; false if it has none. */
  read(value: number, content: CodeContent): boolean;
}

/** Most significant first. */
export function fieldsOf(room: Room): CodeField[] {
  /** One more for "no known product". */
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

/** The last value means that the report lacks the root, if the version has room for that. */
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

function put<T>(word: T | undefined, take: (word: T) => void): boolean {
  if (word === undefined) return false;
  take(word);
  return true;
}

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

/** The last value of a digit also means everything above it. */
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

/** Throws if the list lacks the word. */
function place(list: readonly string[], word: string): number {
  const index = list.indexOf(word);
  if (index === -1) throw new Error(`the support code has no place for "${word}"`);
  return index;
}
