/** Cuts a text into print-outs of programs and what stands between them. */
import type { PemBlock } from "../containers/pem.ts";
import { MAX_LINE, MAX_LINES, MAX_PIECES } from "../limits.ts";
import type { Mark, Segment, TextKind, TextLine } from "./kind.ts";

export type Item = { line: TextLine } | { block: PemBlock };

export interface KindSegment extends Segment {
  kind: TextKind;
}

interface OpenSegment extends KindSegment {
  identity: string | null;
  hasFirst: boolean;
  isClosed: boolean;
}

/** Lines of an error page before the one that shows what it is. */
const LEAD = 40;
/** Mails quote lines with these. curl's `> ` is only cut off here. */
const QUOTED = /^(?:[ \t]*[>|])+ ?/;
/** Of git and of curl's trace, before a line that curl begins with a star. */
const TRACED = /^(?:\d\d:\d\d:\d\d\.\d+ )?(?:http\.c:\d+\s+)?== Info: /;

/** The lines outside of PEM blocks, and the blocks, in order. */
export function itemsOf(text: string, blocks: readonly PemBlock[]): Item[] {
  const items: Item[] = [];
  let [number, at, next, count] = [1, 0, 0, 0];
  while (at <= text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    for (; next < blocks.length && blocks[next]!.line === number; next += 1)
      items.push({ block: blocks[next]! });
    const before = blocks[next - 1];
    const isOutside = !before || number > before.endLine;
    // Empty lines say nothing, and a hostile text may have millions.
    if (isOutside && end > at && count < MAX_LINES) {
      const whole = text.slice(at, end).replace(QUOTED, "").replace(TRACED, "* ");
      items.push({ line: { number, text: whole.slice(0, MAX_LINE), whole } });
      count += 1;
    }
    at = end + 1;
    number += 1;
  }
  return items;
}

/** Print-outs in their order, and the items that belong to none. */
export function segmentsOf(
  items: readonly Item[],
  kinds: readonly TextKind[],
): { segments: KindSegment[]; rest: Segment } {
  const segments: KindSegment[] = [];
  const rest: Segment = { lines: [], blocks: [] };
  let current = null as OpenSegment | null;
  let unmarked: Item[] = [];
  for (const item of items) {
    const { kind, mark } = "line" in item ? markOf(item.line.text, kinds) : NOTHING;
    if (!kind || !mark) {
      unmarked.push(item);
      continue;
    }
    const hasBlocks = countBlocks(unmarked) > 0 || (current?.blocks.length ?? 0) > 0;
    const isOther = current?.kind !== kind || beginsAnother(current, mark, hasBlocks);
    if (isOther && segments.length < MAX_PIECES) {
      const lead = kind.hasLead ? leadOf(unmarked) : [];
      add(current ?? rest, unmarked.slice(0, unmarked.length - lead.length));
      current = { kind, lines: [], blocks: [], identity: null, hasFirst: false, isClosed: false };
      segments.push(current);
      unmarked = lead;
    }
    if (current) {
      current.identity ??= mark.identity ?? null;
      current.hasFirst ||= mark.isFirst === true;
      current.isClosed ||= mark.closes === true;
    }
    add(current ?? rest, [...unmarked, item]);
    unmarked = [];
  }
  add(current ?? rest, unmarked);
  return { segments, rest };
}

function beginsAnother(current: OpenSegment, mark: Mark, hasBlocks: boolean): boolean {
  if (mark.isFirst && current.hasFirst) return true;
  if (mark.reopens && current.isClosed) return true;
  if (mark.identity === undefined || current.identity === null) return false;
  return mark.identity !== current.identity || hasBlocks;
}

const NOTHING = { kind: null, mark: null };

function markOf(line: string, kinds: readonly TextKind[]) {
  for (const kind of kinds) {
    const mark = kind.mark(line);
    if (mark) return { kind, mark };
  }
  return NOTHING;
}

function leadOf(items: readonly Item[]): Item[] {
  let from = items.length;
  while (from > 0 && items.length - from < LEAD && "line" in items[from - 1]!) from -= 1;
  return items.slice(from);
}

const countBlocks = (items: readonly Item[]): number =>
  items.filter((item) => "block" in item).length;

function add({ lines, blocks }: Segment, items: readonly Item[]): void {
  for (const item of items) {
    if ("line" in item) lines.push(item.line);
    else blocks.push(item.block);
  }
}
