/** Throws an Error that names `what` if no row fits. */
export function findOrThrow<Row>(
  rows: readonly Row[],
  fits: (row: Row) => boolean,
  what: string,
): Row {
  const row = rows.find(fits);
  if (row === undefined) throw new Error(`there is no ${what}`);
  return row;
}
