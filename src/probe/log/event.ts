/** Reads the constants and the events of a log. Whatever is not as expected counts as absent. */

export type Params = Readonly<Record<string, unknown>>;

export interface LogEvent {
  /** Name, such as `CERT_VERIFIER_JOB`. */
  type: string;
  phase: "begin" | "end" | "none";
  /** Ms since the epoch. */
  time: number;
  source: number;
  params: Params;
}

export interface LogConstants {
  typeNames: ReadonlyMap<number, string>;
  phases: ReadonlyMap<number, LogEvent["phase"]>;
  /** Of network errors, without `net::`. */
  errorNames: ReadonlyMap<number, string>;
  /** Added to an event's time it gives ms since the epoch. */
  tickOffset: number;
  captureMode: string | null;
  browser: { name: string; version: string; os: string };
}

const PHASES: Record<string, LogEvent["phase"]> = {
  PHASE_BEGIN: "begin",
  PHASE_END: "end",
  PHASE_NONE: "none",
};

/** Characters of a text of the log that is kept. */
const TEXT_LIMIT = 200;
/** Years 1970 to 9999: what `Date` and the report's format can hold. */
const LATEST_MS = Date.parse("9990-01-01T00:00:00Z");

/** Null if the text is not a log's constants. */
export function readConstants(text: string): LogConstants | null {
  const constants = objectIn(parsed(text));
  const types = numbersIn(constants["logEventTypes"]);
  if (types.length === 0) return null;
  const client = objectIn(constants["clientInfo"]);
  const phases = numbersIn(constants["logEventPhase"]).flatMap(([name, number]) => {
    const phase = Object.hasOwn(PHASES, name) ? PHASES[name] : undefined;
    return phase ? [[number, phase] as const] : [];
  });
  return {
    typeNames: new Map(types.map(([name, number]) => [number, name])),
    phases: new Map(phases),
    errorNames: new Map(
      numbersIn(constants["netError"]).map(([name, number]) => [number, name.slice(0, TEXT_LIMIT)]),
    ),
    tickOffset: numberOf(constants["timeTickOffset"]) ?? 0,
    captureMode: shortText(constants["logCaptureMode"]) || null,
    browser: {
      name: shortText(client["name"]),
      version: shortText(client["version"]),
      os: shortText(client["os_type"]),
    },
  };
}

/** Null if the text is no event. */
export function readEvent(text: string, constants: LogConstants): LogEvent | null {
  const event = objectIn(parsed(text));
  const type = constants.typeNames.get(event["type"] as number);
  const source = objectIn(event["source"])["id"];
  const time = numberOf(event["time"]);
  if (type === undefined || typeof source !== "number" || time === null) return null;
  const ms = time + constants.tickOffset;
  if (!(ms >= 0 && ms < LATEST_MS)) return null;
  const phase = constants.phases.get(event["phase"] as number) ?? "none";
  return { type, phase, time: ms, source, params: objectIn(event["params"]) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An empty object instead of anything else. */
export function objectIn(value: unknown): Params {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Params)
    : {};
}

function numbersIn(value: unknown): [name: string, number: number][] {
  return Object.entries(objectIn(value)).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
}

/** Some versions write numbers as text. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

export function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function shortText(value: unknown): string {
  return (textIn(value) ?? "").slice(0, TEXT_LIMIT);
}

export function textsIn(value: unknown, limit: number): string[] {
  return Array.isArray(value)
    ? value.slice(0, limit).filter((each): each is string => typeof each === "string")
    : [];
}

/** The source that this event's source depends on, or is bound to. */
export function linkIn({ params }: LogEvent): number | null {
  const id = objectIn(params["source_dependency"])["id"];
  return typeof id === "number" ? id : null;
}
