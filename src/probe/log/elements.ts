/** Cuts a log into its constants and its events, as text, while it is read. */

export interface Elements {
  /** The object after `"constants":`. Comes before all events. */
  constants(text: string): void;
  event(text: string): void;
  /** An event that is too long to be held. */
  skipped(): void;
}

export interface Cutter {
  push(chunk: Uint8Array): void;
  /** Returns whether the log ends as it should. */
  end(): boolean;
}

/** Bytes of one event. The longest real ones hold some certificates. */
const EVENT_LIMIT = 8 * 1024 * 1024;
/** Bytes of the constants. Real ones have up to 200 kB, most of it field trials. */
const CONSTANTS_LIMIT = 4 * 1024 * 1024;

/** Bytes at the end of a line that show the event's type: `"time":"…","type":…}],`. */
const TAIL = 64;

const NEWLINE = 0x0a;
const BOM = "\u{feff}";
const CONSTANTS = '{"constants":';

/**
 * Starts with `lines`. Switches to `anyJson` if the log turns out to be written in another way: pretty-printed, or
 * saved again on one line.
 */
export function cutterFor(elements: Elements, mayMatter: (tail: string) => boolean): Cutter {
  let cutter: Cutter | null = null;
  let held: Uint8Array[] = [];
  let bytes = 0;
  const choose = (): Cutter => {
    const head = joined(held);
    const end = head.indexOf(NEWLINE);
    const first = end < 0 ? "" : textOf(head.subarray(0, end));
    const isByLine = first.startsWith(CONSTANTS) && first.endsWith(",");
    const chosen = isByLine ? lines(elements, mayMatter) : anyJson(elements);
    chosen.push(head);
    held = [];
    return chosen;
  };
  return {
    push(chunk) {
      if (cutter) return cutter.push(chunk);
      held.push(chunk);
      bytes += chunk.length;
      if (bytes >= CONSTANTS_LIMIT || chunk.includes(NEWLINE)) cutter = choose();
    },
    end() {
      cutter ??= choose();
      return cutter.end();
    },
  };
}

/** The end of the events, and perhaps of the log. */
const LAST_END = /(?:^|\})\]\}?,?$/;

/** As the browser writes a log: the constants in the first line, then one event a line. */
function lines(elements: Elements, mayMatter: (tail: string) => boolean): Cutter {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  let place: "constants" | "head" | "events" | "after" = "constants";
  let last = "";

  const readEvent = (line: Uint8Array) => {
    const tail = decoder.decode(line.subarray(-TAIL)).trimEnd();
    if (mayMatter(tail)) {
      const text = textOf(line);
      if (text.startsWith("{")) elements.event(text.replace(LAST_END, "}").replace(/,$/, ""));
    }
    if (!LAST_END.test(tail)) return;
    place = "after";
    if (tail.endsWith("}")) last = "}";
  };
  const readLine = (line: Uint8Array) => {
    if (place === "events") return readEvent(line);
    if (place === "after") return void (last = textOf(line.subarray(0, TAIL)) || last);
    const text = textOf(line);
    if (place === "head" && /^"events":\s*\[$/.test(text)) place = "events";
    if (place !== "constants") return;
    elements.constants(text.slice(CONSTANTS.length, -1));
    place = "head";
  };
  const endLine = (line: Uint8Array) => {
    if (restBytes + line.length > EVENT_LIMIT) elements.skipped();
    else readLine(rest.length ? joined([...rest, line]) : line);
    rest = [];
    restBytes = 0;
  };
  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        endLine(chunk.subarray(from, at));
        from = at + 1;
      }
      restBytes += chunk.length - from;
      if (restBytes > EVENT_LIMIT) rest = [];
      else if (from < chunk.length) rest.push(chunk.slice(from));
    },
    end() {
      if (restBytes > 0) endLine(new Uint8Array());
      return place === "after" && last === "}";
    },
  };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const BRACE = 0x7b;
/** Bytes of a name that could be `constants` or `events`. */
const NAME_LIMIT = 16;

/** Follows nesting alone: the constants stand two levels deep, events three. */
function anyJson(elements: Elements): Cutter {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let name = "";
  let section = "";
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isHolding = false;

  const hold = (bytes: Uint8Array) => {
    heldBytes += bytes.length;
    if (heldBytes > EVENT_LIMIT) held = [];
    else held.push(bytes.slice());
  };
  const release = () => {
    const isTooLong = heldBytes > EVENT_LIMIT;
    const text = isTooLong ? "" : textOf(joined(held));
    held = [];
    heldBytes = 0;
    isHolding = false;
    if (isTooLong) elements.skipped();
    else if (section === "constants") elements.constants(text);
    else elements.event(text);
  };
  const elementDepth = () => (section === "constants" ? 2 : section === "events" ? 3 : Infinity);
  return {
    push(chunk) {
      let from = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at]!;
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inString = false;
          else if (depth === 1 && name.length < NAME_LIMIT) name += String.fromCharCode(byte);
        } else if (byte === QUOTE) {
          inString = true;
          if (depth === 1) name = "";
        } else if (byte === COLON) {
          if (depth === 1) section = name;
        } else if (OPENING.has(byte)) {
          depth += 1;
          if (byte === BRACE && !isHolding && depth === elementDepth()) {
            isHolding = true;
            from = at;
          }
        } else if (CLOSING.has(byte)) {
          depth -= 1;
          if (isHolding && depth < elementDepth()) {
            hold(chunk.subarray(from, at + 1));
            release();
          }
        }
      }
      if (isHolding) hold(chunk.subarray(from));
    },
    end: () => depth === 0,
  };
}

const decoder = new TextDecoder();

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes).replace(BOM, "").trim();
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
