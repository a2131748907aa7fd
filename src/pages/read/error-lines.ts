import type { Bytes } from "../../core/bytes.ts";
import { decodeText } from "../../reading/decode-text.ts";
import type { ReadInput } from "../../reading/in-worker.ts";
import type { FileReading, Reading } from "../../reading/model.ts";

/** Bytes that are looked through for error lines in the page itself, which stands still meanwhile. */
const MOST = 5_000_000;

/** Adds what texts say of errors: in the page, because the worker would need the whole guide. */
export async function withErrorLines(
  reading: Reading,
  inputs: readonly ReadInput[],
): Promise<Reading> {
  const { mayHoldErrors, withErrors } = await import("../../report-text/error-findings.ts");
  const files = reading.files.map(async (file, index): Promise<FileReading> => {
    if (!mayHoldErrors(file)) return file;
    const { content } = inputs[index]!;
    // Logs end with their errors.
    const end = content.slice(Math.max(0, content.size - MOST));
    const text = decodeText(new Uint8Array(await end.arrayBuffer()) as Bytes);
    if (text === null) return file;
    const found = withErrors(file, text);
    if (content.size <= MOST) return found;
    const isError = ({ code }: { code: string }) => code === "error-line";
    return {
      ...found,
      findings: found.findings.map((each) => (isError(each) ? { ...each, line: null } : each)),
    };
  });
  return { ...reading, files: await Promise.all(files) };
}
