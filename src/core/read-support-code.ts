import { FIELD, hasCheckDigits } from "./checksum.ts";
import { unpack } from "./mixed-radix.ts";
import frozen from "./support-code.json";
import { emptyContent, type CodeContent } from "./support-code-fields.ts";
import { CHECKS, FORMATS, NEWEST, radicesOf, type Format } from "./support-code-formats.ts";

export type DecodeResult =
  | { ok: true; content: CodeContent }
  /** `newer`: complete, but of an unknown version. `content`: complete, but impossible. */
  | { ok: false; reason: "empty" | "length" | "alphabet" | "check" | "newer" | "content" };

/** Accepts any case, spaces, dashes and look-alikes of characters. */
export function decodeCode(text: string): DecodeResult {
  const no = (reason: Extract<DecodeResult, { ok: false }>["reason"]): DecodeResult => ({
    ok: false,
    reason,
  });
  const bare = text
    .slice(0, 200)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212._,]/gu, "");
  if (bare === "") return no("empty");
  const values = Array.from(bare, (char) =>
    frozen.alphabet.indexOf((frozen.lookAlikes as Record<string, string>)[char] ?? char),
  );
  if (values.includes(-1)) return no("alphabet");
  const whole = hasCheckDigits(values);
  if (whole && values[0]! > NEWEST.version) return no("newer");
  const format = FORMATS.find(
    ({ version, characters }) => version === values[0] && characters === values.length,
  );
  // The first character may be wrong, but a code of the newest length is complete.
  if (!format && values.length !== NEWEST.characters) return no("length");
  if (!whole) return no("check");
  const content = format ? contentIn(values.slice(1, -CHECKS), format) : null;
  return content ? { ok: true, content } : no("content");
}

function contentIn(values: readonly number[], { fields }: Format): CodeContent | null {
  const digits = unpack(values, radicesOf(fields), FIELD);
  const content = emptyContent();
  return digits?.every((digit, at) => fields[at]!.read(digit, content)) ? content : null;
}
