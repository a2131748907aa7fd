/** A date as exact as it is known: `2024`, `2024-08` or `2024-08-01`, in words of the language. */
export function partialDate(date: string, language: string): string {
  const style = { year: "numeric", month: "short", day: "numeric" } as const;
  const parts = Object.entries(style).slice(0, date.split("-").length);
  const format = new Intl.DateTimeFormat(language, {
    ...Object.fromEntries(parts),
    timeZone: "UTC",
  });
  return format.format(new Date(date));
}
