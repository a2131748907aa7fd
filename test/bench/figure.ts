/** A figure of the bench, and how figures are printed. */
export interface Figure {
  what: string;
  measured: number;
  /** The most that it should be. */
  reach: number;
  unit: "×" | "kB";
  /** How it came about: sample sizes and spread. */
  note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One line per figure: what, measured, the reach, and whether it is reached. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, reach, unit, note }) => [
    what,
    `${measured.toFixed(2)} ${unit}`,
    `≤ ${reach} ${unit}`,
    measured <= reach ? "reached" : "NOT reached",
    note ?? "",
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
