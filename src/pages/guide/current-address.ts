/** Addresses of the guide that earlier versions used; people keep links. */

/** Programs that had another id below `#sdks`. */
const RENAMED = new Map([
  ["python", "boto3"],
  ["javascript", "node"],
]);

/** The same place at its address of today. */
export function currentAddress(hash: string): string {
  const former = /^#sdks(?:\/([^?]*))?(\?.*)?$/.exec(hash);
  if (!former) return hash;
  const [, program, query = ""] = former;
  const detail = program === undefined ? "" : `/${RENAMED.get(program) ?? program}`;
  // The parts "tool" and "tools" are "program" and "programs" now.
  return `#programs${detail}${query.replace(/([?&]part=)tool(?=s?(?:&|$))/, "$1program")}`;
}
