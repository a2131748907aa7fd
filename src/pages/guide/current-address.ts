/** Addresses of the guide that earlier versions used; people keep links. */

/** Programs that had another id below `#sdks`. */
const RENAMED = new Map([
  ["python", "boto3"],
  ["javascript", "node"],
]);

/** The same place at its address of today. */
export function currentAddress(hash: string): string {
  return hash.replace(
    /^#sdks(?=[/?]|$)(?:\/([^?]*))?/,
    (_, program?: string) =>
      `#programs${program === undefined ? "" : `/${RENAMED.get(program) ?? program}`}`,
  );
}
