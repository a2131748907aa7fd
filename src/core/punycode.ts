/** Reads punycode (RFC 3492), because browsers offer no function for it. */
const [BASE, T_MIN, T_MAX, SKEW, DAMP] = [36, 1, 26, 38, 700] as const;
const [FIRST_BIAS, FIRST_CODE] = [72, 128] as const;
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Labels that cannot be decoded stay as they are. */
export function unicodeHost(host: string): string {
  return host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decodeLabel(label.slice(4)) ?? label) : label))
    .join(".");
}

function decodeLabel(text: string): string | null {
  const end = text.lastIndexOf("-");
  const codes = Array.from(text.slice(0, Math.max(end, 0)), (char) => char.charCodeAt(0));
  let code: number = FIRST_CODE;
  let bias: number = FIRST_BIAS;
  let index = 0;
  let at = end + 1;
  while (at < text.length) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = DIGITS.indexOf(text.charAt(at++));
      if (digit < 0 || at > text.length) return null;
      index = index + digit * weight;
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (index > 0x7fffffff) return null;
    }
    const length = codes.length + 1;
    bias = adaptBias(index - before, length, before === 0);
    code = code + Math.floor(index / length);
    if (code > 0x10ffff) return null;
    index = index % length;
    codes.splice(index++, 0, code);
  }
  return String.fromCodePoint(...codes);
}

function adaptBias(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(first ? delta / DAMP : delta / 2);
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
