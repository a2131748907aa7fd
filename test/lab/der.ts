/** Writes ASN.1 in DER (X.690), as far as the lab needs what no library makes for it. */

/** One element: its tag, its length, its contents. */
export function der(tag: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body), body]);
}

export function sequence(...contents: Buffer[]): Buffer {
  return der(0x30, ...contents);
}

export function utf8String(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

export function octetString(...contents: Buffer[]): Buffer {
  return der(0x04, ...contents);
}

/** A BIT STRING whose last byte has this many unused bits. */
export function bitString(unused: number, bytes: Buffer): Buffer {
  return der(0x03, Buffer.from([unused]), bytes);
}

/** An OBJECT IDENTIFIER in dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A GeneralizedTime, to the second. */
export function generalizedTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, "");
  return der(0x18, Buffer.from(digits));
}

function base128(value: number): number[] {
  const groups = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
}

function lengthOf(body: Buffer): Buffer {
  if (body.length < 0x80) return Buffer.from([body.length]);
  const hex = body.length.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}
